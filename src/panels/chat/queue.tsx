/**
 * What has not gone out, above the composer: what waits, how much, for how long, why; what could not
 * be sent; and what can be done.
 *
 * A message that is being edited does not go out under one's hands. When the one that has the focus
 * goes out, the focus stays here, or goes to where messages are written.
 */
import { useRef, useState } from 'react';
import type { Exchange } from '../../core/conversation.ts';
import { isWaiting, queueOf, unsentOf } from '../../core/conversation.ts';
import { useConsultation, useLive, useOutline } from '../../state/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useKeptFocus } from '../../ui/use-kept-focus.ts';
import { QueuedMessage } from './queued-message.tsx';
import { SetAside } from './set-aside.tsx';
import { describeHold } from './words.ts';

/** @param onEmptied the focus was here, and nothing waits any more */
export function Queue({ onEmptied }: { onEmptied: () => void }) {
  const consultation = useConsultation();
  const conversation = useOutline();
  const editedId = useLive(({ editing }) => editing?.messageId);
  const [moved, setMoved] = useState('');
  const section = useRef<HTMLElement>(null);
  const unsent = unsentOf(conversation);
  const waiting = unsent.filter(isWaiting);
  const aside = unsent.slice(waiting.length);
  const standing = `${waiting.map(idOf).join()} ${aside.map(idOf).join()} ${editedId}`;
  const focus = useKeptFocus(section, standing, () =>
    section.current ? section.current.focus() : onEmptied(),
  );
  if (unsent.length === 0) return null;
  const move = (id: string, text: string, place: number) => {
    const { length } = waiting;
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
      {waiting.length > 0 && (
        <>
          <h2 className="px-1 text-sm font-semibold text-ink-2">
            Waiting to be sent <span className="font-normal text-ink-3">· {waiting.length}</span>
          </h2>
          <HeldNotice count={waiting.length} />
          <ol className="flex flex-col gap-1">
            {waiting.map((exchange, place) => (
              <QueuedMessage
                key={idOf(exchange)}
                exchange={exchange}
                onMove={(by) => move(idOf(exchange), exchange.message.text, place + by)}
              />
            ))}
          </ol>
        </>
      )}
      {aside.length > 0 && <SetAside exchanges={aside} />}
      <span role="status" className="sr-only">
        {moved}
      </span>
    </section>
  );
}

function idOf({ message }: Exchange): string {
  return message.id;
}

function HeldNotice({ count }: { count: number }) {
  const consultation = useConsultation();
  const isHeld = useLive(({ conversation }) => conversation.queueHeld);
  const why = useLive(({ conversation }) => conversation.heldBecause);
  const goesTo = useLive(({ conversation }) =>
    queueOf(conversation).some(({ writtenFor }) => writtenFor !== undefined)
      ? conversation.source.assistant
      : undefined,
  );
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
      {describeHold(why, count, goesTo)}
    </Notice>
  );
}
