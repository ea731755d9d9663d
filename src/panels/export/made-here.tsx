/** Records that Bedside makes itself, of any conversation and for everybody. */
import { Printer } from 'lucide-react';
import { useState } from 'react';
import type { FhirBundle } from '../../core/backend.ts';
import type { CaseFile } from '../../core/export/case-file.ts';
import { csvFile } from '../../core/export/csv-file.ts';
import { fileName } from '../../core/export/file-name.ts';
import { handoverText } from '../../core/export/handover.ts';
import { jsonFile } from '../../core/export/json-file.ts';
import { markdownFile } from '../../core/export/markdown-file.ts';
import { makeBundle } from '../../core/fhir/bundle.ts';
import { newUuid } from '../../lib/new-id.ts';
import { Button } from '../../ui/button.tsx';
import { HandoverSheet } from './handover-sheet.tsx';
import { MakePreview } from './make-preview.tsx';
import { PrintSheet } from './print-sheet.tsx';
import { RecordPreview, Ways } from './record-preview.tsx';

export interface MadeHereProps {
  file: CaseFile;
  /** For the file's name; `null` to leave it out. */
  namedPatient: string | null;
}

const texts = {
  json: { make: jsonFile, type: 'application/json', label: 'Record as JSON' },
  markdown: { make: markdownFile, type: 'text/markdown', label: 'Record as Markdown' },
  csv: { make: csvFile, type: 'text/csv', label: 'Ledger as CSV' },
};

export function TextRecord({
  form,
  file,
  namedPatient,
}: MadeHereProps & { form: keyof typeof texts }) {
  const { make, type, label } = texts[form];
  const { startedAt } = file.conversation;
  return (
    <RecordPreview
      text={make(file)}
      {...{ label, type }}
      fileName={fileName({ form, startedAt, patientId: namedPatient })}
    />
  );
}

export interface OwnBundleProps extends MadeHereProps {
  patientId: string;
  /** Looks at the patient's id, and shows what is wrong with it. */
  isPatientGood: () => boolean;
}

export function OwnBundle({ file, patientId, isPatientGood, namedPatient }: OwnBundleProps) {
  const [made, setMade] = useState<{ bundle: FhirBundle; file: CaseFile } | null>(null);
  const { startedAt } = file.conversation;
  // What was made before something was said, or for another patient, is not shown any more.
  const bundle = made?.file === file ? made.bundle : null;
  const make = () => {
    if (isPatientGood()) setMade({ bundle: makeBundle(file, patientId, newUuid), file });
  };
  return (
    <>
      <MakePreview onMake={make} />
      <div role="status" className="text-sm text-ink-2 empty:hidden">
        {bundle && `Preview made: ${bundle.entries} entries.`}
      </div>
      {bundle && (
        <RecordPreview
          text={bundle.json}
          label="Bundle as JSON"
          fileName={fileName({ form: 'fhir', startedAt, patientId: namedPatient })}
          type="application/fhir+json"
        />
      )}
    </>
  );
}

/** The sheet as it goes on paper; of a long conversation, its beginning. */
const lookAhead = 30;

export interface OnPaperProps extends MadeHereProps {
  form: 'print' | 'handover';
  onPrint: () => void;
}

export function OnPaper({ form, file, namedPatient, onPrint }: OnPaperProps) {
  const { startedAt } = file.conversation;
  return (
    <section aria-label="Preview" className="flex flex-col gap-3">
      <div
        tabIndex={0}
        role="region"
        aria-label="The sheet"
        className="scroll-pane max-h-[44dvh] rounded-md border border-line bg-sunken"
      >
        <div className="sheet-page mx-auto max-w-[190mm] p-4">
          {form === 'handover' ? (
            <HandoverSheet file={file} />
          ) : (
            <PrintSheet file={file} limit={lookAhead} />
          )}
        </div>
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <Button look="primary" size="large" onPress={onPrint}>
          <Printer aria-hidden size={16} /> Print
        </Button>
        {form === 'handover' && (
          <Ways
            text={handoverText(file)}
            fileName={fileName({ form, startedAt, patientId: namedPatient })}
            type="text/plain"
          />
        )}
      </div>
    </section>
  );
}
