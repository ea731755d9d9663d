/**
 * A conversation as the lines of a transcript: who said what, in order.
 *
 * Its one law: what cannot be relied on carries its mark inside the text, since a transcript has no
 * other place for it. What never went out was never said, and is left out.
 */
import { formatDateTime } from '../lib/format-time.ts';
import type { Alert } from './alert.ts';
import type { TranscriptLine } from './backend.ts';
import type { Conversation, Exchange, Turn } from './conversation.ts';
import { isQueued, replyText } from './conversation.ts';
import { describeAcknowledgement, severityWords } from './describe-alert.ts';
import type { Mark } from './marks.ts';
import { bracketed, markOfMessage, markOfReply } from './marks.ts';

const clinician = 'clinician';

/** Every alert stands behind the turn that it was raised at, or at the end where there is none. */
export function transcriptLines(conversation: Conversation): readonly TranscriptLine[] {
  const said = conversation.exchanges.filter((exchange) => !isQueued(exchange));
  const turnIds = said.map(({ message }) => message.id);
  const alertsOf = (belongs: (turnId: string | null) => boolean) =>
    conversation.alerts
      .filter(({ turnId }) => belongs(turnId))
      .map((alert) => alertLine(alert, conversation));
  return [
    ...said.flatMap((exchange) => [
      ...linesOf(exchange),
      ...alertsOf((turnId) => turnId === exchange.message.id),
    ]),
    ...alertsOf((turnId) => turnId === null || !turnIds.includes(turnId)),
  ];
}

function alertLine(alert: Alert, { source }: Conversation): TranscriptLine {
  const { severity, text, raisedAt, count, by = source.assistant } = alert;
  const times = count > 1 ? `, ${count} times` : '';
  const flagged = `${severityWords[severity]} flagged by ${by} at ${formatDateTime(raisedAt)}${times}: ${text}.`;
  return {
    speaker: 'alert log',
    text: `${flagged} ${describeAcknowledgement(alert, formatDateTime)}.`,
  };
}

function linesOf(exchange: Exchange): readonly TranscriptLine[] {
  const { message, turn, source } = exchange;
  const said = { speaker: clinician, text: withMark(message.text, markOfMessage(exchange)) };
  const reply = withMark(replyText(turn), isWordless(turn) ? null : markOfReply(exchange));
  return reply === '' ? [said] : [said, { speaker: source.assistant, text: reply }];
}

/** A line of a transcript needs words. */
function isWordless(turn: Turn): boolean {
  return turn.phase === 'finished' && turn.text.trim() === '';
}

function withMark(text: string, mark: Mark | null): string {
  return [text.trim(), mark && bracketed(mark)].filter(Boolean).join(' ');
}
