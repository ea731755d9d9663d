/** The fields that an extraction is to fill: a name and a type each. */
import { Plus, X } from 'lucide-react';
import { useId, useRef } from 'react';
import { flushSync } from 'react-dom';
import type { ExtractionField } from '../../core/analysis.ts';
import { Button } from '../../ui/button.tsx';
import { Select } from '../../ui/select.tsx';
import type { RequestFaults, TypedRequest } from './read-request.ts';
import { addField, removeField } from './read-request.ts';

const types = [
  { value: 'text', label: 'Text' },
  { value: 'number', label: 'Number' },
  { value: 'yes-no', label: 'Yes or no' },
  { value: 'list', label: 'List' },
] as const;

export interface FieldEditorProps {
  typed: TypedRequest;
  faults: RequestFaults;
  onChange: (change: Pick<TypedRequest, 'fields'>) => void;
}

export function FieldEditor({ typed, faults, onChange }: FieldEditorProps) {
  const { fields } = typed;
  const list = useRef<HTMLFieldSetElement>(null);
  const write = (index: number, change: Partial<ExtractionField>) =>
    onChange({
      fields: fields.map((field, at) => (at === index ? { ...field, ...change } : field)),
    });
  /** What had the focus may be gone: the row of that place gets it. */
  const changeAt = (index: number, next: TypedRequest) => {
    flushSync(() => onChange({ fields: next.fields }));
    const names = list.current?.querySelectorAll<HTMLInputElement>('input');
    names?.item(Math.min(index, next.fields.length - 1)).focus();
  };
  return (
    <fieldset ref={list} className="flex min-w-0 flex-col gap-1.5">
      <legend className="mb-1 text-sm font-medium">Fields</legend>
      {fields.map((field, index) => (
        // A row is a place: what stands there changes, the place stays.
        <FieldRow
          key={index}
          field={field}
          number={index + 1}
          fault={faults.names?.[index] ?? null}
          onChange={(change) => write(index, change)}
          onRemove={() => changeAt(index, removeField(typed, index))}
        />
      ))}
      <p role="status" className="text-sm font-medium text-medium empty:hidden">
        {faults.fields}
      </p>
      <Button
        look="quiet"
        size="small"
        className="self-start"
        onPress={() => changeAt(fields.length, addField(typed))}
      >
        <Plus aria-hidden size={14} /> Add a field
      </Button>
    </fieldset>
  );
}

interface FieldRowProps {
  field: ExtractionField;
  /** Counted from 1. */
  number: number;
  fault: string | null;
  onChange: (change: Partial<ExtractionField>) => void;
  onRemove: () => void;
}

function FieldRow({ field, number, fault, onChange, onRemove }: FieldRowProps) {
  const faultId = useId();
  return (
    <div>
      <div className="flex items-center gap-1.5">
        <input
          aria-label={`Name of field ${number}`}
          aria-invalid={fault !== null}
          aria-describedby={fault === null ? undefined : faultId}
          placeholder="Name, such as Blood pressure"
          value={field.name}
          onChange={(event) => onChange({ name: event.target.value })}
          className="min-h-11 min-w-0 grow rounded-md border border-line-strong bg-surface px-3 placeholder:text-ink-3 aria-invalid:border-medium"
        />
        <Select
          label={`Type of field ${number}`}
          value={field.type}
          options={types}
          onChange={(type) => onChange({ type })}
        />
        <Button look="quiet" size="icon" aria-label={`Remove field ${number}`} onPress={onRemove}>
          <X aria-hidden size={16} />
        </Button>
      </div>
      <p id={faultId} role="status" className="pt-0.5 text-sm font-medium text-medium empty:hidden">
        {fault}
      </p>
    </div>
  );
}
