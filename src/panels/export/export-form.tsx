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
import type { Content } from './export-contents.tsx';
import { contentOptions, ContentStatement, useExportable } from './export-contents.tsx';
import { explainExport } from './explain-export.ts';
import { fileNameFor, patientIdFault } from './patient-id.ts';

export function ExportForm() {
  const [patientId, setPatientId] = useState('');
  const [content, setContent] = useState<Content>('transcript');
  const [fault, setFault] = useState<string | null>(null);
  const exportable = useExportable();
  const { mutate, reset, data, variables, submittedAt, error, isPending } = useFhirExport();
  const isEmpty = exportable[content].length === 0;
  const make = () => {
    const found = patientIdFault(patientId);
    setFault(found);
    if (found !== null || isEmpty || isPending) return;
    mutate(requestOf(content, patientId.trim(), exportable));
  };
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        make();
      }}
    >
      <TextField
        label="Patient id"
        description="Goes into every entry of the bundle. Nothing is filled in for you."
        value={patientId}
        onChange={(id) => {
          setPatientId(id);
          setFault(null);
          reset();
        }}
        error={fault ?? undefined}
        isRequired
        validationBehavior="aria"
        autoComplete="off"
        autoFocus
      />
      <RadioGroup
        label="Contents"
        value={content}
        options={contentOptions}
        onChange={(chosen) => {
          setContent(chosen);
          reset();
        }}
      />
      <ContentStatement content={content} exportable={exportable} />
      <div className="flex flex-wrap items-center gap-3">
        <Button
          type="submit"
          look="primary"
          size="large"
          isDisabled={isEmpty}
          isPending={isPending}
        >
          {isPending ? 'Making the preview …' : 'Make preview'}
        </Button>
      </div>
      <div role="status">
        {error && <Notice grade="problem">{explainExport(error)}</Notice>}
        {data && <p className="text-sm text-ink-2">{describeEntries(data.entries)}</p>}
      </div>
      {data && variables && (
        <BundlePreview
          json={data.json}
          fileName={fileNameFor(variables.content, variables.patientId, submittedAt)}
        />
      )}
    </form>
  );
}

function describeEntries(entries: number): string {
  return `Preview made: ${entries === 1 ? '1 entry' : `${entries} entries`}.`;
}

function requestOf(
  content: Content,
  patientId: string,
  { transcript, orders }: ReturnType<typeof useExportable>,
): ExportRequest {
  return content === 'transcript'
    ? { content, patientId, lines: transcript }
    : { content, patientId, tests: orders };
}
