/** A question to the assistant. Enter sends, Shift+Enter breaks the line. */
import type { RefObject } from 'react';
import { useId, useState } from 'react';
import { TextArea } from 'react-aria-components';
import { answering } from '../../core/conversation.ts';
import { useDraft } from '../../state/drafts.ts';
import { useCapabilities, useConsultation, useLive } from '../../state/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { FormFooter } from '../../ui/form-footer.tsx';
import { KeyCap } from '../../ui/key-cap.tsx';
import { sendsByEnter } from './enter.ts';
import { findTextFault, textLength } from './text-fault.ts';

/** @param field for whoever wants to put the focus there */
export function AskForm({ field }: { field: RefObject<HTMLTextAreaElement | null> }) {
  const consultation = useConsultation();
  const [draft, changeDraft] = useDraft();
  const [wasTried, setTried] = useState(false);
  const errorId = useId();
  const { messageLimit } = useCapabilities();
  const fault = findTextFault(draft.question, messageLimit, 'Write a question first.');
  const isTooLong = textLength(draft.question) > messageLimit;
  const shownFault = wasTried || isTooLong ? fault : null;
  const send = () => {
    setTried(fault !== null);
    if (fault !== null) return;
    consultation.write('ask', draft.question.trim());
    changeDraft({ question: '' });
  };
  return (
    <form
      className="flex min-h-0 grow flex-col"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <TextArea
        ref={field}
        aria-label="Message"
        aria-invalid={shownFault !== null}
        aria-describedby={errorId}
        placeholder="Ask about history, examination or a result"
        value={draft.question}
        rows={2}
        onChange={(event) => {
          setTried(false);
          changeDraft({ question: event.target.value });
        }}
        onKeyDown={(event) => {
          if (sendsByEnter(event)) {
            event.preventDefault();
            if (!event.repeat) send();
          }
        }}
        className="field-sizing-content max-h-[min(15rem,25dvh)] min-h-14 [@media(max-height:32rem)]:min-h-10 w-full resize-none bg-transparent px-3.5 pt-2 placeholder:text-ink-3"
      />
      <FormFooter
        hint={
          <span id={errorId} className="block">
            {/* The line tells of itself elsewhere; only what is wrong is said here. */}
            <span role="status" className="font-medium text-medium">
              {shownFault}
            </span>
            {!shownFault && <LineHint />}
          </span>
        }
        action={
          <Button type="submit" look="primary" size="large">
            Send
          </Button>
        }
      />
    </form>
  );
}

/** What will become of a message that is sent now. */
function LineHint() {
  const isOnline = useLive(({ connection }) => connection.phase === 'online');
  const isHeld = useLive(({ conversation }) => conversation.queueHeld);
  const isAnswering = useLive(({ conversation }) => answering(conversation) !== undefined);
  const isBusy = useLive(({ conversation }) => conversation.onWire !== null);
  if (isHeld) return 'What waits is held: a message waits behind it.';
  if (!isOnline) return 'Not connected: a message waits here and goes out by itself.';
  if (isBusy && !isAnswering) {
    return 'The server has not ended what you stopped: a message waits for that.';
  }
  if (isBusy) return 'A reply is under way: a message waits for its end.';
  return (
    <span className="hidden sm:inline">
      <KeyCap>Enter</KeyCap> sends, <KeyCap>Shift Enter</KeyCap> breaks the line
    </span>
  );
}
