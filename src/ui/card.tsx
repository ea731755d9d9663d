/** A panel of the side column: a named region with a heading, and room for a word or an act beside it. */
import type { ReactNode } from 'react';
import { useId } from 'react';

export interface CardProps {
  title: string;
  /** Beside the title, quiet: a count, a limit. */
  aside?: ReactNode;
  /** At the end of the heading row: one act. */
  action?: ReactNode;
  children: ReactNode;
}

export function Card({ title, aside, action, children }: CardProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="rounded-xl border border-line bg-surface shadow-card">
      <header className="flex min-h-11 items-center gap-2 px-3.5 pt-2">
        <h2 id={id} className="font-semibold">
          {title}
        </h2>
        <span className="text-sm text-ink-3">{aside}</span>
        <span className="grow" />
        {action}
      </header>
      <div className="px-3.5 pt-1 pb-3.5">{children}</div>
    </section>
  );
}
