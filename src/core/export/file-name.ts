/** What a record is called on a disk. Who the patient is stands in it only where a person chose so. */
import { isoDay } from '../../lib/iso-time.ts';
import type { RecordForm } from './statement.ts';

const ends: Record<Exclude<RecordForm, 'print'>, string> = {
  handover: 'handover.txt',
  fhir: 'fhir.json',
  json: 'record.json',
  markdown: 'record.md',
  csv: 'ledger.csv',
};

export interface NamedFile {
  readonly form: keyof typeof ends;
  readonly startedAt: number;
  /** `null` to leave the patient out of it. */
  readonly patientId: string | null;
}

/** `bedside-2026-11-20-p-12345-record.json`; the day on which the conversation began. */
export function fileName({ form, startedAt, patientId }: NamedFile): string {
  return ['bedside', isoDay(startedAt), safePart(patientId ?? ''), ends[form]]
    .filter(Boolean)
    .join('-');
}

/** What every file system takes, and never a path. */
export function safePart(text: string): string {
  return text
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 64);
}
