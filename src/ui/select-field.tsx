/**
 * A labelled choice of one among some, with help below it.
 *
 * The browser's own list: on a tablet it opens as people know it there.
 */
import type { ReactNode } from 'react';
import { useId } from 'react';
import { ChevronDown } from 'lucide-react';

export interface SelectFieldProps {
  label: string;
  value: string;
  options: readonly { value: string; label: string }[];
  onChange: (value: string) => void;
  description?: ReactNode;
}

export function SelectField({ label, value, options, onChange, description }: SelectFieldProps) {
  const id = useId();
  const note = `${id}-description`;
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <span className="relative">
        <select
          id={id}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          {...(description && { 'aria-describedby': note })}
          className="min-h-11 w-full appearance-none truncate rounded-md border border-line-strong bg-surface ps-3 pe-9"
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
        <ChevronDown
          aria-hidden
          size={16}
          className="pointer-events-none absolute end-3 top-1/2 -translate-y-1/2 text-ink-3"
        />
      </span>
      {description && (
        <span id={note} className="text-sm text-ink-3">
          {description}
        </span>
      )}
    </div>
  );
}
