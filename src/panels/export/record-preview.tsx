/** A record to the letter, and the two ways out of Bedside. */
import { Copy, Download } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { saveFile } from '../../ui/save-file.ts';

export interface RecordPreviewProps {
  text: string;
  /** What is shown, for those who do not see it. */
  label: string;
  fileName: string;
  /** The media type of the file. */
  type: string;
}

/** A browser that draws a whole long record does nothing else for seconds. */
const mostShown = 50_000;

export function RecordPreview({ text, label, fileName, type }: RecordPreviewProps) {
  const isCut = text.length > mostShown;
  return (
    <section aria-label="Preview" className="flex flex-col gap-3">
      <pre
        tabIndex={0}
        aria-label={label}
        role="region"
        className="scroll-pane max-h-[36dvh] overflow-x-auto rounded-md border border-line bg-sunken p-3 text-xs"
      >
        {isCut ? text.slice(0, mostShown) : text}
      </pre>
      {isCut && (
        <p className="text-sm text-ink-2">
          This is the beginning; what you download or copy is all of it.
        </p>
      )}
      <Ways {...{ text, fileName, type }} />
    </section>
  );
}

/** @param fileName and its media type; without it, there is nothing to download */
export function Ways({ text, fileName, type }: Omit<RecordPreviewProps, 'label'>) {
  const [outcome, setOutcome] = useState('');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setOutcome('Copied.');
    } catch {
      setOutcome('The browser did not allow copying. Download it, or select the text above.');
    }
  };
  const download = () => {
    saveFile(text, fileName, type);
    setOutcome(`Download of ${fileName} started.`);
  };
  return (
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
  );
}
