/** The bundle to the letter, and the two ways out of Bedside. */
import { Copy, Download } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { saveFile } from '../../ui/save-file.ts';

export interface BundlePreviewProps {
  json: string;
  fileName: string;
}

export function BundlePreview({ json, fileName }: BundlePreviewProps) {
  const [outcome, setOutcome] = useState('');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(json);
      setOutcome('Copied.');
    } catch {
      setOutcome('The browser did not allow copying. Download it, or select the text above.');
    }
  };
  const download = () => {
    saveFile(json, fileName, 'application/fhir+json');
    setOutcome(`Download of ${fileName} started.`);
  };
  return (
    <section aria-label="Preview" className="flex flex-col gap-3">
      <pre
        tabIndex={0}
        aria-label="Bundle as JSON"
        role="region"
        className="scroll-pane max-h-[36dvh] overflow-x-auto rounded-md border border-line bg-sunken p-3 text-xs"
      >
        {json}
      </pre>
      <div className="flex flex-wrap items-center gap-2">
        <Button size="large" onPress={download}>
          <Download aria-hidden size={16} /> Download
        </Button>
        <Button size="large" onPress={() => void copy()}>
          <Copy aria-hidden size={16} /> Copy
        </Button>
        <span role="status" className="min-w-0 text-sm text-ink-2 wrap-anywhere">
          {outcome}
        </span>
      </div>
    </section>
  );
}
