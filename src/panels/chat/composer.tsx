/** Where the next message is written: a question, an order or a diagnosis. */
import { Square } from 'lucide-react';
import type { ReactNode, RefObject } from 'react';
import { useEffect, useRef } from 'react';
import { flushSync } from 'react-dom';
import type { Action } from '../../core/conversation.ts';
import { answering } from '../../core/conversation.ts';
import { classNames } from '../../lib/class-names.ts';
import { useCapabilities, useConsultation, useLive } from '../../state/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { ChoiceGroup } from '../../ui/choice-group.tsx';
import { KeyCap } from '../../ui/key-cap.tsx';
import { later } from '../../ui/later.tsx';
import { useKeptFocus } from '../../ui/use-kept-focus.ts';
import { isAltAlone, useShortcut } from '../../ui/use-shortcut.ts';
import { AskForm } from './ask-form.tsx';
import { PaceNote } from './pace-note.tsx';
import { Queue } from './queue.tsx';
import { Standing } from './standing.tsx';

const DiagnosisForm = later(async () => {
  const { DiagnosisForm } = await import('./diagnosis-form.tsx');
  return DiagnosisForm;
});

const actionLabels: Record<Action, string> = {
  ask: 'Ask',
  order: 'Order test',
  diagnose: 'Diagnose',
};

/** Where something can be written, or will be once it is loaded. */
const fields = 'textarea, input:not([type=radio]), [role=status][tabindex]';

export interface ComposerProps {
  action: Action;
  onAction: (action: Action) => void;
  questionField: RefObject<HTMLTextAreaElement | null>;
  orderForm: ReactNode;
}

export function Composer({ action, onAction, questionField, orderForm }: ComposerProps) {
  const { actions } = useCapabilities();
  const form = useRef<HTMLDivElement>(null);
  const options = actions.map((value, index) => ({
    value,
    label: actionLabels[value],
    hint: <KeyCap>{`Alt ${index + 1}`}</KeyCap>,
  }));
  const hasChoice = options.length > 1;
  const focusField = () => form.current?.querySelector<HTMLElement>(fields)?.focus();
  useShortcut((event) => {
    const chosen = isAltAlone(event) && options[Number(event.code.replace('Digit', '')) - 1];
    if (!chosen) return false;
    flushSync(() => onAction(chosen.value));
    focusField();
    return true;
  });
  // What had the focus before is gone: the sign-in page, or the note on an ended conversation.
  useEffect(() => {
    if (document.activeElement === document.body) focusField();
  }, []);
  return (
    <div
      className={classNames(
        'flex max-h-[75%] shrink-0 flex-col border-t border-line bg-surface px-3 py-3 md:px-6 [@media(max-height:32rem)]:py-1.5',
        action === 'ask' && '[@media(max-height:32rem)]:max-h-full',
      )}
    >
      <div className="mx-auto flex min-h-0 w-full max-w-[50rem] flex-col gap-2">
        {/* It may be long, and gives way to the form below: of that the button would be cut off. What
            waits stays in sight all the same, and what the form can scroll gives way to it. */}
        <div className="-m-1 scroll-pane flex min-h-0 shrink-[999] flex-col gap-2 p-1 empty:hidden [@media(min-height:32.1rem)]:has-[ol]:min-h-20">
          <Standing />
          <Queue onEmptied={() => form.current?.querySelector<HTMLElement>(fields)?.focus()} />
          <PaceNote />
        </div>
        <div
          ref={form}
          data-overlay-anchor=""
          className={classNames(
            'field-focus flex flex-col rounded-xl border border-line-strong bg-surface shadow-card',
            // A question has nothing that could scroll but its own field.
            action === 'ask' ? 'shrink-0' : 'min-h-0',
            // On a phone on its side, “Stop” stands beside “Send”: a row of its own would push that out of sight.
            !hasChoice &&
              '[@media(max-height:32rem)]:flex-row-reverse [@media(max-height:32rem)]:items-end',
          )}
        >
          <div
            className={classNames(
              'flex shrink-0 flex-wrap items-center justify-between gap-2 p-1.5 pb-0',
              !hasChoice &&
                '[@media(max-height:32rem)]:pb-2.5 [@media(max-height:32rem)]:not-has-[button]:p-0',
            )}
          >
            {hasChoice && (
              <ChoiceGroup label="Action" value={action} options={options} onChange={onAction} />
            )}
            <StopButton onGone={focusField} />
          </div>
          {action === 'ask' && <AskForm field={questionField} />}
          {action === 'order' && orderForm}
          {action === 'diagnose' && <DiagnosisForm />}
        </div>
      </div>
    </div>
  );
}

/** @param onGone told when it went away with the focus on it */
function StopButton({ onGone }: { onGone: () => void }) {
  const consultation = useConsultation();
  const isAnswering = useLive(({ conversation }) => answering(conversation) !== undefined);
  const place = useRef<HTMLSpanElement>(null);
  const focus = useKeptFocus(place, isAnswering, onGone);
  return (
    <span ref={place} {...focus}>
      {isAnswering && (
        <Button size="large" onPress={() => consultation.stop()}>
          <Square aria-hidden size={14} fill="currentColor" /> Stop
        </Button>
      )}
    </span>
  );
}
