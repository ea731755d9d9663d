/** Text of a reply on its way out of Bedside carries where it is from, and that it needs checking. */
import type { Exchange } from '../../core/conversation.ts';
import { formatDateTime } from '../../lib/format-time.ts';

/** @param text the reply, or the part of it that was selected */
export function withStamp(text: string, { source, turn }: Exchange): string {
  const mark = turn.phase === 'interrupted' ? '\n[incomplete: do not rely on it]' : '';
  return `${text}${mark}\n\n${stampOf(source, replyTime(turn))}`;
}

function stampOf({ assistant, backEnd, tenant, sessionId }: Exchange['source'], at: number | null) {
  const where = [`${assistant} (${backEnd})`, tenant, sessionId && `session ${sessionId}`];
  const when = at === null ? null : formatDateTime(at);
  return `[AI-generated, verify. ${[...where, when].filter(Boolean).join(' · ')}]`;
}

/** When the reply ended; `null` while it has not. */
export function replyTime(turn: Exchange['turn']): number | null {
  if (turn.phase === 'finished') return turn.finishedAt;
  return turn.phase === 'interrupted' ? turn.at : null;
}
