/** The fields that an extraction is to fill: a name and a type each. */
import type { ExtractionField } from '../../core/analysis.ts';
import { RowEditor, rowFieldLook } from '../../ui/row-editor.tsx';
import { Select } from '../../ui/select.tsx';
import type { RequestFaults, TypedRequest } from './read-request.ts';
import { emptyField } from './read-request.ts';

const types = [
  { value: 'text', label: 'Text' },
  { value: 'number', label: 'Number' },
  { value: 'yes-no', label: 'Yes or no' },
  { value: 'list', label: 'List' },
] as const;

export interface FieldEditorProps {
  fields: readonly ExtractionField[];
  faults: RequestFaults;
  onChange: (change: Pick<TypedRequest, 'fields'>) => void;
}

export function FieldEditor({ fields, faults, onChange }: FieldEditorProps) {
  return (
    <RowEditor
      label="Fields"
      noun="field"
      rows={fields}
      emptyRow={emptyField}
      fault={faults.fields}
      faults={faults.names}
      onChange={(next) => onChange({ fields: next })}
      draw={({ row, number, marks, write }) => (
        <>
          <input
            {...marks}
            aria-label={`Name of field ${number}`}
            placeholder="Name, such as Blood pressure"
            value={row.name}
            onChange={(event) => write({ name: event.target.value })}
            className={rowFieldLook}
          />
          <Select
            label={`Type of field ${number}`}
            value={row.type}
            options={types}
            onChange={(type) => write({ type })}
          />
        </>
      )}
    />
  );
}
