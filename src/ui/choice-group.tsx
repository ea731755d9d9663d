/**
 * One choice of a few, side by side: radio buttons that look like tabs. Arrow keys choose.
 *
 * What is chosen has a frame as well as a tone, which forced colours keep.
 */
import type { ReactNode } from 'react';
import { RadioButton, RadioField, RadioGroup } from 'react-aria-components';

export interface ChoiceGroupProps<Value extends string> {
  label: string;
  value: Value;
  options: readonly { value: Value; label: string; hint?: ReactNode }[];
  onChange: (value: Value) => void;
}

export function ChoiceGroup<Value extends string>(props: ChoiceGroupProps<Value>) {
  const { label, value, options, onChange } = props;
  const choose = (chosen: string) => {
    const option = options.find((each) => each.value === chosen);
    if (option) onChange(option.value);
  };
  return (
    <RadioGroup
      aria-label={label}
      orientation="horizontal"
      value={value}
      onChange={choose}
      className="flex flex-wrap gap-0.5"
    >
      {options.map((option) => (
        <RadioField key={option.value} value={option.value}>
          <RadioButton className="covering-input inline-flex min-h-9 cursor-pointer items-center gap-2 rounded-md border border-transparent px-3 text-sm text-ink-2 data-hovered:bg-sunken data-selected:border-accent data-selected:bg-accent-soft data-selected:font-semibold data-selected:text-accent forced-colors:border-[Canvas] forced-colors:data-selected:border-[Highlight]">
            {option.label}
            {option.hint}
          </RadioButton>
        </RadioField>
      ))}
    </RadioGroup>
  );
}
