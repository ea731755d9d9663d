/**
 * Where words occur in a conversation. Pure.
 *
 * It looks at what is said as it is shown: a reply without the marks of its Markdown. Its one law: case
 * does not count, and nothing else is bent.
 */
import type { Exchange } from '../../core/conversation.ts';
import { replyText } from '../../core/conversation.ts';
import { plainWords } from '../../lib/plain-words.ts';

export interface Match {
  readonly exchangeId: string;
  /** The place of its exchange in the conversation. */
  readonly index: number;
  /** Which of those in its exchange, from 0. */
  readonly ordinal: number;
}

/** Oldest first. */
export function findMatches(exchanges: readonly Exchange[], words: string): readonly Match[] {
  const wanted = fold(words.trim());
  if (wanted === '') return [];
  return exchanges.flatMap((exchange, index) => {
    const count = occurrences(textOf(exchange), wanted).length;
    const { id: exchangeId } = exchange.message;
    return Array.from({ length: count }, (_, ordinal) => ({ exchangeId, index, ordinal }));
  });
}

/** Where `wanted` begins in a text; both folded. */
export function occurrences(text: string, wanted: string): readonly number[] {
  const places: number[] = [];
  if (wanted === '') return places;
  for (let at = text.indexOf(wanted); at !== -1; at = text.indexOf(wanted, at + wanted.length)) {
    places.push(at);
  }
  return places;
}

/** Small letters, each in the place of its own. */
export function fold(text: string): string {
  const small = text.toLowerCase();
  if (small.length === text.length) return small;
  return Array.from(text, (letter) => {
    const folded = letter.toLowerCase();
    return folded.length === letter.length ? folded : letter;
  }).join('');
}

const folded = new WeakMap<Exchange, string>();

/** An exchange never changes, so its text is made once. */
function textOf(exchange: Exchange): string {
  const known = folded.get(exchange);
  if (known !== undefined) return known;
  const { message, turn, source } = exchange;
  const reply = replyText(turn);
  const shown = source.replies === 'markdown' ? plainWords(reply) : reply;
  const text = fold(`${message.text}\n${shown}`);
  folded.set(exchange, text);
  return text;
}
