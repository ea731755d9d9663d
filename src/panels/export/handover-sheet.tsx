/** The case on one page, for whoever takes over. */
import type { CaseFile } from '../../core/export/case-file.ts';
import { handoverParts } from '../../core/export/handover.ts';
import { aiCaution } from '../../core/export/statement.ts';
import { SheetFrame } from './sheet-frame.tsx';

export function HandoverSheet({ file }: { file: CaseFile }) {
  return (
    <SheetFrame title="Handover" file={file}>
      {handoverParts(file).map(({ title, lines }) => (
        <section key={title} className="mt-2">
          <h2 className="border-b border-line text-[11pt] font-bold">{title}</h2>
          <ul className="mt-1 list-disc pl-4 text-[9.5pt] leading-snug">
            {lines.map((line, index) => (
              // Lines are made at once and never move.
              <li key={index} className="wrap-anywhere">
                {line}
              </li>
            ))}
          </ul>
        </section>
      ))}
      <p className="mt-2 text-[9pt]">
        {aiCaution} Bedside concludes nothing and recommends nothing: what is here was said or done
        in the conversation.
      </p>
    </SheetFrame>
  );
}
