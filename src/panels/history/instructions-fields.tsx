/**
 * What a new conversation tells its assistant to be: a template, and its words to change.
 *
 * What was changed of one template is still there after a look at another.
 */
import type { Template } from '../../core/assistant.ts';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';

/** In characters; with its history a question has to fit into a request. */
export const instructionsLimit = 20_000;

export interface InstructionsChoice {
  readonly chosen: string;
  /** Words that were changed, by template. */
  readonly changed: Readonly<Record<string, string>>;
}

const none = 'none';

export function firstChoice(templates: readonly Template[]): InstructionsChoice {
  return { chosen: templates.length > 0 ? '0' : none, changed: {} };
}

/** `null` for none. */
export function chosenInstructions(
  { chosen, changed }: InstructionsChoice,
  templates: readonly Template[],
): string | null {
  return (changed[chosen] ?? templates[Number(chosen)]?.instructions ?? '').trim() || null;
}

export interface InstructionsFieldsProps {
  templates: readonly Template[];
  choice: InstructionsChoice;
  onChange: (choice: InstructionsChoice) => void;
  error: string | undefined;
}

export function InstructionsFields(props: InstructionsFieldsProps) {
  const { templates, choice, onChange, error } = props;
  const { chosen, changed } = choice;
  const template = templates[Number(chosen)];
  const original = template?.instructions ?? '';
  const options = templates.map(({ name }, index) => ({ value: String(index), label: name }));
  return (
    <>
      <SelectField
        label="Template"
        value={chosen}
        options={[...options, { value: none, label: 'No template' }]}
        onChange={(next) => onChange({ ...choice, chosen: next })}
        description={template?.purpose}
      />
      <TextField
        label="Instructions"
        isMultiline
        value={changed[chosen] ?? original}
        onChange={(words) => onChange({ ...choice, changed: { ...changed, [chosen]: words } })}
        error={error}
        description="What the assistant is told to be, with every question of this conversation."
      />
    </>
  );
}
