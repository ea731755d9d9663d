/** A button in one of the product's looks. */
import type { Ref } from 'react';
import type { ButtonProps as AriaButtonProps } from 'react-aria-components';
import { Button as AriaButton } from 'react-aria-components';
import type { ButtonLook } from './button-look.ts';
import { buttonClass } from './button-look.ts';

/** Not React Aria's `isPending`: it announces by a reference that dangles once the button is gone. */
type Rest = Omit<AriaButtonProps, 'className' | 'style' | 'isPending'>;

export interface ButtonProps extends Rest, ButtonLook {
  ref?: Ref<HTMLButtonElement>;
}

export function Button({ look, size, isBusy = false, className, ...rest }: ButtonProps) {
  return (
    <AriaButton
      {...rest}
      {...(isBusy && { onPress: () => undefined })}
      className={buttonClass({ look, size, isBusy, className })}
    />
  );
}
