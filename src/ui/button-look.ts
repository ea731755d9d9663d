/** The few looks of a button. Targets are at least 24 px high, `large` ones 44 px. */
import { classNames } from '../lib/class-names.ts';

export interface ButtonLook {
  look?: 'primary' | 'secondary' | 'quiet' | 'alarm' | undefined;
  size?: 'small' | 'normal' | 'large' | 'icon' | undefined;
  /** What it began is under way: pressing it again does nothing. It stays in the order of focus. */
  isBusy?: boolean | undefined;
  className?: string | undefined;
}

const looks = {
  primary:
    'border-accent bg-accent font-semibold text-accent-ink enabled:hover:border-accent-hover enabled:hover:bg-accent-hover',
  secondary: 'border-line-strong bg-surface text-ink enabled:hover:bg-sunken',
  quiet:
    'border-transparent bg-transparent text-ink-2 enabled:hover:bg-sunken enabled:hover:text-ink',
  alarm: 'border-high bg-surface font-semibold text-high enabled:hover:bg-high-soft',
};

const sizes = {
  small: 'min-h-7 px-2.5 text-sm',
  normal: 'min-h-9 px-3.5 text-sm',
  large: 'min-h-11 px-4',
  icon: 'size-9 justify-center',
};

const base =
  'inline-flex cursor-pointer items-center justify-center gap-2 rounded-md border transition-colors ' +
  'disabled:cursor-not-allowed disabled:opacity-50';

export function buttonClass(wanted: ButtonLook): string {
  const { look = 'secondary', size = 'normal', isBusy = false, className } = wanted;
  return classNames(
    base,
    looks[look],
    sizes[size],
    isBusy && 'cursor-progress opacity-70',
    className,
  );
}
