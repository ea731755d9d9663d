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
import { shorten } from '../../lib/shorten.ts';
import { useAnalyses } from '../../state/analysis-jobs.ts';
import type { KeptReading } from '../../state/kept-conversation.ts';
import type { Selected } from '../../state/selected-text.ts';
import { useSelectedText } from '../../state/selected-text.ts';
import {
  useShownConversation,
  useShownKeptId,
  useShownPlace,
  useShownReading,
} from '../../state/shown.ts';

type Kind = AskedSubject['kind'];

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
  /** What of the conversation the history has not given yet; `null` where all of it is here. */
  readonly missing: Missing | null;
  choose(kind: Kind): void;
  paste(text: string): void;
  sendLatestOnly(): void;
}

export interface Missing {
  readonly isReading: boolean;
  /** `null` where none of it is here, which comes by itself or not at all. */
  readonly readAll: (() => void) | null;
}

export function useSubject(): ChosenSubject {
  const { textLimit } = useAnalyses();
  const taken = useTaken(textLimit);
  const [kind, choose] = useState(() => firstKind(taken));
  const [pasted, paste] = useState('');
  const [isLatestOnly, setLatestOnly] = useState(false);
  const texts: Record<Kind, string> = {
    conversation: (isLatestOnly ? taken.latest : taken.whole).text,
    selection: taken.selection,
    pasted,
  };
  const text = texts[kind];
  const none = { conversationId: null, keptId: null, title: shorten(pasted, longestTitle) };
  return {
    ...taken,
    subject: { ...(kind === 'pasted' ? none : taken.of), kind, text },
    isLatestOnly,
    excess: Math.max(0, text.length - textLimit),
    choose,
    paste,
    sendLatestOnly: () => setLatestOnly(true),
  };
}

/** Taken anew only when more of a conversation of the history was read. */
function useTaken(textLimit: number) {
  const shown = useShownConversation();
  const keptId = useShownKeptId();
  const selected = useSelectedText(shown.id);
  const isHere = useShownPlace() !== 'history';
  const reading = useShownReading();
  const missing = isHere ? null : missingOf(reading);
  const isWhole = missing === null;
  const takeNow = () => ({ isWhole, ...take(shown, keptId, selected, textLimit) });
  const [taken, setTaken] = useState(takeNow);
  if (taken.isWhole !== isWhole) setTaken(takeNow());
  return { ...taken, missing };
}

function missingOf(reading: KeptReading): Missing | null {
  if (reading.phase !== 'here') return { isReading: reading.phase === 'reading', readAll: null };
  if (reading.isWhole) return null;
  return { isReading: reading.isReadingOlder, readAll: () => void reading.readAll() };
}

function take(
  conversation: Conversation,
  keptId: string | null,
  selected: Selected | null,
  textLimit: number,
) {
  return {
    of: { conversationId: conversation.id, keptId, title: titleOf(conversation) },
    whole: conversationText(conversation),
    latest: conversationText(conversation, textLimit),
    selection: selected ? selectionText(selected.text, selected.touched, conversation) : '',
  };
}

/** What can still be seen to be selected is what is meant; else the conversation, if there is one. */
function firstKind({ whole, selection }: ReturnType<typeof take>): Kind {
  if (selection !== '' && getSelection()?.isCollapsed === false) return 'selection';
  return whole.lines > 0 ? 'conversation' : 'pasted';
}

function titleOf({ name, exchanges, source }: Conversation): string {
  return shorten(name ?? exchanges[0]?.message.text ?? source.assistant, longestTitle);
}

/** In characters. */
const longestTitle = 60;
