/**
 * What the record of a conversation says about the whole of it, in the field in which a history
 * keeps what an assistant was told to be.
 *
 * No assistant of that server is to answer in it: it was held elsewhere. By it a conversation is
 * found again of which nobody knows whether it was made. Its one law: it may be written again and
 * again, and whose record it is never changes.
 */
import type { Conversation, Source } from '../conversation.ts';
import { shorten } from '../../lib/shorten.ts';
import type { Shape } from '../../lib/shape.ts';
import {
  amount,
  count,
  object,
  oneOf,
  orNull,
  otherwise,
  parseJson,
  text,
} from '../../lib/shape.ts';
import { money, sourceShape } from './envelope-shape.ts';
import { recordMark } from './envelope.ts';
import type { RecordSummary } from './summary.ts';
import { isBlank, isSameSummary, summaryOf } from './summary.ts';

export interface RecordHead {
  /** The id that the conversation had where it was held. */
  readonly conversationId: string;
  readonly startedAt: number;
  readonly source: Source;
  /** `null` where there is nothing to tell, or an earlier Bedside wrote it. */
  readonly summary: RecordSummary | null;
  /** It was made twice, and is empty: the history's id of the record. `null` for the record itself. */
  readonly doubleOf: string | null;
}

export function writeHead(conversation: Conversation): string {
  const summary = summaryOf(conversation);
  const { assistant, backEnd } = conversation.source;
  return seal(`Record of a conversation with ${assistant} (${backEnd}), written by Bedside.`, {
    ...basicsOf(conversation),
    ...(!isBlank(summary) && { summary }),
  });
}

/** Of an empty one that arrived late, beside the record. */
export function writeDoubleHead(conversation: Conversation, doubleOf: string): string {
  return seal(`Made twice by mistake and empty; the record is ${doubleOf}. Written by Bedside.`, {
    ...basicsOf(conversation),
    doubleOf,
  });
}

function basicsOf({ id: conversationId, startedAt, source }: Conversation) {
  return { conversationId, startedAt, source };
}

function seal(sentence: string, head: object): string {
  return `${sentence}\n${recordMark}${JSON.stringify(head)}`;
}

const summaryShape: Shape<RecordSummary> = object({
  cost: orNull(money),
  alerts: count,
  waiting: count,
});

const headShape: Shape<RecordHead> = object({
  conversationId: text,
  startedAt: amount,
  source: sourceShape,
  summary: otherwise(null, summaryShape),
  doubleOf: otherwise(null, text),
});

/** `null` where it is no record of Bedside. */
export function readHead(instructions: string | null): RecordHead | null {
  return headShape(openHead(instructions)) ?? null;
}

/** Text that is no part of a conversation is analysed in a conversation of its own, which stays empty. */
export const analysisPlace = seal(
  'Here Bedside has text analysed that belongs to no conversation. Nothing is said in it.',
  { place: 'analysis' },
);

const placeShape = object({ place: oneOf('analysis') });

export function isAnalysisPlace(instructions: string | null): boolean {
  return placeShape(openHead(instructions)) !== undefined;
}

function openHead(instructions: string | null): unknown {
  const line = instructions?.split('\n').at(-1) ?? '';
  return line.startsWith(recordMark) ? parseJson(line.slice(recordMark.length)) : undefined;
}

/** In characters. */
const longestName = 80;

/** What it is called in the history: its name, else its first question, in a line. */
export function nameRecord({ name, exchanges }: Conversation): string {
  const [first] = exchanges;
  return shorten(name ?? first?.message.text ?? '', longestName) || 'Conversation';
}

/** What the history is told of the whole of a conversation, and may have to be told again. */
export interface Description {
  readonly name: string;
  readonly summary: RecordSummary;
}

export function isSameDescription(a: Description, b: Description): boolean {
  return a.name === b.name && isSameSummary(a.summary, b.summary);
}

export function describeRecord(conversation: Conversation): Description {
  return { name: nameRecord(conversation), summary: summaryOf(conversation) };
}
