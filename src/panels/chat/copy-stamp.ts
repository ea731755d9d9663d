/** Text of a reply on its way out of Bedside carries where it is from, and that it needs checking. */
import type { Exchange } from '../../core/conversation.ts';
import { incompleteMark } from '../../core/marks.ts';
import { formatDateTime } from '../../lib/format-time.ts';

/**
 * @param text of the replies, or the part of them that was selected
 * @param exchanges whose replies have a part in it, in their order
 */
export function withStamps(text: string, exchanges: readonly Exchange[]): string {
  const [only, ...others] = exchanges;
  if (only && others.length === 0) return `${text}${markOf(only)}\n\n${stampOf(only)}`;
  return [text, '', ...exchanges.map((each) => `${stampOf(each)}${markOf(each)}`)].join('\n');
}

/** What is still growing is not whole either. */
function markOf({ turn }: Exchange): string {
  const isCut = turn.phase === 'interrupted' || turn.phase === 'streaming';
  return isCut ? `\n${incompleteMark}` : '';
}

function stampOf({ source, turn }: Exchange): string {
  const { assistant, backEnd, tenant, sessionId } = source;
  const where = [`${assistant} (${backEnd})`, tenant, sessionId && `session ${sessionId}`];
  const at = replyTime(turn);
  const when = at === null ? null : formatDateTime(at);
  return `[AI-generated, verify. ${[...where, when].filter(Boolean).join(' · ')}]`;
}

/** When the reply ended; `null` while it has not. */
export function replyTime(turn: Exchange['turn']): number | null {
  if (turn.phase === 'finished') return turn.finishedAt;
  return turn.phase === 'interrupted' ? turn.at : null;
}
