/**
 * What an analysis is given to read: a conversation, or a selection of it, as plain text.
 *
 * Its one law: what is not whole says so inside the text, as the reader of the text sees nothing else.
 */
import type { Conversation } from './conversation.ts';
import { incompleteMark } from './marks.ts';
import { transcriptLines } from './transcript-lines.ts';

export interface ConversationText {
  readonly text: string;
  /** How many lines of it there are, each with its speaker. */
  readonly lines: number;
  /** How many of the conversation's first lines are left out. */
  readonly leftOut: number;
}

/** @param room in characters; the latest lines that fit into it. Left out, all of them. */
export function conversationText(conversation: Conversation, room = Infinity): ConversationText {
  const lines = transcriptLines(conversation).map(({ speaker, text }) => `${speaker}: ${text}`);
  let left = room;
  const tooOld = lines.findLastIndex((line) => (left -= line.length + gap.length) < -gap.length);
  const kept = lines.slice(tooOld + 1);
  return { text: kept.join(gap), lines: kept.length, leftOut: lines.length - kept.length };
}

const gap = '\n\n';

/** @param touched the messages whose replies have a part in the selection */
export function selectionText(
  selected: string,
  touched: ReadonlySet<string>,
  { exchanges }: Conversation,
): string {
  const isCut = exchanges.some(
    ({ message, turn }) =>
      touched.has(message.id) && (turn.phase === 'interrupted' || turn.phase === 'streaming'),
  );
  const text = selected.trim();
  return isCut && text !== '' ? `${text}\n${incompleteMark}` : text;
}
