/** A small rounded label in a bar. */
import type { ReactNode } from 'react';
import { classNames } from '../lib/class-names.ts';

export function Chip({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <span
      className={classNames(
        'inline-flex min-h-7 min-w-0 items-center gap-1.5 rounded-full border border-line bg-surface px-3 text-sm text-ink-2',
        className,
      )}
    >
      {children}
    </span>
  );
}
