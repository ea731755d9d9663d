/** Where the patient's profile is written. What is not plausible is asked about before it is kept. */
import { Plus, X } from 'lucide-react';
import { useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { Form, Input } from 'react-aria-components';
import { useConsultation, useLive } from '../../state/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { ChoiceGroup } from '../../ui/choice-group.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { ProfileFaults, TypedProfile } from './read-profile.ts';
import { addMedication, readProfile, removeMedication, toTyped } from './read-profile.ts';

const sexes = [
  { value: 'unknown', label: 'Not stated' },
  { value: 'female', label: 'Female' },
  { value: 'male', label: 'Male' },
  { value: 'other', label: 'Other' },
] as const;

export function ProfileForm({ onClose }: { onClose: () => void }) {
  const consultation = useConsultation();
  const profile = useLive(({ conversation }) => conversation.profile);
  const [typed, setTyped] = useState(() => toTyped(profile));
  const [faults, setFaults] = useState<ProfileFaults>({});
  const change = (next: Partial<TypedProfile>) => {
    setFaults({});
    setTyped({ ...typed, ...next });
  };
  const save = () => {
    const read = readProfile(typed);
    if ('faults' in read) return setFaults(read.faults);
    consultation.changeProfile(read.profile);
    onClose();
  };
  return (
    <Form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Measures typed={typed} faults={faults} onChange={change} />
      <TextField
        label="Allergies"
        description="One a line, or with commas."
        isMultiline
        value={typed.allergies}
        error={faults.allergies}
        onChange={(allergies) => change({ allergies })}
      />
      <TextField
        label="Chronic conditions"
        description="One a line, or with commas."
        isMultiline
        value={typed.conditions}
        error={faults.conditions}
        onChange={(conditions) => change({ conditions })}
      />
      <Medications typed={typed} faults={faults} onChange={change} />
      <div className="flex justify-end gap-2">
        <Button size="large" onPress={onClose}>
          Cancel
        </Button>
        <Button size="large" look="primary" type="submit">
          Save profile
        </Button>
      </div>
    </Form>
  );
}

interface PartProps {
  typed: TypedProfile;
  faults: ProfileFaults;
  onChange: (change: Partial<TypedProfile>) => void;
}

function Measures({ typed, faults, onChange }: PartProps) {
  return (
    <>
      <div className="grid grid-cols-2 gap-4">
        <TextField
          label="Age in years"
          inputMode="numeric"
          autoFocus
          value={typed.age}
          error={faults.age}
          onChange={(age) => onChange({ age })}
        />
        <TextField
          label="Weight in kg"
          inputMode="decimal"
          value={typed.weight}
          error={faults.weight}
          onChange={(weight) => onChange({ weight })}
        />
      </div>
      <div>
        <p aria-hidden className="text-sm font-medium">
          Sex
        </p>
        <ChoiceGroup
          label="Sex"
          value={typed.sex}
          options={sexes}
          onChange={(sex) => onChange({ sex })}
        />
      </div>
    </>
  );
}

function Medications({ typed, faults, onChange }: PartProps) {
  const { medications } = typed;
  const list = useRef<HTMLFieldSetElement>(null);
  const write = (index: number, change: { name?: string; dose?: string }) =>
    onChange({
      medications: medications.map((each, at) => (at === index ? { ...each, ...change } : each)),
    });
  /** What had the focus may be gone: the row of that place gets it. */
  const changeAt = (index: number, next: TypedProfile) => {
    flushSync(() => onChange(next));
    const names = list.current?.querySelectorAll<HTMLInputElement>('input[data-name]');
    names?.item(Math.min(index, next.medications.length - 1)).focus();
  };
  return (
    <fieldset ref={list} className="flex min-w-0 flex-col gap-1.5">
      <legend className="mb-1 text-sm font-medium">Medication</legend>
      {medications.map((medication, index) => (
        // A row is a place: what stands there changes, the place stays.
        <div key={index} className="flex items-center gap-1.5">
          <Input
            data-name=""
            aria-label={`Medicine ${index + 1}`}
            placeholder="Medicine"
            value={medication.name}
            onChange={(event) => write(index, { name: event.target.value })}
            className="min-h-11 min-w-0 grow basis-1/2 rounded-md border border-line-strong bg-surface px-3 placeholder:text-ink-3"
          />
          <Input
            aria-label={`Dose of medicine ${index + 1}`}
            placeholder="Dose"
            value={medication.dose}
            onChange={(event) => write(index, { dose: event.target.value })}
            className="min-h-11 min-w-0 grow basis-1/3 rounded-md border border-line-strong bg-surface px-3 placeholder:text-ink-3"
          />
          <Button
            look="quiet"
            size="icon"
            aria-label={`Remove medicine ${index + 1}`}
            onPress={() => changeAt(index, removeMedication(typed, index))}
          >
            <X aria-hidden size={16} />
          </Button>
        </div>
      ))}
      <p role="status" className="text-sm font-medium text-medium empty:hidden">
        {faults.medications}
      </p>
      <Button
        look="quiet"
        size="small"
        className="self-start"
        onPress={() => changeAt(medications.length, addMedication(typed))}
      >
        <Plus aria-hidden size={14} /> Add a medicine
      </Button>
    </fieldset>
  );
}
