/**
 * Holds what a history has against the conversations that were held: nothing missing, nothing
 * doubled, everything in its order, and read back as it was.
 *
 * Its one law: a verdict names a conversation or an entry, so that a failed run can be followed.
 */
import type { Conversation } from '../core/conversation.ts';
import type { KeptConversation, KeptMessage } from '../core/history.ts';
import { entriesOf } from '../core/record/entries.ts';
import { openEnvelope } from '../core/record/envelope.ts';
import { describeRecord, readHead } from '../core/record/head.ts';
import { readRecord } from '../core/record/read-record.ts';

export interface Held extends KeptConversation {
  readonly messages: readonly KeptMessage[];
}

export type RecordVerdict = 'missing' | 'doubled' | 'out of order' | 'not meant' | 'not the same';

export interface RecordFault {
  readonly verdict: RecordVerdict;
  readonly about: string;
}

/**
 * One that was made twice may be there twice, where the other is empty, ended, and says what it is.
 *
 * @param meant conversations that are over: nothing of them is owed
 */
export function checkRecords(
  meant: readonly Conversation[],
  held: readonly Held[],
): readonly RecordFault[] {
  const faults = meant.flatMap((conversation) => checkConversation(conversation, held));
  const ids = new Set(meant.map(({ id }) => id));
  const strange = held.filter(
    ({ instructions }) => !ids.has(readHead(instructions)?.conversationId ?? ''),
  );
  return [...faults, ...strange.map(({ name }) => fault('not meant', name ?? 'a conversation'))];
}

function checkConversation(conversation: Conversation, held: readonly Held[]): RecordFault[] {
  const records = held.filter(
    ({ instructions }) => readHead(instructions)?.conversationId === conversation.id,
  );
  const [record, ...others] = records.filter((each) => !isSettledDouble(each, records));
  const isWorthIt = entriesOf(conversation).some(({ exchange }) => exchange !== null);
  if (!record) return isWorthIt ? [fault('missing', conversation.id)] : [];
  return [
    ...others.map(() => fault('doubled', conversation.id)),
    ...checkHead(conversation, record),
    ...checkEntries(conversation, record),
    ...checkReading(conversation, record),
  ];
}

function isSettledDouble({ instructions, messages, endedAt }: Held, all: readonly Held[]): boolean {
  const doubleOf = readHead(instructions)?.doubleOf ?? null;
  const isOfOther = all.some(({ id }) => id === doubleOf);
  return isOfOther && messages.length === 0 && endedAt !== null;
}

/** What it is called, and what a list tells of it. */
function checkHead(conversation: Conversation, { name, instructions }: Held): RecordFault[] {
  const meant = describeRecord(conversation);
  const summary = readHead(instructions)?.summary ?? null;
  const told = summary ?? { cost: null, alerts: 0, waiting: 0 };
  if (JSON.stringify(sorted({ name, summary: told })) === JSON.stringify(sorted(meant))) return [];
  return [fault('not the same', `${conversation.id}: what is told of the whole of it`)];
}

function checkEntries(conversation: Conversation, { messages }: Held): RecordFault[] {
  const due = entriesOf(conversation).map(({ id }) => id);
  const there = messages.map(entryIdOf);
  const said = new Set(entriesOf(conversation).flatMap((e) => (e.exchange === null ? [] : [e.id])));
  const order = there.filter((id) => said.has(id));
  const wrong = order.find((id, index) => id !== [...said][index]);
  return [
    ...due.filter((id) => !there.includes(id)).map((id) => fault('missing', id)),
    ...there.filter((id, index) => there.indexOf(id) !== index).map((id) => fault('doubled', id)),
    ...(wrong !== undefined && order.length === said.size ? [fault('out of order', wrong)] : []),
  ];
}

function entryIdOf({ assistantId, text }: KeptMessage): string {
  const envelope = openEnvelope(assistantId);
  if (typeof envelope === 'string') return `unknown: ${text}`;
  const { id, content } = envelope;
  return content.kind === 'more' ? `${id}/${content.part}` : id;
}

function checkReading(conversation: Conversation, record: Held): RecordFault[] {
  const read = readRecord(record, record.messages);
  const names = ['exchanges', 'remarks', 'alerts', 'profile'] as const;
  const different = names.filter(
    (name) => JSON.stringify(sorted(read[name])) !== JSON.stringify(sorted(conversation[name])),
  );
  const faults = different.map((name) => fault('not the same', `${conversation.id}: ${name}`));
  const isEnded = record.endedAt !== null;
  if (isEnded === (conversation.endedAt !== null)) return faults;
  return [...faults, fault('not the same', `${conversation.id}: its end`)];
}

/** With the fields of each object in one order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(fields.map(([name, field]) => [name, sorted(field)]));
}

function fault(verdict: RecordVerdict, about: string): RecordFault {
  return { verdict, about };
}
