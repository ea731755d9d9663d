/**
 * Why nothing can be written in a conversation that is not the present one, and what can be done: go
 * on with it where its assistant takes that up, else begin anew with a summary of it.
 */
import { useState } from 'react';
import type { Assistant } from '../../core/assistant.ts';
import { findAssistant, takesUpEarlier } from '../../core/assistant.ts';
import type { Conversation } from '../../core/conversation.ts';
import type { KeptPresent } from '../../state/kept-conversation.ts';
import { useConsultation } from '../../state/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { later, Nothing } from '../../ui/later.tsx';
import { ToPresent } from './nowhere.tsx';

const GoOnDialog = later(async () => {
  const { GoOnDialog } = await import('./go-on-dialog.tsx');
  return GoOnDialog;
}, Nothing);

export interface EndedNoteProps {
  conversation: Conversation;
  /** How far it is read, where the history keeps it. */
  reading?: KeptPresent;
}

export function EndedNote({ conversation, reading }: EndedNoteProps) {
  const { assistants } = useConsultation();
  const [isAsking, setAsking] = useState(false);
  const assistant = findAssistant(assistants, conversation.source.assistantId);
  return (
    <div className="flex flex-wrap items-center justify-center gap-3 border-t border-line bg-surface p-4">
      <p className="max-w-prose text-center text-ink-2">{describeEnd(conversation, assistant)}</p>
      <div className="flex flex-wrap justify-center gap-2">
        {assistant && conversation.exchanges.length > 0 && (
          <Button onPress={() => setAsking(true)}>
            {takesUpEarlier(assistant) ? 'Continue it' : 'Begin anew with a summary'}
          </Button>
        )}
        <ToPresent />
      </div>
      {assistant && isAsking && (
        <GoOnDialog
          {...{ isOpen: true, assistant, conversation, reading }}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  );
}

function describeEnd({ endedAt, source }: Conversation, assistant: Assistant | undefined): string {
  const state =
    endedAt === null ? 'This conversation is not the present one.' : 'This conversation has ended.';
  if (!assistant) {
    return `${state} It can be read, not continued: its assistant is not offered on this site.`;
  }
  return takesUpEarlier(assistant)
    ? `${state} You can go on with it: ${assistant.name} gets what was said.`
    : `${state} It can be read, not continued: ${source.assistant} takes up no earlier conversation.`;
}
