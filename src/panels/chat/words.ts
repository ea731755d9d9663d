/** What the transcript says about messages and replies, in plain words. */
import type {
  Action,
  Delivery,
  Exchange,
  HoldReason,
  TurnFailure,
} from '../../core/conversation.ts';
import type { PaceStatus } from '../../core/pacing.ts';
import { formatDuration, formatTime } from '../../lib/format-time.ts';

export const actionWords: Record<Action, string> = {
  ask: 'Ask',
  order: 'Order',
  diagnose: 'Diagnose',
};

export const kindLook: Record<Action, string> = {
  ask: 'bg-sunken text-ink-2',
  order: 'bg-low-soft text-low',
  diagnose: 'bg-medium-soft text-medium',
};

/** How long a message has waited; `age` in milliseconds. */
export function describeAge(age: number): string {
  const seconds = Math.max(0, Math.floor(age / 1000));
  if (seconds < 60) return `waits for ${seconds} s`;
  return `waits for ${formatDuration(Math.floor(seconds / 60) * 60_000)}`;
}

/**
 * Why nothing of the queue goes out, and what to do. Without a reason it was held by a reload.
 *
 * @param goesTo whom it would go to, where some of it was written in another conversation
 */
export function describeHold(why: HoldReason | undefined, count: number, goesTo?: string): string {
  const act = 'Change or remove what is not wanted any more, or send.';
  const wait = count === 1 ? 'waits' : 'wait';
  switch (why) {
    case 'failed-turn':
      return `${count === 1 ? 'It waits' : 'They wait'} because the message before failed. ${act}`;
    case 'doubtful-turn':
      return `${count === 1 ? 'It waits' : 'They wait'} because the reply to the message before was in doubt. ${act}`;
    case 'stale':
      return `The line was away, and something here ${wait} for more than 5 minutes: is it still what you want to know? ${act}`;
    case 'over-budget':
      return `The next order would go past the budget, which is smaller than when you confirmed it. Sending it would end this session on the server, and it would be charged. Remove it, or send it all the same.`;
    case 'overspent':
      return `No order can be sent: the budget is exhausted, and the server answers nothing more on this session. Remove what waits.`;
    case undefined:
      if (goesTo !== undefined) {
        return `${count === 1 ? 'It was' : 'They were'} not sent in the conversation where you wrote ${count === 1 ? 'it' : 'them'}. Sent now, ${count === 1 ? 'it goes' : 'they go'} to ${goesTo}, in this conversation. ${act}`;
      }
      return `${count === 1 ? 'It was' : 'They were'} not sent before the page was loaded anew. ${act}`;
  }
}

/** @param hasNext a message would go out now if it might */
export function describePace({ used, limit, opensIn }: PaceStatus, hasNext: boolean): string {
  const seconds = Math.ceil(opensIn / 1000);
  if (seconds <= 0) return `${used} of ${limit} messages this minute`;
  return hasNext
    ? `The next message goes out in ${seconds} s: the server takes ${limit} a minute.`
    : `The server takes ${limit} messages a minute: the next one can go out in ${seconds} s.`;
}

export function describeDelivery({
  delivery,
  message,
}: Pick<Exchange, 'delivery' | 'message'>): string {
  switch (delivery.status) {
    case 'queued':
      return 'never sent';
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

/** Whether it may help to put the message in other words: the server did not take it as it is. */
export function mayReword({ message, turn }: Exchange): boolean {
  return (
    message.action === 'ask' && turn.phase === 'interrupted' && turn.failure.kind === 'refused'
  );
}

/** Whether the person may send the same again by one click. An order costs money: the ledger decides. */
export function maySendAgain({ message, delivery, turn }: Exchange): boolean {
  return (
    message.action !== 'order' && turn.phase === 'interrupted' && delivery.status !== 'sending'
  );
}

/** Why a reply is not whole: what happened, whether it may be relied on. */
export function describeFailure(failure: TurnFailure, text: string): string {
  // Words that had just been painted when the page was closed may not have been kept.
  const incomplete = text === '' ? 'Nothing of a reply is here' : 'Incomplete, do not rely on it';
  switch (failure.kind) {
    case 'stopped':
      return 'Stopped by you. What the assistant wrote after this was dropped.';
    case 'connection-lost':
      return `${incomplete}: the connection was lost.`;
    case 'no-answer':
      return `No answer within ${formatDuration(failure.limit)}. The connection was replaced.`;
    case 'overdue':
      return `No answer within ${formatDuration(failure.limit)}. The server may still be working on it: keep waiting, or ask again.`;
    case 'stalled':
      return `${incomplete}: the assistant fell silent for ${formatDuration(failure.limit)}.`;
    case 'unreadable':
      return `${incomplete}: a part of the reply could not be read.`;
    case 'refused':
      return text === ''
        ? `The server did not accept this message: ${failure.detail}`
        : `${incomplete}: the server broke it off. It said: ${failure.detail}`;
    case 'assistant-failed':
      return `${incomplete}: the assistant could not answer. It said: ${failure.detail}`;
    case 'budget-exhausted':
      return `${incomplete}: the budget is exhausted. The server cut the reply and closed the line, as it does when an order costs more than is left. The order is most likely charged.`;
  }
}

export function deliveryIsDoubtful({ status }: Delivery): boolean {
  return status === 'failed' || status === 'uncertain';
}
