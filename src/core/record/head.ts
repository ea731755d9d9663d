/**
 * What the record of a conversation says about the whole of it, in the field in which a history
 * keeps what an assistant was told to be.
 *
 * No assistant of that server is to answer in it: it was held elsewhere. By it a conversation is
 * found again of which nobody knows whether it was made.
 */
import type { Conversation, Source } from '../conversation.ts';
import { shorten } from '../../lib/shorten.ts';
import { amount, object, parseJson, text } from '../../lib/shape.ts';
import { sourceShape } from './envelope-shape.ts';
import { recordMark } from './envelope.ts';

export interface RecordHead {
  /** The id that the conversation had where it was held. */
  readonly conversationId: string;
  readonly startedAt: number;
  readonly source: Source;
}

export function writeHead({ id: conversationId, startedAt, source }: Conversation): string {
  const head: RecordHead = { conversationId, startedAt, source };
  const { assistant, backEnd } = source;
  const sentence = `Record of a conversation with ${assistant} (${backEnd}), written by Bedside.`;
  return `${sentence}\n${recordMark}${JSON.stringify(head)}`;
}

const headShape = object({ conversationId: text, startedAt: amount, source: sourceShape });

/** `null` where it is no record of Bedside. */
export function readHead(instructions: string | null): RecordHead | null {
  const line = instructions?.split('\n').at(-1) ?? '';
  return line.startsWith(recordMark)
    ? (headShape(parseJson(line.slice(recordMark.length))) ?? null)
    : null;
}

/** In characters. */
const longestName = 80;

/** What it is called in the history: its name, else its first question, in a line. */
export function nameRecord({ name, exchanges }: Conversation): string {
  const [first] = exchanges;
  return shorten(name ?? first?.message.text ?? '', longestName) || 'Conversation';
}
