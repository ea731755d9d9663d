/**
 * What was said, as FHIR Communications: a message, the reply to it, a remark beside them. Pure.
 *
 * Its one law: what is not whole or not certain says so twice, in the words and as a code.
 */
import { isoTime } from '../../lib/iso-time.ts';
import type { Exchange, Turn } from '../conversation.ts';
import { replyText } from '../conversation.ts';
import type { CaseFile, FiledRemark, FiledTurn } from '../export/case-file.ts';
import type { Mark, MarkCode } from '../marks.ts';
import { bracketed } from '../marks.ts';
import { sayRemark } from '../record/entry-text.ts';
import { aiAsserted, bedsideSystem, markConcept, ownConcept } from './codes.ts';
import type { Entries, Reference } from './entries.ts';
import { fhirTexts } from './fhir-text.ts';
import type { People } from './people.ts';

export interface Parts {
  readonly file: CaseFile;
  readonly entries: Entries;
  readonly people: People;
}

/** What a turn became. */
export interface SaidTurn {
  readonly filed: FiledTurn;
  readonly message: Reference;
  readonly reply: Reference | null;
}

/** @param orders the requests that messages made, by the id of the message */
export function addTurn(
  parts: Parts,
  filed: FiledTurn,
  orders: ReadonlyMap<string, Reference>,
): SaidTurn {
  const order = orders.get(filed.exchange.message.id);
  const message = addMessage(parts, filed, order);
  const reply = filed.hasReply ? addReply(parts, filed, message, order) : null;
  return { filed, message, reply };
}

const categories = { ask: 'Question', order: 'Order of a test', diagnose: 'Proposed diagnosis' };

function addMessage({ file, entries, people }: Parts, filed: FiledTurn, order?: Reference) {
  const { message, delivery, source } = filed.exchange;
  return entries.add({
    resourceType: 'Communication',
    identifier: [{ system: bedsideSystem, value: `message/${message.id}` }],
    ...statusOf(filed.messageMark),
    category: [ownConcept(message.action, categories[message.action])],
    subject: people.patient,
    ...(order && { about: [order] }),
    sent: isoTime(message.writtenAt),
    ...(delivery.status === 'delivered' && { received: isoTime(delivery.at) }),
    recipient: [people.assistant(source)],
    sender: people.clinician(file.clinician),
    payload: payloadOf(message.text, filed.messageMark),
  });
}

function addReply(
  { entries, people }: Parts,
  { exchange, replyMark }: FiledTurn,
  message: Reference,
  order?: Reference,
): Reference {
  const at = timeOf(exchange.turn);
  const category =
    exchange.message.action === 'order' && replyMark === null
      ? ownConcept('result', 'Result as the assistant reported it')
      : ownConcept('reply', 'Reply of an AI assistant');
  return entries.add({
    resourceType: 'Communication',
    meta: { security: [aiAsserted] },
    identifier: [{ system: bedsideSystem, value: `reply/${exchange.message.id}` }],
    ...(order && { basedOn: [order] }),
    inResponseTo: [message],
    ...statusOf(replyMark),
    category: [category],
    subject: people.patient,
    ...(at !== null && { sent: isoTime(at) }),
    sender: people.assistant(exchange.source),
    payload: payloadOf(replyText(exchange.turn), replyMark),
  });
}

/** When it ended, or began where it has not. */
function timeOf(turn: Turn): number | null {
  switch (turn.phase) {
    case 'finished':
      return turn.finishedAt;
    case 'interrupted':
      return turn.at;
    case 'streaming':
      return turn.startedAt;
    default:
      return null;
  }
}

const statuses: Partial<Record<MarkCode, string>> = {
  awaited: 'in-progress',
  growing: 'in-progress',
  unconfirmed: 'unknown',
  refused: 'not-done',
  'not-accepted': 'not-done',
  'no-words': 'completed',
};

function statusOf(mark: Mark | null) {
  if (mark === null) return { status: 'completed' };
  return { status: statuses[mark.code] ?? 'stopped', statusReason: markConcept(mark) };
}

/** The mark stands in the last part, behind the words. */
function payloadOf(text: string, mark: Mark | null) {
  const words = [text, mark && bracketed(mark)].filter(Boolean).join('\n\n');
  return fhirTexts(words === '' ? ' ' : words).map((contentString) => ({ contentString }));
}

/** A notice or a handover is from the service; that it forgot was noticed here. */
export function addRemark({ file, entries, people }: Parts, { remark }: FiledRemark): Reference {
  const { source } = file.conversation;
  const isOurs = remark.content.kind === 'memory-lost';
  return entries.add({
    resourceType: 'Communication',
    status: 'completed',
    category: [ownConcept(remark.content.kind, remarkWords[remark.content.kind])],
    subject: people.patient,
    sent: isoTime(remark.at),
    sender: isOurs ? people.bedside() : people.assistant(source),
    payload: payloadOf(sayRemark(remark).text, null),
  });
}

const remarkWords = {
  'memory-lost': 'The assistant began anew',
  notice: 'Notice',
  handover: 'Handover',
  data: 'Data',
};

/** Replies by who gave them, and in which session: what a provenance speaks of. */
export function repliesBySource(turns: readonly SaidTurn[]) {
  const bySource = new Map<string, { source: Exchange['source']; replies: Reference[] }>();
  for (const { filed, reply } of turns) {
    if (!reply) continue;
    const { source } = filed.exchange;
    const key = JSON.stringify([source.assistant, source.backEnd, source.sessionId]);
    const group = bySource.get(key) ?? { source, replies: [] };
    bySource.set(key, { source, replies: [...group.replies, reply] });
  }
  return [...bySource.values()];
}
