/** Who takes over from the assistant, why, and how long it may take. It stays in the transcript. */
import { ArrowRightLeft } from 'lucide-react';
import type { Handover } from '../../core/handover.ts';

export function HandoverView({ to, reason, waitMinutes }: Handover) {
  return (
    <div
      role="status"
      className="flex items-start gap-2.5 rounded-lg border border-accent bg-surface px-3 py-2.5 text-sm"
    >
      <ArrowRightLeft aria-hidden size={16} className="mt-0.5 shrink-0 text-accent" />
      <div className="min-w-0 wrap-anywhere">
        <p className="font-semibold">Handed over to {to}</p>
        <p>
          <span className="text-ink-2">Why: </span>
          {reason === '' ? 'not said' : reason}
        </p>
        <p>
          <span className="text-ink-2">Expected wait: </span>
          {waitMinutes === null ? 'not said' : waitMinutes === 0 ? 'none' : `${waitMinutes} min`}
        </p>
      </div>
    </div>
  );
}
