/** A key of the keyboard, for those who look for the shortcut; named in words elsewhere. */
export function KeyCap({ children }: { children: string }) {
  return (
    <kbd
      aria-hidden
      className="hidden rounded-sm border border-b-2 border-line-strong px-1 font-sans text-xs font-normal text-ink-3 md:pointer-fine:inline"
    >
      {children}
    </kbd>
  );
}
