/**
 * All the ways in which a conversation leaves Bedside: as what, about whom, and a look at it first.
 *
 * It owns what was chosen. Its one law: nothing is filled in about the patient.
 */
import { useState } from 'react';
import type { RecordForm } from '../../core/export/statement.ts';
import { statementOf } from '../../core/export/statement.ts';
import { useCaseFile } from '../../state/case-file.ts';
import { useShownReading } from '../../state/shown.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { Switch } from '../../ui/switch.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { OnPaper, OwnBundle, TextRecord } from './made-here.tsx';
import { patientIdFault } from './patient-id.ts';
import type { PrintWish } from './print-out.tsx';
import { ServerExport } from './server-export.tsx';
import { StatementView } from './statement-view.tsx';

type Choice = RecordForm | 'server';

const madeHere = [
  { value: 'handover', label: 'Handover page', description: 'One page for whoever takes over' },
  { value: 'print', label: 'Print sheet', description: 'The whole conversation, to sign' },
  { value: 'fhir', label: 'FHIR bundle', description: 'R4 document for another system' },
  { value: 'json', label: 'JSON', description: 'Everything, for a program' },
  { value: 'markdown', label: 'Markdown', description: 'Everything, for an editor' },
  { value: 'csv', label: 'CSV', description: 'The ledger, for a spreadsheet' },
] as const;

const byServer = {
  value: 'server',
  label: 'FHIR from the server',
  description: 'Made from what it is sent',
} as const;

export interface ExportDialogProps {
  isDemo: boolean;
  onPrint: (wish: PrintWish) => void;
}

export function ExportDialog({ isDemo, onPrint }: ExportDialogProps) {
  const { exports } = useWorkspace();
  const [choice, setChoice] = useState<Choice>('handover');
  const [typed, setTyped] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const [isPatientInName, setPatientInName] = useState(false);
  const [madeAt] = useState(Date.now);
  const patientId = typed.trim();
  const given = patientId === '' ? null : patientId;
  const file = useCaseFile({ patientId: given, isDemo, madeAt });
  const isPatientGood = () => {
    const found = patientIdFault(patientId);
    setFault(found);
    return found === null;
  };
  const choose = (chosen: Choice) => {
    setChoice(chosen);
    setFault(null);
  };
  const named = { file, namedPatient: isPatientInName ? given : null };
  return (
    <div className="flex flex-col gap-4">
      <RadioGroup<Choice>
        label="Hand over as"
        isCompact
        value={choice}
        options={exports ? [...madeHere, byServer] : madeHere}
        onChange={choose}
      />
      <PatientField
        value={typed}
        fault={fault}
        isRequired={choice === 'fhir' || choice === 'server'}
        onChange={(id) => {
          setTyped(id);
          setFault(null);
        }}
      />
      {choice !== 'print' && given !== null && (
        <Switch isOn={isPatientInName} onChange={setPatientInName}>
          Put the patient’s id into the name of the file
        </Switch>
      )}
      {choice !== 'server' && <Reading />}
      {choice !== 'server' && <StatementView {...statementOf(choice, file)} />}
      {choice === 'server' && <ServerExport {...{ patientId, isPatientGood, isPatientInName }} />}
      {choice === 'fhir' && <OwnBundle {...{ ...named, patientId, isPatientGood }} />}
      {(choice === 'print' || choice === 'handover') && (
        <OnPaper
          {...named}
          form={choice}
          onPrint={() => onPrint({ form: choice, patientId: given })}
        />
      )}
      {(choice === 'json' || choice === 'markdown' || choice === 'csv') && (
        <TextRecord {...named} form={choice} />
      )}
    </div>
  );
}

interface PatientFieldProps {
  value: string;
  fault: string | null;
  isRequired: boolean;
  onChange: (patientId: string) => void;
}

function PatientField({ value, fault, isRequired, onChange }: PatientFieldProps) {
  return (
    <TextField
      label="Patient id"
      description={
        isRequired
          ? 'Goes into every entry of the bundle. Nothing is filled in for you.'
          : 'Stands in the record where you type it. Nothing is filled in for you.'
      }
      value={value}
      onChange={onChange}
      error={fault ?? undefined}
      isRequired={isRequired}
      autoComplete="off"
      autoFocus
    />
  );
}

/** Of a conversation of the history only the latest may be here. */
function Reading() {
  const reading = useShownReading();
  if (reading.phase !== 'here' || reading.isWhole) return null;
  return (
    <Notice
      grade="warning"
      action={
        <Button size="small" isBusy={reading.isReadingOlder} onPress={() => void reading.readAll()}>
          Read all of it
        </Button>
      }
    >
      Only the latest turns are read from the history, and only they would be in the record.
    </Notice>
  );
}
