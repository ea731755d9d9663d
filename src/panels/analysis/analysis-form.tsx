/** What is to be read, and what is to be found out; it says what leaves this device before it does. */
import { useState } from 'react';
import { useAnalyses } from '../../state/analysis-jobs.ts';
import { Button } from '../../ui/button.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { FieldEditor } from './field-editor.tsx';
import type { RequestFaults, TypedRequest } from './read-request.ts';
import { nothingTyped, readRequest } from './read-request.ts';
import { SubjectChoice } from './subject-choice.tsx';
import { useSubject } from './use-subject.ts';
import { kindAims, kindNames } from './words.ts';

const kinds = (
  ['symptoms', 'summary', 'key-phrases', 'sentiment', 'classification', 'extraction'] as const
).map((kind) => ({ value: kind, label: kindNames[kind], description: kindAims[kind] }));

export function AnalysisForm({ onCancel }: { onCancel: () => void }) {
  const jobs = useAnalyses();
  const [typed, setTyped] = useState(nothingTyped);
  const [faults, setFaults] = useState<RequestFaults>({});
  const chosen = useSubject();
  const { subject, excess, missing } = chosen;
  const change = (next: Partial<TypedRequest>) => {
    setFaults({});
    setTyped({ ...typed, ...next });
  };
  const isWhole = subject.kind !== 'conversation' || missing === null;
  const isSendable = subject.text.trim() !== '' && excess === 0 && isWhole;
  const start = () => {
    const read = readRequest(typed);
    if ('faults' in read) return setFaults(read.faults);
    if (isSendable) jobs.ask(read.request, subject);
  };
  return (
    <form
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        start();
      }}
    >
      <RadioGroup
        label="What to find out"
        value={typed.kind}
        options={kinds}
        onChange={(kind) => change({ kind })}
      />
      {typed.kind === 'classification' && (
        <TextField
          label="Categories"
          description="One a line. The service chooses exactly one of them."
          isMultiline
          value={typed.categories}
          error={faults.categories}
          onChange={(categories) => change({ categories })}
        />
      )}
      {typed.kind === 'extraction' && (
        <FieldEditor fields={typed.fields} faults={faults} onChange={change} />
      )}
      <SubjectChoice chosen={chosen} />
      <div className="flex flex-wrap justify-end gap-2">
        <Button size="large" onPress={onCancel}>
          Cancel
        </Button>
        <Button size="large" look="primary" type="submit" isDisabled={!isSendable}>
          Start analysis
        </Button>
      </div>
    </form>
  );
}
