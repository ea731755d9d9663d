/**
 * The browser's own button in the product's looks, for what the first page to load brings along: it
 * needs no library. Everywhere else `Button` stands, which a key that is held down presses once.
 */
import type { ReactNode } from 'react';
import type { ButtonLook } from './button-look.ts';
import { buttonClass } from './button-look.ts';

export interface PlainButtonProps extends ButtonLook {
  type?: 'button' | 'submit';
  onPress?: () => void;
  children: ReactNode;
}

export function PlainButton({ type = 'button', onPress, children, ...wanted }: PlainButtonProps) {
  return (
    // A button that submits stays enabled while it is busy, so that it keeps the focus.
    <button
      type={type}
      onClick={() => !wanted.isBusy && onPress?.()}
      className={buttonClass(wanted)}
    >
      {children}
    </button>
  );
}
