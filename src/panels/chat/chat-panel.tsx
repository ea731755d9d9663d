/** The conversation: what was said, and where the next message is written. */
import type { ReactNode } from 'react';
import { memo, useRef } from 'react';
import { flushSync } from 'react-dom';
import { useDraft } from '../../state/drafts.ts';
import { useShownConversation, useShownPlace, useShownReading } from '../../state/shown.ts';
import { useCapabilities, useWorkspace } from '../../state/workspace.ts';
import { Announcer } from './announcer.tsx';
import { ComposeContext } from './compose.ts';
import { Composer } from './composer.tsx';
import { EndedNote } from './ended-note.tsx';
import { KeptAlerts } from './kept-alerts.tsx';
import { KeptTranscript } from './kept-transcript.tsx';
import { Nowhere } from './nowhere.tsx';
import { Searchable } from './searchable.tsx';
import { StepAnnouncer } from './step-announcer.tsx';
import { Transcript } from './transcript.tsx';

/** @param orderForm what stands in the composer while a test is ordered */
export function ChatPanel({ orderForm }: { orderForm: ReactNode }) {
  const place = useShownPlace();
  return (
    <section aria-label="Conversation" className="flex min-h-0 grow flex-col">
      {place === 'live' && <LiveChat orderForm={orderForm} />}
      {place === 'earlier' && <EarlierChat />}
      {place === 'history' && <KeptChat />}
      <Announcer />
      <StepAnnouncer />
    </section>
  );
}

function LiveChat({ orderForm }: { orderForm: ReactNode }) {
  const { drafts, consultation } = useWorkspace();
  const { actions } = useCapabilities();
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
  return (
    <>
      <ComposeContext value={compose}>
        <ShownTranscript isLive />
      </ComposeContext>
      <Composer
        action={action}
        onAction={(chosen) => changeDraft({ action: chosen })}
        questionField={field}
        orderForm={actions.includes('order') ? orderForm : null}
      />
    </>
  );
}

/** Apart from where the next message is written, which is not drawn again while a reply grows. */
const ShownTranscript = memo(function ShownTranscript({ isLive }: { isLive: boolean }) {
  const conversation = useShownConversation();
  return (
    <Searchable conversation={conversation}>
      <Transcript conversation={conversation} isLive={isLive} />
    </Searchable>
  );
});

function EarlierChat() {
  const conversation = useShownConversation();
  return (
    <>
      <ShownTranscript isLive={false} />
      <EndedNote conversation={conversation} />
    </>
  );
}

/** Of the history, as far as it can be read. */
function KeptChat() {
  const reading = useShownReading();
  return reading.phase === 'here' ? (
    <>
      <KeptAlerts conversation={reading.conversation} />
      <Searchable conversation={reading.conversation} reading={reading}>
        <KeptTranscript reading={reading} />
      </Searchable>
      <EndedNote conversation={reading.conversation} reading={reading} />
    </>
  ) : (
    <Nowhere reading={reading} />
  );
}
