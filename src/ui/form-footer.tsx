/** The last row of a form in the composer: what will happen on the left, the act on the right. */
import type { ReactNode } from 'react';

export function FormFooter({ hint, action }: { hint: ReactNode; action: ReactNode }) {
  return (
    <div className="flex shrink-0 flex-wrap items-center justify-end gap-x-3 gap-y-2 px-3.5 pb-2.5">
      <div className="min-w-40 grow text-sm text-ink-3">{hint}</div>
      {action}
    </div>
  );
}
