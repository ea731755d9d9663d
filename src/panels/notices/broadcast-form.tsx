/** What a notice to everybody says, how grave it is, and to which tenants it goes. */
import type { Ref } from 'react';
import type { Broadcast } from '../../state/broadcast.ts';
import { chosenOf, longestTitle, useBroadcast } from '../../state/broadcast.ts';
import { CheckField } from '../../ui/check-field.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { describeFault, gradeOptions, standings } from './broadcast-words.ts';

export interface BroadcastFormProps {
  broadcast: Broadcast;
  /** Somebody has asked to send it as it is. */
  wantsToSend: boolean;
}

export function BroadcastForm({
  broadcast,
  wantsToSend,
  ref,
}: BroadcastFormProps & { ref: Ref<HTMLDivElement> }) {
  const { draft } = useBroadcast(broadcast);
  const faults = describeFault(draft, wantsToSend);
  return (
    <div ref={ref} className="flex flex-col gap-4">
      <p className="text-sm text-ink-2">
        Everybody reads it who uses notices there: write nothing by which a patient could be known.
      </p>
      <TextField
        label="Title"
        description={`What it is about, in at most ${longestTitle} characters.`}
        isRequired
        autoFocus
        autoComplete="off"
        value={draft.title}
        error={faults.title}
        onChange={(title) => broadcast.write({ title })}
      />
      <TextField
        label="Text (optional)"
        isMultiline
        value={draft.text}
        error={faults.text}
        onChange={(text) => broadcast.write({ text })}
      />
      <RadioGroup
        label="What it does to those who read it"
        value={draft.grade}
        options={gradeOptions}
        onChange={(grade) => broadcast.write({ grade })}
      />
      <Tenants broadcast={broadcast} wantsToSend={wantsToSend} />
    </div>
  );
}

/** Where there is one alone, there is nothing to choose. */
function Tenants({ broadcast, wantsToSend }: BroadcastFormProps) {
  const state = useBroadcast(broadcast);
  const { tenants, leftOut } = state;
  if (tenants.length === 1) return null;
  return (
    <fieldset>
      <legend className="mb-1 text-sm font-medium">To everybody at</legend>
      {tenants.map(({ id, name, standing }) => (
        <CheckField
          key={id}
          label={name}
          isChecked={standing === 'ready' && !leftOut.has(id)}
          isDisabled={standing !== 'ready'}
          description={standing !== 'ready' && standings[standing]}
          onChange={(isChosen) => broadcast.choose(id, isChosen)}
        />
      ))}
      <p role="alert" className="text-sm font-medium text-medium">
        {wantsToSend && chosenOf(state).length === 0 && 'Choose at least one tenant.'}
      </p>
    </fieldset>
  );
}
