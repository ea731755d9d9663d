/**
 * A conversation as the lines of a transcript: who said what, in order.
 *
 * Its one law: what cannot be relied on carries its mark inside the text, since a transcript has no
 * other place for it. What never went out was never said, and is left out.
 */
import { formatDateTime } from '../lib/format-time.ts';
import type { Alert } from './alert.ts';
import type { TranscriptLine } from './backend.ts';
import type { Conversation, Delivery, Exchange, Turn } from './conversation.ts';
import { isQueued, replyText } from './conversation.ts';
import { describeAcknowledgement, severityWords } from './describe-alert.ts';

export const incompleteMark = '[incomplete: do not rely on it]';
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
  const { severity, text, raisedAt, count } = alert;
  const times = count > 1 ? `, ${count} times` : '';
  const flagged = `${severityWords[severity]} flagged by ${source.assistant} at ${formatDateTime(raisedAt)}${times}: ${text}.`;
  return {
    speaker: 'alert log',
    text: `${flagged} ${describeAcknowledgement(alert, formatDateTime)}.`,
  };
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
