/** One of a few, each with a line of explanation. */
import type { ReactNode } from 'react';
import { Label, Radio, RadioGroup as AriaRadioGroup } from 'react-aria-components';

export interface RadioGroupProps<Value extends string> {
  label: string;
  value: Value;
  options: readonly { value: Value; label: string; description?: ReactNode }[];
  onChange: (value: Value) => void;
}

export function RadioGroup<Value extends string>(props: RadioGroupProps<Value>) {
  const { label, value, options, onChange } = props;
  const choose = (chosen: string) => {
    const option = options.find((each) => each.value === chosen);
    if (option) onChange(option.value);
  };
  return (
    <AriaRadioGroup value={value} onChange={choose} className="flex flex-col gap-1">
      <Label className="text-sm font-medium">{label}</Label>
      <div className="flex flex-wrap gap-2">
        {options.map((option) => (
          <Radio
            key={option.value}
            value={option.value}
            className="group flex min-h-11 min-w-56 flex-1 cursor-pointer items-start gap-2.5 rounded-md border border-line-strong px-3 py-2.5 data-hovered:bg-sunken data-selected:border-accent data-selected:bg-accent-soft"
          >
            <span
              aria-hidden
              className="mt-1 grid size-4 shrink-0 place-items-center rounded-full border-2 border-line-strong group-data-selected:border-accent"
            >
              <span className="size-2 rounded-full group-data-selected:bg-accent" />
            </span>
            <span className="min-w-0">
              <span className="block font-medium">{option.label}</span>
              {option.description && (
                <span className="block text-sm text-ink-2">{option.description}</span>
              )}
            </span>
          </Radio>
        ))}
      </div>
    </AriaRadioGroup>
  );
}
