/**
 * What waits to be sent, above the composer: how much, for how long, why, and what can be done.
 *
 * A message that is being edited does not go out under one's hands. When the one that has the focus
 * goes out, the focus stays here, or goes to where messages are written.
 */
import { useRef, useState } from 'react';
import { queueOf } from '../../core/conversation.ts';
import { useConsultation, useLive, useOutline } from '../../state/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useKeptFocus } from '../../ui/use-kept-focus.ts';
import { QueuedMessage } from './queued-message.tsx';
import { describeHold } from './words.ts';

/** @param onEmptied the focus was here, and nothing waits any more */
export function Queue({ onEmptied }: { onEmptied: () => void }) {
  const consultation = useConsultation();
  const conversation = useOutline();
  const editedId = useLive(({ editing }) => editing?.messageId);
  const [moved, setMoved] = useState('');
  const section = useRef<HTMLElement>(null);
  const messages = queueOf(conversation);
  const focus = useKeptFocus(section, `${messages.map(({ id }) => id).join()} ${editedId}`, () =>
    section.current ? section.current.focus() : onEmptied(),
  );
  if (messages.length === 0) return null;
  const move = (id: string, text: string, place: number) => {
    const { length } = messages;
    if (place < 0 || place >= length) return setMoved(`Already ${place < 0 ? 'first' : 'last'}.`);
    consultation.move(id, place);
    setMoved(`${text} is now ${place + 1} of ${length}.`);
  };
  return (
    <section
      ref={section}
      {...focus}
      tabIndex={-1}
      aria-label="Waiting to be sent"
      className="flex flex-col gap-1.5 rounded-xl border border-dashed border-line-strong bg-sunken p-2 outline-offset-[-2px]"
    >
      <h2 className="px-1 text-sm font-semibold text-ink-2">
        Waiting to be sent <span className="font-normal text-ink-3">· {messages.length}</span>
      </h2>
      <HeldNotice count={messages.length} />
      <ol className="flex flex-col gap-1">
        {messages.map((message, place) => (
          <QueuedMessage
            key={message.id}
            message={message}
            onMove={(by) => move(message.id, message.text, place + by)}
          />
        ))}
      </ol>
      <span role="status" className="sr-only">
        {moved}
      </span>
    </section>
  );
}

function HeldNotice({ count }: { count: number }) {
  const consultation = useConsultation();
  const isHeld = useLive(({ conversation }) => conversation.queueHeld);
  const why = useLive(({ conversation }) => conversation.heldBecause);
  if (!isHeld) return null;
  return (
    <Notice
      grade="warning"
      polite
      action={
        why !== 'overspent' && (
          <Button
            size="small"
            className="shrink-0 whitespace-nowrap"
            onPress={() => consultation.resumeQueue()}
          >
            {count === 1 ? 'Send it' : `Send all ${count}`}
          </Button>
        )
      }
    >
      {describeHold(why, count)}
    </Notice>
  );
}
