/** A labelled field for one line of text, with help and error below it. */
import type { ReactNode } from 'react';
import type { TextFieldProps as AriaTextFieldProps } from 'react-aria-components';
import { FieldError, Input, Label, Text, TextField as AriaTextField } from 'react-aria-components';

export interface TextFieldProps extends Omit<
  AriaTextFieldProps,
  'className' | 'style' | 'children'
> {
  label: string;
  description?: ReactNode;
  /** What is wrong with the value; shown, and read out with the field. */
  error?: string | undefined;
  placeholder?: string;
}

export function TextField({ label, description, error, placeholder, ...props }: TextFieldProps) {
  return (
    <AriaTextField {...props} isInvalid={Boolean(error)} className="flex flex-col gap-1">
      <Label className="text-sm font-medium">{label}</Label>
      <Input
        placeholder={placeholder ?? ''}
        className="min-h-11 w-full rounded-md border border-line-strong bg-surface px-3 placeholder:text-ink-3 data-invalid:border-medium"
      />
      {description && (
        <Text slot="description" className="text-sm text-ink-3">
          {description}
        </Text>
      )}
      <FieldError className="text-sm font-medium text-medium">{error}</FieldError>
    </AriaTextField>
  );
}
