/** Where the next message is written: a question, an order or a diagnosis. */
import { Square } from 'lucide-react';
import type { ReactNode, RefObject } from 'react';
import { useRef } from 'react';
import type { Action } from '../../core/conversation.ts';
import { answering } from '../../core/conversation.ts';
import { useConsultation, useLive } from '../../state/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { ChoiceGroup } from '../../ui/choice-group.tsx';
import { KeyCap } from '../../ui/key-cap.tsx';
import { useShortcut } from '../../ui/use-shortcut.ts';
import { AskForm } from './ask-form.tsx';
import { DiagnosisForm } from './diagnosis-form.tsx';
import { PaceNote } from './pace-note.tsx';
import { Queue } from './queue.tsx';
import { Standing } from './standing.tsx';

const actionLabels: Record<Action, string> = {
  ask: 'Ask',
  order: 'Order test',
  diagnose: 'Diagnose',
};

/** Where something can be written. */
const fields = 'textarea, input';

export interface ComposerProps {
  action: Action;
  onAction: (action: Action) => void;
  questionField: RefObject<HTMLTextAreaElement | null>;
  orderForm: ReactNode;
}

export function Composer({ action, onAction, questionField, orderForm }: ComposerProps) {
  const { capabilities } = useConsultation();
  const form = useRef<HTMLDivElement>(null);
  const options = capabilities.actions.map((value, index) => ({
    value,
    label: actionLabels[value],
    hint: <KeyCap>{`Alt ${index + 1}`}</KeyCap>,
  }));
  useShortcut((event) => {
    const chosen = event.altKey && options[Number(event.code.replace('Digit', '')) - 1];
    if (!chosen) return false;
    onAction(chosen.value);
    return true;
  });
  return (
    <div className="flex max-h-[75%] shrink-0 flex-col border-t border-line bg-surface px-3 py-3 md:px-6">
      <div className="mx-auto flex min-h-0 w-full max-w-[50rem] flex-col gap-2">
        {/* It may be long, and must leave room for the transcript above and the form below. */}
        <div className="-m-1 scroll-pane flex min-h-0 flex-col gap-2 p-1 empty:hidden">
          <Standing />
          <Queue onEmptied={() => form.current?.querySelector<HTMLElement>(fields)?.focus()} />
          <PaceNote />
        </div>
        <div
          ref={form}
          className="field-focus shrink-0 rounded-xl border border-line-strong bg-surface shadow-card"
        >
          <div className="flex flex-wrap items-center justify-between gap-2 p-1.5 pb-0">
            <ChoiceGroup label="Action" value={action} options={options} onChange={onAction} />
            <StopButton />
          </div>
          {action === 'ask' && <AskForm field={questionField} />}
          {action === 'order' && orderForm}
          {action === 'diagnose' && <DiagnosisForm />}
        </div>
      </div>
    </div>
  );
}

function StopButton() {
  const consultation = useConsultation();
  const isAnswering = useLive(({ conversation }) => answering(conversation) !== undefined);
  if (!isAnswering) return null;
  return (
    <Button size="large" onPress={() => consultation.stop()}>
      <Square aria-hidden size={14} fill="currentColor" /> Stop
    </Button>
  );
}
