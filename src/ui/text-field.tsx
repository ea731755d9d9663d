/**
 * A labelled field for text, with help and error below it.
 *
 * The browser's own elements do it all: a label, a field, and the two notes that are read out with
 * it. It stands on the first page that loads, so it brings no library.
 */
import type { ReactNode } from 'react';
import { useId } from 'react';

export interface TextFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  description?: ReactNode;
  /** What is wrong with the value; shown, and read out with the field. */
  error?: string | undefined;
  type?: 'text' | 'password';
  inputMode?: 'decimal' | 'numeric';
  /** Grows with its text; Enter breaks the line. */
  isMultiline?: boolean;
  autoComplete?: string;
  autoFocus?: boolean;
  /** Said, not enforced: whoever reads the value says what is missing, by `error`. */
  isRequired?: boolean;
}

const boxLook =
  'min-h-11 w-full rounded-md border border-line-strong bg-surface px-3 aria-invalid:border-medium';

export function TextField(props: TextFieldProps) {
  const { label, value, onChange, description, error, ...rest } = props;
  const { isRequired = false, isMultiline = false, ...input } = rest;
  const id = useId();
  const notes = { description: `${id}-description`, error: `${id}-error` };
  const describedBy = [description && notes.description, error && notes.error];
  const field = {
    id,
    value,
    onChange: (event: { target: { value: string } }) => onChange(event.target.value),
    'aria-invalid': Boolean(error),
    'aria-required': isRequired,
    'aria-describedby': describedBy.filter(Boolean).join(' ') || undefined,
  };
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      {isMultiline ? (
        <textarea {...field} rows={2} className={`field-sizing-content max-h-40 py-2 ${boxLook}`} />
      ) : (
        <input {...input} {...field} className={boxLook} />
      )}
      {description && (
        <span id={notes.description} className="text-sm text-ink-3">
          {description}
        </span>
      )}
      {error && (
        <span id={notes.error} className="text-sm font-medium text-medium">
          {error}
        </span>
      )}
    </div>
  );
}
