/** The conversation: what was said, and where the next message is written. */
import type { ReactNode } from 'react';
import { useConsultation, useWorkspace } from '../../state/workspace.ts';
import { useShownConversation } from '../../state/view.ts';
import { Button } from '../../ui/button.tsx';
import { Announcer } from './announcer.tsx';
import { Composer } from './composer.tsx';
import { Transcript } from './transcript.tsx';

/** @param orderForm what stands in the composer while a test is ordered */
export function ChatPanel({ orderForm }: { orderForm: ReactNode }) {
  const { view } = useWorkspace();
  const { capabilities } = useConsultation();
  const conversation = useShownConversation();
  const isEnded = conversation.endedAt !== null;
  return (
    <section aria-label="Conversation" className="flex min-h-0 grow flex-col">
      <Transcript conversation={conversation} />
      {isEnded ? (
        <EndedNote onReturn={() => view.show(null)} />
      ) : (
        <Composer orderForm={capabilities.actions.includes('order') ? orderForm : null} />
      )}
      <Announcer />
    </section>
  );
}

function EndedNote({ onReturn }: { onReturn: () => void }) {
  return (
    <div className="flex flex-wrap items-center justify-center gap-3 border-t border-line bg-surface p-4">
      <p className="text-ink-2">This conversation has ended: it can be read, not continued.</p>
      <Button look="primary" onPress={onReturn}>
        Back to the present one
      </Button>
    </div>
  );
}
