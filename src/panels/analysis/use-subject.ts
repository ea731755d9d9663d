/**
 * What is to be read, as it is being chosen.
 *
 * Its one law: what is shown is what is sent, to the letter. So the conversation is taken once, when
 * the dialog opens; a reply that goes on meanwhile is in it as far as it was, and marked.
 */
import { useState } from 'react';
import type { ConversationText } from '../../core/analysis-text.ts';
import { conversationText, selectionText } from '../../core/analysis-text.ts';
import type { AskedSubject } from '../../core/asked-analysis.ts';
import type { Conversation } from '../../core/conversation.ts';
import { useAnalyses } from '../../state/analysis-jobs.ts';
import type { Selected } from '../../state/selected-text.ts';
import { useSelectedText } from '../../state/selected-text.ts';
import { useShownConversation } from '../../state/shown.ts';

export interface ChosenSubject {
  readonly subject: AskedSubject;
  /** The whole conversation, whether or not that is what is chosen. */
  readonly whole: ConversationText;
  /** What is left of it where only what fits is sent. */
  readonly latest: ConversationText;
  /** What is selected in it; empty where nothing is. */
  readonly selection: string;
  readonly isLatestOnly: boolean;
  /** In characters: how much of it is too much; 0 where it fits. */
  readonly excess: number;
  choose(kind: AskedSubject['kind']): void;
  paste(text: string): void;
  sendLatestOnly(): void;
}

export function useSubject(): ChosenSubject {
  const { textLimit } = useAnalyses();
  const shown = useShownConversation();
  const selected = useSelectedText(shown.id);
  const [taken] = useState(() => take(shown, selected, textLimit));
  const [kind, choose] = useState(() => firstKind(taken));
  const [pasted, paste] = useState('');
  const [isLatestOnly, setLatestOnly] = useState(false);
  const texts = {
    conversation: (isLatestOnly ? taken.latest : taken.whole).text,
    selection: taken.selection,
    pasted,
  };
  const text = texts[kind];
  return {
    ...taken,
    subject:
      kind === 'pasted'
        ? { kind, conversationId: null, title: '', text }
        : { ...taken.of, kind, text },
    isLatestOnly,
    excess: Math.max(0, text.length - textLimit),
    choose,
    paste,
    sendLatestOnly: () => setLatestOnly(true),
  };
}

function take(conversation: Conversation, selected: Selected | null, textLimit: number) {
  const { id: conversationId } = conversation;
  return {
    of: { conversationId, title: titleOf(conversation) },
    whole: conversationText(conversation),
    latest: conversationText(conversation, textLimit),
    selection: selected ? selectionText(selected.text, selected.touched, conversation) : '',
  };
}

/** What can still be seen to be selected is what is meant; else the conversation, if there is one. */
function firstKind({ whole, selection }: ReturnType<typeof take>): AskedSubject['kind'] {
  if (selection !== '' && getSelection()?.isCollapsed === false) return 'selection';
  return whole.lines > 0 ? 'conversation' : 'pasted';
}

const longestTitle = 60;

function titleOf({ name, exchanges, source }: Conversation): string {
  const title = name ?? exchanges[0]?.message.text ?? source.assistant;
  return title.length > longestTitle ? `${title.slice(0, longestTitle - 1)}…` : title;
}
