/** A block of code: its language, its text to the letter, and a button that copies it. */
import { Check, Copy } from 'lucide-react';
import type { ReactNode, RefObject } from 'react';
import { memo, useRef, useState } from 'react';
import { Button } from '../button.tsx';

export interface CodeBlockProps {
  language: string | undefined;
  children: ReactNode;
}

export function CodeBlock({ language, children }: CodeBlockProps) {
  const code = useRef<HTMLElement>(null);
  return (
    <div className="overflow-hidden rounded-md border border-line bg-sunken">
      <div className="flex items-center justify-between gap-2 border-b border-line pl-3">
        <span className="truncate font-mono text-xs text-ink-3">{language ?? 'text'}</span>
        <CopyButton code={code} />
      </div>
      <pre
        tabIndex={0}
        role="group"
        aria-label={language === undefined ? 'Code' : `Code, ${language}`}
        className="overflow-x-auto px-3 py-2 font-mono text-sm"
      >
        <code ref={code}>{children}</code>
      </pre>
    </div>
  );
}

/** Stretches of lines, each laid out by itself; what is selected or copied is the text alone. */
export const CodeLines = memo(function CodeLines({ stretches }: { stretches: readonly string[] }) {
  return stretches.map((text, index) => (
    // Stretches are only ever added at the end, so their place names them.
    <span key={index} className="block">
      {text}
    </span>
  ));
});

type Outcome = 'none' | 'copied' | 'refused';

const labels = { none: 'Copy', copied: 'Copied', refused: 'Copying is blocked' };

/** Kept while the code above it grows: a button is dear to draw. */
const CopyButton = memo(function CopyButton({ code }: { code: RefObject<HTMLElement | null> }) {
  const [outcome, setOutcome] = useState<Outcome>('none');
  const copy = async () => {
    const element = code.current;
    if (element === null) return;
    try {
      await navigator.clipboard.writeText(textAsCopied(element));
      setOutcome('copied');
    } catch {
      setOutcome('refused');
    }
  };
  const Icon = outcome === 'copied' ? Check : Copy;
  return (
    <Button look="quiet" size="small" onPress={() => void copy()}>
      <Icon aria-hidden size={14} />
      <span role="status">{labels[outcome]}</span>
    </Button>
  );
});

/**
 * Copying goes the way of the reader's own: whoever adds a stamp to what is copied from a reply
 * adds it here as well.
 */
function textAsCopied(element: HTMLElement): string {
  const text = element.textContent;
  window.getSelection()?.selectAllChildren(element);
  const clipboardData = new DataTransfer();
  const event = new ClipboardEvent('copy', { bubbles: true, cancelable: true, clipboardData });
  element.dispatchEvent(event);
  return clipboardData.getData('text/plain') || text;
}
