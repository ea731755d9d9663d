/**
 * Who the bundle is about and what goes into it; nothing leaves Bedside before it was looked at.
 */
import { useState } from 'react';
import type { ExportRequest } from '../../state/queries/export.ts';
import { useFhirExport } from '../../state/queries/export.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { BundlePreview } from './bundle-preview.tsx';
import type { Content, Exportable } from './export-contents.tsx';
import { contentOptions, ContentStatement, useExportable } from './export-contents.tsx';
import { explainExport } from './explain-export.ts';
import { fileNameFor, patientIdFault } from './patient-id.ts';

export function ExportForm() {
  const [content, setContent] = useState<Content>('transcript');
  const [patientId, setPatientId] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const exportable = useExportable();
  const bundle = useFhirExport();
  const make = () => {
    const found = patientIdFault(patientId);
    setFault(found);
    if (found === null) bundle.mutate(requestOf(content, patientId.trim(), exportable));
  };
  /** What was made is not what is asked for any more. */
  const change = (apply: () => void) => {
    apply();
    setFault(null);
    bundle.reset();
  };
  return (
    <div className="flex flex-col gap-4">
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!bundle.isPending && exportable[content].length > 0) make();
        }}
      >
        <PatientField
          value={patientId}
          fault={fault}
          onChange={(id) => change(() => setPatientId(id))}
        />
        <RadioGroup
          label="Contents"
          value={content}
          options={contentOptions}
          onChange={(chosen) => change(() => setContent(chosen))}
        />
        <ContentStatement content={content} exportable={exportable} />
        <PreviewButton isBusy={bundle.isPending} isDisabled={exportable[content].length === 0} />
      </form>
      <Outcome bundle={bundle} />
    </div>
  );
}

function requestOf(content: Content, patientId: string, exportable: Exportable): ExportRequest {
  return content === 'transcript'
    ? { content, patientId, lines: exportable.transcript }
    : { content, patientId, tests: exportable.orders };
}

interface PatientFieldProps {
  value: string;
  fault: string | null;
  onChange: (patientId: string) => void;
}

function PatientField({ value, fault, onChange }: PatientFieldProps) {
  return (
    <TextField
      label="Patient id"
      description="Goes into every entry of the bundle. Nothing is filled in for you."
      value={value}
      onChange={onChange}
      error={fault ?? undefined}
      isRequired
      autoComplete="off"
      autoFocus
    />
  );
}

function PreviewButton(props: { isBusy: boolean; isDisabled: boolean }) {
  return (
    <Button type="submit" look="primary" size="large" className="self-start" {...props}>
      {props.isBusy ? 'Making the preview …' : 'Make preview'}
    </Button>
  );
}

/** The region is there before the outcome, so that it is read out when it comes. */
function Outcome({ bundle }: { bundle: ReturnType<typeof useFhirExport> }) {
  const { data, error, variables, submittedAt } = bundle;
  return (
    <>
      <div role="status" className="text-sm text-ink-2 empty:hidden">
        {error && <Notice grade="problem">{explainExport(error)}</Notice>}
        {data && `Preview made: ${data.entries === 1 ? '1 entry' : `${data.entries} entries`}.`}
      </div>
      {data && (
        <BundlePreview
          json={data.json}
          fileName={fileNameFor(variables.content, variables.patientId, submittedAt)}
        />
      )}
    </>
  );
}
