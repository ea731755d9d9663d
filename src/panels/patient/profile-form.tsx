/** Where the patient's profile is written. What is not plausible is asked about before it is kept. */
import { useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { Form } from 'react-aria-components';
import { useConsultation, useLive } from '../../state/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { ChoiceGroup } from '../../ui/choice-group.tsx';
import { RowEditor, rowFieldLook } from '../../ui/row-editor.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { ProfileFaults, TypedProfile } from './read-profile.ts';
import { noMedication, readProfile, toTyped } from './read-profile.ts';

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
  const form = useRef<HTMLFormElement>(null);
  const change = (next: Partial<TypedProfile>) => {
    setFaults({});
    setTyped({ ...typed, ...next });
  };
  const save = () => {
    const read = readProfile(typed);
    if ('faults' in read) {
      flushSync(() => setFaults(read.faults));
      // It may be far above the button, where nobody sees that something is wrong.
      return form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
    }
    consultation.changeProfile(read.profile);
    onClose();
  };
  return (
    <Form
      ref={form}
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
  return (
    <RowEditor
      label="Medication"
      noun="medicine"
      rows={typed.medications}
      emptyRow={noMedication}
      fault={faults.medications}
      faults={faults.medicines}
      onChange={(medications) => onChange({ medications })}
      draw={({ row, number, marks, write }) => (
        <>
          <input
            {...marks}
            aria-label={`Medicine ${number}`}
            placeholder="Medicine"
            value={row.name}
            onChange={(event) => write({ name: event.target.value })}
            className={`basis-1/2 ${rowFieldLook}`}
          />
          <input
            aria-label={`Dose of medicine ${number}`}
            placeholder="Dose"
            value={row.dose}
            onChange={(event) => write({ dose: event.target.value })}
            className={`basis-1/3 ${rowFieldLook}`}
          />
        </>
      )}
    />
  );
}
