/** The conversation: what was said, and where the next message is written. */
import type { ReactNode } from 'react';
import { useRef } from 'react';
import { flushSync } from 'react-dom';
import { useDraft } from '../../state/drafts.ts';
import { useCapabilities, useWorkspace } from '../../state/workspace.ts';
import { useShownConversation, useShownPlace } from '../../state/shown.ts';
import { Button } from '../../ui/button.tsx';
import { Announcer } from './announcer.tsx';
import { ComposeContext } from './compose.ts';
import { Composer } from './composer.tsx';
import { StepAnnouncer } from './step-announcer.tsx';
import { Transcript } from './transcript.tsx';

/** @param orderForm what stands in the composer while a test is ordered */
export function ChatPanel({ orderForm }: { orderForm: ReactNode }) {
  const { view, drafts, consultation } = useWorkspace();
  const { actions } = useCapabilities();
  const conversation = useShownConversation();
  const place = useShownPlace();
  const isEnded = conversation.endedAt !== null;
  const [draft, changeDraft] = useDraft();
  // What was chosen before may not be offered here.
  const action = actions.includes(draft.action) ? draft.action : 'ask';
  const field = useRef<HTMLTextAreaElement>(null);
  /** What is being written stays, below what is put there. */
  const compose = (text: string) => {
    const { id } = consultation.store.getState().conversation;
    const { question } = drafts.of(id);
    flushSync(() =>
      drafts.change(id, {
        action: 'ask',
        question: question === '' ? text : `${text}\n\n${question}`,
      }),
    );
    field.current?.focus();
  };
  if (place === 'nowhere') return <Nowhere onReturn={() => view.show(null)} />;
  return (
    <section aria-label="Conversation" className="flex min-h-0 grow flex-col">
      <ComposeContext value={isEnded ? null : compose}>
        <Transcript conversation={conversation} />
      </ComposeContext>
      {isEnded ? (
        <EndedNote onReturn={() => view.show(null)} />
      ) : (
        <Composer
          action={action}
          onAction={(chosen) => changeDraft({ action: chosen })}
          questionField={field}
          orderForm={actions.includes('order') ? orderForm : null}
        />
      )}
      <Announcer />
      <StepAnnouncer />
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

/** The address is of a conversation that cannot be had. The focus goes there, lest it be missed. */
function Nowhere({ onReturn }: { onReturn: () => void }) {
  return (
    <section aria-label="Conversation" className="grid min-h-0 grow place-items-center p-4">
      <div className="flex max-w-md flex-col items-center gap-3 text-center">
        <h2 className="text-base font-semibold">No conversation here</h2>
        <p role="status" className="text-ink-2">
          The address of this page names a conversation that is not on this device. It may have been
          removed when somebody signed out, or the address may be cut. Nothing else was lost.
        </p>
        <Button look="primary" autoFocus onPress={onReturn}>
          Back to the present one
        </Button>
      </div>
    </section>
  );
}
