/**
 * A conversation as the lines of an exported transcript: who said what, in order.
 *
 * Its one law: what cannot be relied on carries its mark inside the text, since a transcript has no
 * other place for it. What never went out was never said, and is left out.
 */
import type { TranscriptLine } from '../../core/backend.ts';
import type { Conversation, Delivery, Exchange, Turn } from '../../core/conversation.ts';
import { isQueued, replyText } from '../../core/conversation.ts';

export const incompleteMark = '[incomplete: do not rely on it]';
const clinician = 'clinician';

export function transcriptLines({ exchanges }: Conversation): readonly TranscriptLine[] {
  return exchanges.filter((exchange) => !isQueued(exchange)).flatMap(linesOf);
}

function linesOf({ message, delivery, turn, source }: Exchange): readonly TranscriptLine[] {
  const said = { speaker: clinician, text: withMark(message.text, messageMark(delivery, turn)) };
  const reply = withMark(replyText(turn), replyMark(delivery, turn));
  return reply === '' ? [said] : [said, { speaker: source.assistant, text: reply }];
}

function messageMark({ status }: Delivery, turn: Turn): string | null {
  switch (status) {
    case 'queued':
    case 'delivered':
      return null;
    case 'sending':
      return '[sent, no reply yet]';
    case 'uncertain':
      return '[unconfirmed: it may or may not have arrived]';
    case 'failed': {
      const isRefused = turn.phase === 'interrupted' && turn.failure.kind === 'refused';
      return isRefused ? '[refused by the server]' : '[not accepted by the server]';
    }
  }
}

/** Without proof of delivery an empty reply is no reply; the message says so itself. */
function replyMark({ status }: Delivery, turn: Turn): string | null {
  if (turn.phase === 'streaming') return incompleteMark;
  const isCut = turn.phase === 'interrupted' && (turn.text !== '' || status === 'delivered');
  return isCut ? incompleteMark : null;
}

function withMark(text: string, mark: string | null): string {
  return [text.trim(), mark].filter(Boolean).join(' ');
}
