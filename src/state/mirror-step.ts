/**
 * What is done for the record of one conversation: one request to the history, or a look at what it
 * holds.
 *
 * Its one law: what nobody knows is looked for before anything is written again.
 */
import type { Conversation } from '../core/conversation.ts';
import type { HistoryBackend, KeptMessage, Page } from '../core/history.ts';
import type { Entry } from '../core/record/entries.ts';
import { entriesOf } from '../core/record/entries.ts';
import { openEnvelope } from '../core/record/envelope.ts';
import type { Description } from '../core/record/head.ts';
import { describeRecord, nameRecord, writeHead } from '../core/record/head.ts';
import type { Progress } from '../core/record/progress.ts';
import { isTold, isWritten, noteWritten } from '../core/record/progress.ts';
import { isSameSummary } from '../core/record/summary.ts';
import { findRecord, settleDoubles } from './find-record.ts';

export interface Recording {
  readonly conversation: Conversation;
  /** Its entries that are not known to be written, in their order. */
  readonly due: readonly Entry[];
  readonly progress: Progress;
  /** What is to be told of the whole of it; `null` where the history refused that. */
  readonly wanted: Description | null;
  /** Whether the history may hold more than is known. */
  readonly isUnsure: boolean;
}

/** What is to be done next; `null` for nothing. */
export type Step = 'look' | 'create' | 'append' | 'describe' | 'end' | null;

export function nextStep({ conversation, due, progress, wanted, isUnsure }: Recording): Step {
  // Who the patient is, is no conversation yet.
  const isBegun = progress.remoteId !== null || due.some(({ exchange }) => exchange !== null);
  if (!isBegun) return null;
  if (isUnsure) return 'look';
  if (progress.remoteId === null) return 'create';
  if (due.length > 0) return 'append';
  if (wanted && !isTold(progress, wanted)) return 'describe';
  return conversation.endedAt !== null && !progress.isEnded ? 'end' : null;
}

export interface StepContext {
  readonly history: HistoryBackend;
  readonly signal: AbortSignal;
  /** Told of each entry and of each change as soon as it is certain. */
  onProgress(progress: Progress): void;
}

export async function takeStep(
  step: Exclude<Step, null>,
  recording: Recording,
  context: StepContext,
): Promise<void> {
  const { conversation, progress } = recording;
  const { history, signal, onProgress } = context;
  const { remoteId } = progress;
  if (step === 'look') return look(recording, context);
  if (step === 'create') {
    const made = await history.create(nameRecord(conversation), writeHead(conversation), signal);
    return onProgress({ ...progress, remoteId: made, told: describeRecord(conversation) });
  }
  if (remoteId === null) return;
  if (step === 'append') return append(remoteId, recording, context);
  if (step === 'describe') return describe(remoteId, recording, context);
  await history.end(remoteId, signal);
  onProgress({ ...progress, isEnded: true });
}

async function append(
  remoteId: string,
  { due: [entry], progress }: Recording,
  { history, signal, onProgress }: StepContext,
): Promise<void> {
  if (!entry) return;
  const { by, text, answers, envelope: assistantId } = entry;
  const { asked } = progress;
  const answered = asked && asked.entryId === answers ? asked.messageId : undefined;
  const message = { by, text, assistantId, ...(answered !== undefined && { answers: answered }) };
  onProgress(noteWritten(progress, entry, await history.append(remoteId, message, signal)));
}

/** Of what is told of the whole of it only what has changed: somebody may have named it there. */
async function describe(
  remoteId: string,
  { conversation, progress, wanted }: Recording,
  { history, signal, onProgress }: StepContext,
): Promise<void> {
  if (!wanted) return;
  const { told } = progress;
  const description = {
    ...(told?.name !== wanted.name && { name: wanted.name }),
    ...(!(told && isSameSummary(told.summary, wanted.summary)) && {
      instructions: writeHead(conversation),
    }),
  };
  await history.describe(remoteId, description, signal);
  onProgress({ ...progress, told: wanted });
}

/** Finds out what the history holds beyond what is known. */
async function look(recording: Recording, context: StepContext): Promise<void> {
  const { history, signal, onProgress } = context;
  const record = await placeOfRecord(recording, context);
  if (!record) return;
  const { id: remoteId, told } = record;
  const { progress } = recording;
  const found = { ...progress, remoteId, told };
  const since = await messagesSince(history, remoteId, progress.newest, signal);
  const { kept, doubles } = sortOut(since);
  onProgress(noteFound(found, entriesOf(recording.conversation, progress.exchanges), kept));
  for (const id of doubles) await history.deleteMessage(remoteId, id, signal);
}

const pageLength = 100;

type Place = Pick<Progress, 'told'> & { readonly id: string };

/**
 * Its name in the history, and what that was told of it; `null` where it has none. One that was made
 * without anybody's knowledge is found by its head, and may be a second one.
 */
async function placeOfRecord(
  { conversation, progress }: Recording,
  { history, signal }: StepContext,
): Promise<Place | null> {
  const { remoteId, newest, told, doubt } = progress;
  // What was told late may stand there instead of what was told last.
  const known = remoteId === null ? null : { id: remoteId, told: doubt?.isOfWhole ? null : told };
  // Since there was a message there is a record, and nobody makes another.
  if (known && newest !== null) return known;
  const { record, doubles } = await findRecord(history, { conversation, remoteId }, signal);
  if (record) await settleDoubles(history, conversation, record.id, doubles, signal);
  return known ?? record;
}

/** Oldest first. */
async function messagesSince(
  history: HistoryBackend,
  remoteId: string,
  known: string | null,
  signal: AbortSignal,
): Promise<readonly KeptMessage[]> {
  const newest: KeptMessage[] = [];
  let after: string | null = null;
  do {
    const page: Page<KeptMessage> = await history.readMessages(
      remoteId,
      { limit: pageLength, after, order: 'newest-first' },
      signal,
    );
    const end = page.items.findIndex(({ id }) => id === known);
    newest.push(...(end === -1 ? page.items : page.items.slice(0, end)));
    if (end !== -1) break;
    after = page.next;
  } while (after !== null);
  return newest.reverse();
}

/** A request that was given up may have arrived late, behind the one that was made in its place. */
function sortOut(messages: readonly KeptMessage[]) {
  const seen = new Set<string>();
  const kept: KeptMessage[] = [];
  const doubles: string[] = [];
  for (const message of messages) {
    const name = nameOf(message);
    if (name !== null && seen.has(name)) {
      doubles.push(message.id);
    } else {
      kept.push(message);
      if (name !== null) seen.add(name);
    }
  }
  return { kept, doubles };
}

/** The id of the entry that a message holds; `null` where it does not say. */
function nameOf({ assistantId }: KeptMessage): string | null {
  const envelope = openEnvelope(assistantId);
  if (typeof envelope === 'string') return null;
  const { id, content } = envelope;
  return content.kind === 'more' ? `${id}/${content.part}` : id;
}

/** A server that keeps no envelopes is known by the words: nobody else writes there. */
function noteFound(
  progress: Progress,
  entries: readonly Entry[],
  messages: readonly KeptMessage[],
): Progress {
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const find = (known: Progress, message: KeptMessage): Entry | undefined => {
    const name = nameOf(message);
    if (name !== null) return byId.get(name);
    const next = entries.find((entry) => !isWritten(known, entry));
    return next?.by === message.by && next.text === message.text ? next : undefined;
  };
  return messages.reduce((known, message) => {
    const entry = find(known, message);
    return entry ? noteWritten(known, entry, message.id) : { ...known, newest: message.id };
  }, progress);
}
