/** A paper with the case header on each of its pages. */
import './print.css';
import type { ReactNode } from 'react';
import type { CaseFile } from '../../core/export/case-file.ts';
import { demoMark, namePatient } from '../../core/export/words.ts';
import { formatDateTime } from '../../lib/format-time.ts';
import { shorten } from '../../lib/shorten.ts';

export interface SheetFrameProps {
  title: string;
  file: CaseFile;
  children: ReactNode;
}

export function SheetFrame({ title, file, children }: SheetFrameProps) {
  return (
    <div className="sheet">
      <table role="presentation" className="sheet-frame">
        <thead>
          <tr>
            <td>
              <PageHeader title={title} file={file} />
            </td>
          </tr>
        </thead>
        <tbody>
          <tr>
            <td>{children}</td>
          </tr>
        </tbody>
      </table>
    </div>
  );
}

/** Short, so that it never takes a page for itself. */
function PageHeader({ title, file }: { title: string; file: CaseFile }) {
  const { tenant, conversation, madeAt, madeBy, isDemo } = file;
  const name = conversation.name ?? conversation.source.assistant;
  return (
    <div className="border-b border-line-strong pb-1 text-[8.5pt] leading-snug">
      {isDemo && <p className="border border-line-strong px-1 text-center font-bold">{demoMark}</p>}
      <p className="flex justify-between gap-4">
        <b>
          {shorten(tenant, 80)} · {title}
        </b>
        <span className="shrink-0">Printed {formatDateTime(madeAt)}</span>
      </p>
      <p>
        <b>Patient: {shorten(namePatient(file), 100)}</b>
      </p>
      <p>
        Conversation: {shorten(name, 80)} · {shorten(conversation.id, 40)} · by{' '}
        {shorten(madeBy, 40)}
      </p>
    </div>
  );
}

export function SheetSection({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="mt-3">
      <h2 className="border-b border-line text-[11pt] font-bold">{title}</h2>
      <div className="mt-1">{children}</div>
    </section>
  );
}

/** Names and values, one under another. */
export function SheetFacts({ facts }: { facts: readonly (readonly [string, string])[] }) {
  return (
    <dl>
      {facts.map(([name, value]) => (
        <div key={name} className="flex gap-2">
          <dt className="w-28 shrink-0 font-bold">{name}</dt>
          <dd className="min-w-0 wrap-anywhere whitespace-pre-wrap">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
