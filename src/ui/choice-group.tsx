/** One choice of a few, side by side. To assistive technology a group of radio buttons. */
import type { ReactNode } from 'react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';

export interface ChoiceGroupProps<Value extends string> {
  label: string;
  value: Value;
  options: readonly { value: Value; label: string; hint?: ReactNode }[];
  onChange: (value: Value) => void;
}

export function ChoiceGroup<Value extends string>(props: ChoiceGroupProps<Value>) {
  const { label, value, options, onChange } = props;
  return (
    <ToggleButtonGroup
      aria-label={label}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[value]}
      onSelectionChange={(keys) => {
        const chosen = options.find((option) => keys.has(option.value));
        if (chosen) onChange(chosen.value);
      }}
      className="flex flex-wrap gap-0.5"
    >
      {options.map((option) => (
        <ToggleButton
          key={option.value}
          id={option.value}
          className="inline-flex min-h-9 cursor-pointer items-center gap-2 rounded-md px-3 text-sm text-ink-2 data-hovered:bg-sunken data-selected:bg-accent-soft data-selected:font-semibold data-selected:text-accent"
        >
          {option.label}
          {option.hint}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
