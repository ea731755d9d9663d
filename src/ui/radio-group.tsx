/** One of a few, each with a line of explanation. */
import {
  Label,
  RadioButton,
  RadioField,
  RadioGroup as AriaRadioGroup,
  Text,
} from 'react-aria-components';
import { classNames } from '../lib/class-names.ts';

export interface RadioOption<Value extends string> {
  value: Value;
  label: string;
  description: string;
}

export interface RadioGroupProps<Value extends string> {
  label: string;
  value: Value;
  options: readonly RadioOption<Value>[];
  onChange: (value: Value) => void;
  /** Many that are told in a few words: two beside each other on a phone. */
  isCompact?: boolean;
}

export function RadioGroup<Value extends string>(props: RadioGroupProps<Value>) {
  const { label, value, options, onChange, isCompact = false } = props;
  const choose = (chosen: string) => {
    const option = options.find((each) => each.value === chosen);
    if (option) onChange(option.value);
  };
  return (
    <AriaRadioGroup value={value} onChange={choose} className="flex flex-col gap-1">
      <Label className="text-sm font-medium">{label}</Label>
      <div className="flex flex-wrap gap-2">
        {options.map((option) => (
          <Option key={option.value} {...option} isCompact={isCompact} />
        ))}
      </div>
    </AriaRadioGroup>
  );
}

/** The whole card is the target: the button's area is stretched over it. */
function Option({
  value,
  label,
  description,
  isCompact,
}: RadioOption<string> & { isCompact: boolean }) {
  return (
    <RadioField
      value={value}
      className={classNames(
        isCompact ? 'min-w-36' : 'min-w-56',
        'group relative flex-1 rounded-md border border-line-strong px-3 py-2.5 data-selected:border-accent data-selected:bg-accent-soft forced-colors:data-selected:border-[Highlight]',
      )}
    >
      <RadioButton className="flex cursor-pointer items-center gap-2.5 font-medium after:absolute after:inset-0">
        <span
          aria-hidden
          className="grid size-4 shrink-0 place-items-center rounded-full border-2 border-line-strong group-data-selected:border-accent"
        >
          <span className="size-2 rounded-full group-data-selected:bg-accent forced-colors:group-data-selected:bg-[Highlight]" />
        </span>
        {label}
      </RadioButton>
      <Text slot="description" className="block pl-6.5 text-sm text-ink-2">
        {description}
      </Text>
    </RadioField>
  );
}
