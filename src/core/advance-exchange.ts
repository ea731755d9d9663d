/**
 * How one message and its turn move from state to state. Pure.
 *
 * Which exchange an event is about, and whether it may still change, is decided by
 * `reduce-conversation.ts`. Its one law: what has arrived of a reply is never taken away.
 */
import type { Conversation, Exchange, Turn, TurnFailure } from './conversation.ts';
import { replyText } from './conversation.ts';
import type { ConversationEvent } from './events.ts';

export type EventOf<Type extends ConversationEvent['type']> = Extract<
  ConversationEvent,
  { type: Type }
>;

export function submit(
  exchange: Exchange,
  { at, profile }: EventOf<'message-sent'>,
  { source }: Conversation,
): Exchange {
  return {
    ...exchange,
    delivery: { status: 'sending', since: at },
    turn: { phase: 'submitted', at },
    profile,
    source,
  };
}

export function startReply(exchange: Exchange, at: number): Exchange {
  if (exchange.turn.phase !== 'submitted') return exchange;
  return {
    ...exchange,
    delivery:
      exchange.delivery.status === 'delivered' ? exchange.delivery : { status: 'delivered', at },
    turn: { phase: 'streaming', startedAt: exchange.turn.at, text: '' },
  };
}

/** The assistant has the message, and may yet refuse it. */
export function addStep(
  exchange: Exchange,
  { at, name, agent }: EventOf<'step-changed'>,
): Exchange {
  const { delivery, turn, steps } = exchange;
  const after = replyText(turn).length;
  return {
    ...exchange,
    delivery: delivery.status === 'sending' ? { status: 'delivered', at } : delivery,
    steps: [...steps, { name, agent, startedAt: at, after }],
  };
}

export function appendText(exchange: Exchange, text: string): Exchange {
  if (exchange.turn.phase !== 'streaming') return exchange;
  return { ...exchange, turn: { ...exchange.turn, text: exchange.turn.text + text } };
}

export function finishTurn(turn: Turn, { at, whole }: EventOf<'reply-finished'>): Turn {
  if (turn.phase !== 'submitted' && turn.phase !== 'streaming') return turn;
  const text = replyText(turn);
  if (!whole) return { phase: 'interrupted', at, text, failure: { kind: 'unreadable' } };
  const startedAt = turn.phase === 'streaming' ? turn.startedAt : turn.at;
  return { phase: 'finished', startedAt, finishedAt: at, text };
}

export function resubmit({ delivery, ...exchange }: Exchange, at: number): Exchange {
  return {
    ...exchange,
    delivery: delivery.status === 'uncertain' ? { status: 'sending', since: at } : delivery,
    turn: { phase: 'submitted', at },
  };
}

export function interrupt(exchange: Exchange, at: number, failure: TurnFailure): Exchange {
  const delivery = deliveryAfter(exchange, at, failure);
  if (!isOpen(exchange)) return { ...exchange, delivery };
  const turn = { phase: 'interrupted', at, text: replyText(exchange.turn), failure } as const;
  return { ...exchange, delivery, turn };
}

/**
 * A refusal is an answer; a stopped reply may still bring proof of delivery; without any answer
 * nobody knows whether the message arrived.
 */
function deliveryAfter(
  { delivery, turn }: Exchange,
  at: number,
  failure: TurnFailure,
): Exchange['delivery'] {
  const isUnanswered = delivery.status === 'sending' || turn.phase === 'submitted';
  if (failure.kind === 'refused' && isUnanswered) return { status: 'failed', at };
  if (delivery.status !== 'sending' || failure.kind === 'stopped') return delivery;
  return { status: 'uncertain', at };
}

export function isOpen({ turn }: Exchange): boolean {
  return turn.phase === 'submitted' || turn.phase === 'streaming';
}
