/**
 * What has to be known about a message or a reply before anybody relies on it. Pure.
 *
 * One place says it for every record that leaves Bedside. Its one law: a reply that is not whole, and
 * a message of which nobody knows whether it arrived, always has a mark.
 */
import type { Exchange, TurnFailure } from './conversation.ts';
import { explainEnd } from './record/entry-text.ts';

export type MarkCode =
  | 'awaited'
  | 'unconfirmed'
  | 'refused'
  | 'not-accepted'
  | 'growing'
  | 'no-words'
  | Exclude<TurnFailure['kind'], 'refused'>;

export interface Mark {
  readonly code: MarkCode;
  /** For beside the words, in square brackets: `incomplete: do not rely on it`. */
  readonly text: string;
  /** In a sentence; the same as `text` where there is no more to say. */
  readonly why: string;
}

const incomplete = 'incomplete: do not rely on it';

export const incompleteMark = `[${incomplete}]`;

export function bracketed({ text }: Mark): string {
  return `[${text}]`;
}

/** `null` where it arrived. */
export function markOfMessage({ delivery, turn }: Exchange): Mark | null {
  switch (delivery.status) {
    case 'queued':
    case 'delivered':
      return null;
    case 'sending':
      return plainMark('awaited', 'sent, no reply yet');
    case 'uncertain':
      return plainMark('unconfirmed', 'unconfirmed: it may or may not have arrived');
    case 'failed': {
      const refusal = turn.phase === 'interrupted' && turn.failure.kind === 'refused';
      if (!refusal) return plainMark('not-accepted', 'not accepted by the server');
      const why = explainEnd(turn.failure, turn.text);
      return { code: 'refused', text: 'refused by the server', why };
    }
  }
}

/**
 * `null` where the reply is whole, and where there is none: without proof of delivery an empty reply
 * is no reply, and the message says so itself.
 */
export function markOfReply({ delivery, turn }: Exchange): Mark | null {
  if (turn.phase === 'streaming') {
    return { code: 'growing', text: incomplete, why: 'The reply had not ended yet.' };
  }
  if (turn.phase === 'finished') {
    return turn.text.trim() === '' ? plainMark('no-words', 'the reply had no words') : null;
  }
  if (turn.phase !== 'interrupted') return null;
  if (turn.text === '' && delivery.status !== 'delivered') return null;
  const { failure } = turn;
  const code = failure.kind === 'refused' ? 'assistant-failed' : failure.kind;
  return { code, text: incomplete, why: explainEnd(failure, turn.text) };
}

/** There are words of it, or something has to be said about their absence. */
export function hasReply(exchange: Exchange): boolean {
  const { turn } = exchange;
  return ('text' in turn && turn.text !== '') || markOfReply(exchange) !== null;
}

function plainMark(code: MarkCode, text: string): Mark {
  return { code, text, why: `${text.charAt(0).toUpperCase()}${text.slice(1)}.` };
}
