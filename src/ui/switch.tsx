/** Something that is on or off, and takes effect at once. The browser's own checkbox, drawn anew. */
import type { ReactNode } from 'react';

export interface SwitchProps {
  isOn: boolean;
  onChange: (isOn: boolean) => void;
  children: ReactNode;
}

export function Switch({ isOn, onChange, children }: SwitchProps) {
  return (
    <label className="flex min-h-7 cursor-pointer items-center gap-2.5 text-sm text-ink-2">
      <span className="relative inline-flex shrink-0">
        <input
          type="checkbox"
          role="switch"
          checked={isOn}
          onChange={(event) => onChange(event.target.checked)}
          className="peer h-5 w-9 cursor-pointer appearance-none rounded-full border border-line-strong bg-sunken transition-colors checked:border-accent checked:bg-accent forced-colors:checked:bg-[Highlight]"
        />
        <span className="pointer-events-none absolute top-[3px] left-[3px] size-3.5 rounded-full bg-ink-3 transition-transform peer-checked:translate-x-4 peer-checked:bg-accent-ink forced-colors:bg-[ButtonText]" />
      </span>
      {children}
    </label>
  );
}
