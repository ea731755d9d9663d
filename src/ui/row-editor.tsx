/**
 * Rows to write in, one below another, with a way to one more and one less.
 *
 * It owns how many there are and where the focus goes, not what stands in them. Its one law: whoever adds
 * or removes a row is in a row afterwards, and one is always left to write in.
 */
import { Plus, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useId, useRef } from 'react';
import { flushSync } from 'react-dom';
import { Button } from './button.tsx';
import { rowsLeft } from './rows-left.ts';

export interface RowEditorProps<Row> {
  label: string;
  /** What a row is, such as `medicine`. */
  noun: string;
  rows: readonly Row[];
  emptyRow: Row;
  /** What is wrong with the rows together. */
  fault: string | undefined;
  /** What is wrong with each, in their order; `null` where nothing is. */
  faults?: readonly (string | null)[] | undefined;
  /** Its first field is an input, which gets the focus. */
  draw: (place: RowPlace<Row>) => ReactNode;
  onChange: (rows: readonly Row[]) => void;
}

export interface RowPlace<Row> {
  readonly row: Row;
  /** Counted from 1. */
  readonly number: number;
  /** For the field that its fault is about. */
  readonly marks: { readonly 'aria-invalid': boolean; readonly 'aria-describedby'?: string };
  readonly write: (change: Partial<Row>) => void;
}

export const rowFieldLook =
  'min-h-11 min-w-0 grow rounded-md border border-line-strong bg-surface px-3 placeholder:text-ink-3 aria-invalid:border-medium';

export function RowEditor<Row>(props: RowEditorProps<Row>) {
  const { label, noun, rows, emptyRow, fault, faults, draw, onChange } = props;
  const list = useRef<HTMLFieldSetElement>(null);
  /** What had the focus may be gone: the row that is in its place gets it. */
  const changeAt = (index: number, next: readonly Row[]) => {
    flushSync(() => onChange(next));
    const place = Math.min(index, next.length - 1);
    list.current?.querySelector<HTMLInputElement>(`[data-row="${place}"] input`)?.focus();
  };
  return (
    <fieldset ref={list} className="flex min-w-0 flex-col gap-1.5">
      <legend className="mb-1 text-sm font-medium">{label}</legend>
      {rows.map((row, index) => (
        // A row is a place: what stands there changes, the place stays.
        <EditedRow
          key={index}
          {...{ row, noun, index, draw }}
          fault={faults?.[index] ?? null}
          onWrite={(change) => onChange(rows.with(index, { ...row, ...change }))}
          onRemove={() => changeAt(index, rowsLeft(rows, index, emptyRow))}
        />
      ))}
      <Fault>{fault}</Fault>
      <Button
        look="quiet"
        size="small"
        className="self-start"
        onPress={() => changeAt(rows.length, [...rows, emptyRow])}
      >
        <Plus aria-hidden size={14} /> Add a {noun}
      </Button>
    </fieldset>
  );
}

interface EditedRowProps<Row> extends Pick<RowEditorProps<Row>, 'noun' | 'draw'> {
  row: Row;
  index: number;
  fault: string | null;
  onWrite: (change: Partial<Row>) => void;
  onRemove: () => void;
}

function EditedRow<Row>(props: EditedRowProps<Row>) {
  const { row, noun, index, fault, draw, onWrite, onRemove } = props;
  const faultId = useId();
  const marks = {
    'aria-invalid': fault !== null,
    ...(fault !== null && { 'aria-describedby': faultId }),
  };
  return (
    <div data-row={index}>
      <div className="flex items-center gap-1.5">
        {draw({ row, number: index + 1, marks, write: onWrite })}
        <Button
          look="quiet"
          size="icon"
          aria-label={`Remove ${noun} ${index + 1}`}
          onPress={onRemove}
        >
          <X aria-hidden size={16} />
        </Button>
      </div>
      <Fault id={faultId}>{fault}</Fault>
    </div>
  );
}

function Fault({ id, children }: { id?: string; children: ReactNode }) {
  return (
    <p id={id} role="status" className="text-sm font-medium text-medium empty:hidden">
      {children}
    </p>
  );
}
