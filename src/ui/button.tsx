/** A button in the product's few looks. Targets are at least 24 px high, `large` ones 44 px. */
import type { Ref } from 'react';
import type { ButtonProps as AriaButtonProps } from 'react-aria-components';
import { Button as AriaButton } from 'react-aria-components';
import { classNames } from '../lib/class-names.ts';

export interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'style' | 'isPending'> {
  /**
   * What it began is under way: pressing it again does nothing. It stays in the order of focus.
   * (React Aria's `isPending` announces by a reference that dangles once the button is gone.)
   */
  isBusy?: boolean;
  ref?: Ref<HTMLButtonElement>;
  look?: 'primary' | 'secondary' | 'quiet' | 'alarm';
  size?: 'small' | 'normal' | 'large' | 'icon';
  className?: string;
}

const looks = {
  primary:
    'border-accent bg-accent font-semibold text-accent-ink data-hovered:border-accent-hover data-hovered:bg-accent-hover',
  secondary: 'border-line-strong bg-surface text-ink data-hovered:bg-sunken',
  quiet:
    'border-transparent bg-transparent text-ink-2 data-hovered:bg-sunken data-hovered:text-ink',
  alarm: 'border-high bg-surface font-semibold text-high data-hovered:bg-high-soft',
};

const sizes = {
  small: 'min-h-7 px-2.5 text-sm',
  normal: 'min-h-9 px-3.5 text-sm',
  large: 'min-h-11 px-4',
  icon: 'size-9 justify-center',
};

const base =
  'inline-flex cursor-pointer items-center justify-center gap-2 rounded-md border transition-colors ' +
  'data-disabled:cursor-not-allowed data-disabled:opacity-50';

export function Button(props: ButtonProps) {
  const { look = 'secondary', size = 'normal', isBusy = false, className, ...rest } = props;
  const busy = isBusy && 'cursor-progress opacity-70';
  return (
    <AriaButton
      {...rest}
      {...(isBusy && { onPress: () => undefined })}
      className={classNames(base, looks[look], sizes[size], busy, className)}
    />
  );
}
