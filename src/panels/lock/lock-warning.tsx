/** Says that the screen is about to lock. Any key, click or touch ends it. */
import { Lock as LockIcon } from 'lucide-react';
import { createPortal } from 'react-dom';
import { Button } from '../../ui/button.tsx';
import { useNow } from '../../ui/use-now.ts';

export function LockWarning({ lockAt, onStay }: { lockAt: number; onStay: () => void }) {
  const left = Math.max(1, Math.ceil((lockAt - useNow(1000)) / 1000));
  return createPortal(
    <section
      aria-label="About to lock"
      data-react-aria-top-layer="true"
      className="fixed inset-x-0 top-(--alarm-height,0px) z-40 flex justify-center p-3"
    >
      <div className="flex items-center gap-3 rounded-lg border border-medium bg-medium-soft py-2 pr-2 pl-3.5 text-sm shadow-overlay">
        <LockIcon aria-hidden size={16} className="shrink-0 text-medium" />
        <p role="alert" className="sr-only">
          Bedside is about to lock, because nothing was typed or touched. Press any key to stay.
        </p>
        <p aria-hidden className="text-ink">
          <b>Locks in {left} s.</b> Nothing was typed or touched for a while.
        </p>
        <Button size="small" onPress={onStay}>
          Stay
        </Button>
      </div>
    </section>,
    document.body,
  );
}
