/** Something that is on or off, and takes effect at once. */
import type { ReactNode } from 'react';
import { SwitchButton, SwitchField } from 'react-aria-components';

export interface SwitchProps {
  isOn: boolean;
  onChange: (isOn: boolean) => void;
  children: ReactNode;
}

export function Switch({ isOn, onChange, children }: SwitchProps) {
  return (
    <SwitchField isSelected={isOn} onChange={onChange}>
      <SwitchButton className="group flex min-h-7 cursor-pointer items-center gap-2.5 rounded-sm text-sm text-ink-2">
        <span className="flex h-5 w-9 shrink-0 items-center rounded-full border border-line-strong bg-sunken px-0.5 transition-colors group-data-selected:border-accent group-data-selected:bg-accent forced-colors:group-data-selected:bg-[Highlight]">
          <span className="size-3.5 rounded-full bg-ink-3 transition-transform group-data-selected:translate-x-4 group-data-selected:bg-accent-ink forced-colors:bg-[ButtonText]" />
        </span>
        {children}
      </SwitchButton>
    </SwitchField>
  );
}
