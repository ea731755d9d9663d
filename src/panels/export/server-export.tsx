/** Bundles that the server makes, for those whom it makes them for; to others it says why not. */
import { useState } from 'react';
import type { ExportRequest } from '../../state/queries/export.ts';
import { useFhirExport } from '../../state/queries/export.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { Notice } from '../../ui/notice.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import type { Content, Exportable } from './export-contents.tsx';
import { contentOptions, ContentStatement, useExportable } from './export-contents.tsx';
import { explainExport } from './explain-export.ts';
import { MakePreview } from './make-preview.tsx';
import { serverFileName } from './patient-id.ts';
import { RecordPreview } from './record-preview.tsx';

export interface ServerExportProps {
  patientId: string;
  /** Looks at the patient's id, and shows what is wrong with it. */
  isPatientGood: () => boolean;
  isPatientInName: boolean;
}

export function ServerExport(props: ServerExportProps) {
  const { mayExport } = useWorkspace().identity;
  // What was made is about the patient that it was made for.
  return mayExport ? <Making key={props.patientId} {...props} /> : <NotAllowed />;
}

function Making({ patientId, isPatientGood, isPatientInName }: ServerExportProps) {
  const [content, setContent] = useState<Content>('transcript');
  const exportable = useExportable();
  const bundle = useFhirExport();
  return (
    <div className="flex flex-col gap-4">
      <RadioGroup
        label="Contents"
        value={content}
        options={contentOptions}
        onChange={(chosen) => {
          setContent(chosen);
          bundle.reset();
        }}
      />
      <ContentStatement content={content} exportable={exportable} />
      <MakePreview
        isBusy={bundle.isPending}
        isDisabled={exportable[content].length === 0}
        onMake={() => {
          if (isPatientGood()) bundle.mutate(requestOf(content, patientId, exportable));
        }}
      />
      <Outcome bundle={bundle} patientId={isPatientInName ? patientId : null} />
    </div>
  );
}

function requestOf(content: Content, patientId: string, exportable: Exportable): ExportRequest {
  return content === 'transcript'
    ? { content, patientId, lines: exportable.transcript }
    : { content, patientId, tests: exportable.orders };
}

interface OutcomeProps {
  bundle: ReturnType<typeof useFhirExport>;
  /** For the file's name; `null` to leave it out. */
  patientId: string | null;
}

/** The region is there before the outcome, so that it is read out when it comes. */
function Outcome({ bundle, patientId }: OutcomeProps) {
  const { data, error, variables, submittedAt } = bundle;
  return (
    <>
      <div role="status" className="text-sm text-ink-2 empty:hidden">
        {error && <Notice grade="problem">{explainExport(error)}</Notice>}
        {data && `Preview made: ${data.entries === 1 ? '1 entry' : `${data.entries} entries`}.`}
      </div>
      {data && (
        <RecordPreview
          text={data.json}
          label="Bundle as JSON"
          fileName={serverFileName(variables.content, patientId, submittedAt)}
          type="application/fhir+json"
        />
      )}
    </>
  );
}

function NotAllowed() {
  const { user, group } = useWorkspace().identity;
  return (
    <Notice grade="information">
      Export by the server needs the admin group; you are signed in as {user} ({group}). The FHIR
      bundle that Bedside makes itself is for everybody.
    </Notice>
  );
}
