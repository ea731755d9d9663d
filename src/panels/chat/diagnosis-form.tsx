/** A ranked differential with its final choice, looked at once more before it is submitted. */
import { ArrowUp, Plus, X } from 'lucide-react';
import { useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { Input, TextArea } from 'react-aria-components';
import type { Differential } from '../../core/differential.ts';
import {
  describeDifferential,
  emptyDifferential,
  finalDiagnosis,
  moveUp,
} from '../../core/differential.ts';
import { useDraft } from '../../state/drafts.ts';
import { useCapabilities, useConsultation } from '../../state/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormFooter } from '../../ui/form-footer.tsx';
import { findTextFault } from './text-fault.ts';

export function DiagnosisForm() {
  const consultation = useConsultation();
  const { messageLimit } = useCapabilities();
  const [{ differential }, changeDraft] = useDraft();
  const [fault, setFault] = useState<string | null>(null);
  const [isConfirming, setConfirming] = useState(false);
  const change = (next: Differential) => {
    setFault(null);
    changeDraft({ differential: next });
  };
  const review = () => {
    const missing = finalDiagnosis(differential) === '' ? 'Write the final diagnosis first.' : null;
    const found = missing ?? findTextFault(describeDifferential(differential), messageLimit, '');
    setFault(found);
    setConfirming(found === null);
  };
  const submit = () => {
    setConfirming(false);
    consultation.write('diagnose', describeDifferential(differential));
    changeDraft({ differential: emptyDifferential });
  };
  return (
    <form
      className="flex min-h-0 flex-col"
      onSubmit={(event) => {
        event.preventDefault();
        review();
      }}
    >
      <div className="scroll-pane flex max-h-[40dvh] min-h-0 flex-col gap-2 px-3.5 py-2">
        <Ranking differential={differential} onChange={change} />
        <TextArea
          aria-label="Reasoning"
          placeholder="Reasoning (optional)"
          rows={1}
          value={differential.reasoning}
          onChange={(event) => change({ ...differential, reasoning: event.target.value })}
          className="field-sizing-content max-h-32 min-h-9 shrink-0 resize-none rounded-md border border-line-strong bg-transparent px-2.5 py-1.5 text-sm placeholder:text-ink-3"
        />
      </div>
      <FormFooter
        hint={
          <span role="status" className={fault ? 'font-medium text-medium' : ''}>
            {fault ?? 'The first is your final diagnosis. You confirm before it is sent.'}
          </span>
        }
        action={
          <Button type="submit" look="primary" size="large">
            Send diagnosis
          </Button>
        }
      />
      <ConfirmDialog
        isOpen={isConfirming}
        text={describeDifferential(differential)}
        onClose={() => setConfirming(false)}
        onSubmit={submit}
      />
    </form>
  );
}

interface ConfirmDialogProps {
  isOpen: boolean;
  text: string;
  onClose: () => void;
  onSubmit: () => void;
}

function ConfirmDialog({ isOpen, text, onClose, onSubmit }: ConfirmDialogProps) {
  return (
    <Dialog
      role="alertdialog"
      isOpen={isOpen}
      onClose={onClose}
      title="Submit this diagnosis?"
      footer={
        <>
          <Button size="large" onPress={onClose}>
            Go back
          </Button>
          <Button size="large" look="primary" onPress={onSubmit}>
            Submit diagnosis
          </Button>
        </>
      }
    >
      <p className="wrap-anywhere whitespace-pre-wrap">{text}</p>
    </Dialog>
  );
}

interface RankingProps {
  differential: Differential;
  onChange: (differential: Differential) => void;
}

function Ranking({ differential, onChange }: RankingProps) {
  const { ranked } = differential;
  const list = useRef<HTMLOListElement>(null);
  const change = (next: readonly string[]) => onChange({ ...differential, ranked: next });
  /** What had the focus may be gone or further down, so the field of that rank gets it. */
  const changeAt = (index: number, next: readonly string[]) => {
    flushSync(() => change(next));
    list.current
      ?.querySelectorAll('input')
      .item(Math.min(index, next.length - 1))
      .focus();
  };
  return (
    <>
      <ol ref={list} className="flex flex-col gap-1.5">
        {ranked.map((entry, index) => (
          // A rank is a place: what stands there changes, the place stays.
          <li key={index} className="flex items-center gap-1.5">
            <span aria-hidden className="w-5 shrink-0 text-right text-sm text-ink-3">
              {index + 1}.
            </span>
            <Input
              aria-label={index === 0 ? 'Message: final diagnosis' : `Alternative ${index + 1}`}
              placeholder={index === 0 ? 'Final diagnosis' : 'Alternative diagnosis'}
              value={entry}
              onChange={(event) => change(ranked.with(index, event.target.value))}
              className="min-h-9 min-w-0 grow rounded-md border border-line-strong bg-transparent px-2.5 text-sm placeholder:text-ink-3"
            />
            {index > 0 && (
              <EntryActs
                index={index}
                onMoveUp={() => onChange(moveUp(differential, index))}
                onRemove={() => changeAt(index, ranked.toSpliced(index, 1))}
              />
            )}
          </li>
        ))}
      </ol>
      <Button
        look="quiet"
        size="small"
        className="shrink-0 self-start"
        onPress={() => changeAt(ranked.length, [...ranked, ''])}
      >
        <Plus aria-hidden size={14} /> Add an alternative
      </Button>
    </>
  );
}

interface EntryActsProps {
  index: number;
  onMoveUp: () => void;
  onRemove: () => void;
}

function EntryActs({ index, onMoveUp, onRemove }: EntryActsProps) {
  return (
    <>
      <Button look="quiet" size="icon" aria-label={`Rank ${index + 1} higher`} onPress={onMoveUp}>
        <ArrowUp aria-hidden size={16} />
      </Button>
      <Button
        look="quiet"
        size="icon"
        aria-label={`Remove alternative ${index + 1}`}
        onPress={onRemove}
      >
        <X aria-hidden size={16} />
      </Button>
    </>
  );
}
