/** What the transcript says about messages and replies, in plain words. */
import type { Action, Delivery, Exchange, TurnFailure } from '../../core/conversation.ts';
import { formatDuration, formatTime } from '../../lib/format-time.ts';

export const actionWords: Record<Action, string> = {
  ask: 'Ask',
  order: 'Order',
  diagnose: 'Diagnose',
};

export function describeDelivery({ delivery, message }: Exchange, isEnded: boolean): string {
  switch (delivery.status) {
    case 'queued':
      return isEnded ? 'never sent' : 'waiting to be sent';
    case 'sending':
      return 'sent, no reply yet';
    case 'delivered':
      return `${formatTime(message.writtenAt)} · delivered`;
    case 'failed':
      return `${formatTime(message.writtenAt)} · not accepted`;
    case 'uncertain':
      return `${formatTime(message.writtenAt)} · unconfirmed: it may or may not have arrived`;
  }
}

/** Whether the person may send the same again by one click. An order costs money: the ledger decides. */
export function maySendAgain({ message, delivery, turn }: Exchange): boolean {
  return (
    message.action !== 'order' && turn.phase === 'interrupted' && delivery.status !== 'sending'
  );
}

/** Why a reply is not whole: what happened, whether it may be relied on. */
export function describeFailure(failure: TurnFailure, text: string): string {
  const incomplete = text === '' ? 'No reply' : 'Incomplete, do not rely on it';
  switch (failure.kind) {
    case 'stopped':
      return 'Stopped by you. What the assistant wrote after this was dropped.';
    case 'connection-lost':
      return `${incomplete}: the connection was lost.`;
    case 'no-answer':
      return `No answer within ${formatDuration(failure.limit)}. The connection was replaced.`;
    case 'stalled':
      return `${incomplete}: the assistant fell silent for ${formatDuration(failure.limit)}.`;
    case 'unreadable':
      return `${incomplete}: a part of the reply could not be read.`;
    case 'refused':
      return `The server did not accept this message: ${failure.detail}`;
    case 'budget-exhausted':
      return `${incomplete}: the budget is exhausted. The server cut the reply and closed the line, as it does when an order costs more than is left. The order is most likely charged.`;
  }
}

export function deliveryIsDoubtful({ status }: Delivery): boolean {
  return status === 'failed' || status === 'uncertain';
}
