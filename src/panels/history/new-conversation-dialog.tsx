/** A new conversation: ends the present one, and sets what may be spent. */
import { useId, useState } from 'react';
import type { Assistant, Template } from '../../core/assistant.ts';
import { findAssistant, takesMoney } from '../../core/assistant.ts';
import { describeEnding } from '../../core/describe-ending.ts';
import type { Cents } from '../../core/money.ts';
import { formatMoney, parseDollars, toDollars } from '../../core/money.ts';
import { useBasket } from '../../state/basket.ts';
import { isBlank, useDraft } from '../../state/drafts.ts';
import { useConsultation, useLive, useWorkspace } from '../../state/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { TextField } from '../../ui/text-field.tsx';
import {
  InstructionsFields,
  chosenInstructions,
  firstChoice,
  instructionsLimit,
} from './instructions-fields.tsx';

export interface NewConversationDialogProps {
  isOpen: boolean;
  onClose: () => void;
  onStarted: () => void;
}

export function NewConversationDialog({ isOpen, onClose, onStarted }: NewConversationDialogProps) {
  const formId = useId();
  const acts = (
    <>
      <Button size="large" onPress={onClose}>
        Cancel
      </Button>
      <Button size="large" look="primary" type="submit" form={formId}>
        Start conversation
      </Button>
    </>
  );
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title="New conversation" footer={acts}>
      <NewConversationForm id={formId} onStarted={onStarted} />
    </Dialog>
  );
}

function NewConversationForm({ id, onStarted }: { id: string; onStarted: () => void }) {
  const { drafts, history } = useWorkspace();
  const consultation = useConsultation();
  const { assistants } = consultation;
  const present = useLive(({ conversation }) => conversation.source.assistantId);
  const [assistantId, setAssistantId] = useState(present);
  const assistant = findAssistant(assistants, assistantId) ?? assistants[0];
  const [typed, setTyped] = useState(() => usualAmount(assistants));
  const [choice, setChoice] = useState(() => firstChoice(templatesOf(assistants)));
  const [name, setName] = useState('');
  const [faults, setFaults] = useState<{ budget?: string; instructions?: string }>({});
  const start = () => {
    const budget = takesMoney(assistant) ? readBudget(typed) : { amount: null };
    const instructions = chosenInstructions(choice, assistant.templates);
    if (budget.fault !== undefined) return setFaults({ budget: budget.fault });
    const excess = (instructions?.length ?? 0) - instructionsLimit;
    if (excess > 0) return setFaults({ instructions: `Too long by ${excess} characters.` });
    const before = consultation.store.getState().conversation.id;
    const opening = { name: name.trim() || null, instructions };
    consultation.startConversation(assistant.id, { budget: budget.amount, ...opening });
    drafts.move(before, consultation.store.getState().conversation.id);
    onStarted();
  };
  return (
    <form
      id={id}
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        start();
      }}
    >
      <Consequences />
      <AssistantChoice chosen={assistant} onChange={setAssistantId} />
      {assistant.templates.length > 0 && (
        <InstructionsFields
          templates={assistant.templates}
          choice={choice}
          onChange={setChoice}
          error={faults.instructions}
        />
      )}
      {takesMoney(assistant) && (
        <TextField
          label="Budget"
          inputMode="decimal"
          value={typed}
          onChange={setTyped}
          error={faults.budget}
          description="In US dollars, for the whole time you are signed in; empty for no limit. A limit that the server keeps for you goes before this one."
        />
      )}
      {history && (
        <TextField
          label="Name"
          value={name}
          onChange={setName}
          description="What the conversation is called in the history; may stay empty."
        />
      )}
    </form>
  );
}

function AssistantChoice({
  chosen,
  onChange,
}: {
  chosen: Assistant;
  onChange: (assistantId: string) => void;
}) {
  const { assistants } = useConsultation();
  if (assistants.length === 1) return null;
  return (
    <RadioGroup
      label="Assistant"
      value={chosen.id}
      options={assistants.map(({ id, name, purpose }) => ({
        value: id,
        label: name,
        description: purpose,
      }))}
      onChange={onChange}
    />
  );
}

/** Of the one assistant that takes any. */
function templatesOf(assistants: readonly Assistant[]): readonly Template[] {
  return assistants.find(({ templates }) => templates.length > 0)?.templates ?? [];
}

/** The budget that a conversation has unless the person says otherwise, as it would be typed. */
function usualAmount(assistants: readonly Assistant[]): string {
  const { usualBudget = null } = assistants.find(takesMoney) ?? {};
  return usualBudget === null ? '' : String(toDollars(usualBudget));
}

/** What starting anew does to what is there. */
function Consequences() {
  const ending = useLive(({ conversation }) => describeEnding(conversation));
  const spent = useLive(({ account }) => account.totalSpent);
  return (
    <>
      <p>
        The present conversation ends and stays readable here. The assistant starts afresh and
        remembers nothing of it
        {spent !== null && spent > 0 && `; the ${formatMoney(spent)} spent so far stays spent`}.
      </p>
      <WhatGoesAlong />
      {ending !== null && (
        <Notice grade="warning" polite>
          {ending}
        </Notice>
      )}
    </>
  );
}

function WhatGoesAlong() {
  const [draft] = useDraft();
  const { tests, typed } = useBasket();
  const isChosen = tests.length > 0 || typed.trim() !== '';
  const unsent = [...(isBlank(draft) ? [] : ['written']), ...(isChosen ? ['chosen to order'] : [])];
  if (unsent.length === 0) return null;
  return (
    <p>What you have {unsent.join(' and ')} and not sent goes along to the new conversation.</p>
  );
}

type Budget = { amount: Cents | null; fault?: undefined } | { fault: string };

function readBudget(typed: string): Budget {
  if (typed.trim() === '') return { amount: null };
  const amount = parseDollars(typed);
  if (amount !== undefined) return { amount };
  return {
    fault: `“${typed.trim().slice(0, 40)}” is not an amount. Write dollars such as 100 or 100.50, or leave it empty for no limit.`,
  };
}
