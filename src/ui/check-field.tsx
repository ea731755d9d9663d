/** One of several that may be chosen together, with a line about it. The browser's own checkbox. */
import type { ReactNode } from 'react';
import { useId } from 'react';
import { classNames } from '../lib/class-names.ts';

export interface CheckFieldProps {
  label: string;
  isChecked: boolean;
  onChange: (isChecked: boolean) => void;
  /** It cannot be chosen; the line says why. */
  isDisabled?: boolean;
  description?: ReactNode;
}

export function CheckField(props: CheckFieldProps) {
  const { label, isChecked, onChange, isDisabled = false, description } = props;
  const id = useId();
  const note = `${id}-description`;
  return (
    <div className="flex items-start gap-2.5 py-1">
      <input
        id={id}
        type="checkbox"
        checked={isChecked}
        disabled={isDisabled}
        onChange={(event) => onChange(event.target.checked)}
        {...(description && { 'aria-describedby': note })}
        className="size-6 shrink-0 cursor-pointer accent-accent disabled:cursor-not-allowed"
      />
      <div className="min-w-0 wrap-anywhere">
        <label
          htmlFor={id}
          className={classNames('font-medium', isDisabled ? 'text-ink-3' : 'cursor-pointer')}
        >
          {label}
        </label>
        {description && (
          <span id={note} className="block text-sm text-ink-2">
            {description}
          </span>
        )}
      </div>
    </div>
  );
}
