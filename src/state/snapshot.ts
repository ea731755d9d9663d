/**
 * A person's work as records by name, and back.
 *
 * Each exchange is a record of its own, so that a growing reply rewrites one. Reading trusts
 * nothing: what does not have the shape of this version is refused whole. Its one law: what was
 * made of a work reads back as that work.
 */
import * as z from 'zod/mini';
import type { AskedAnalysis } from '../core/asked-analysis.ts';
import type { Conversation, Exchange } from '../core/conversation.ts';
import type { DataField } from '../core/data-card.ts';
import type { Cents } from '../core/money.ts';
import type { Progress } from '../core/record/progress.ts';
import type { Work } from '../core/resume.ts';
import type { SentAt } from './consultation-state.ts';
import type { Draft } from './drafts.ts';
import { emptyDraft } from './drafts.ts';
import { changedAnalyses, readAnalyses } from './kept-analyses.ts';
import { changedProgress, readProgress } from './kept-progress.ts';

/** Goes up when the shape of any record changes; records of another version are not read. */
const version = 3;

export interface Snapshot extends Work {
  /** The server's name for the session it belongs to. */
  readonly sessionId: string;
  /** When the messages went out that a rate limit still counts. */
  readonly sentAt: SentAt;
  readonly draft: Draft;
  readonly basket: readonly string[];
  /** A test that is typed and not in the basket yet; not there where none is. */
  readonly typedTest?: string;
  /** What was asked to be analysed, the latest first; not there where nothing was. */
  readonly analyses?: readonly AskedAnalysis[];
  /** How far the history holds its conversations, by their ids; not there where none of it does. */
  readonly progress?: ReadonlyMap<string, Progress>;
}

const cents = z.custom<Cents>((value) => Number.isInteger(value));
const time = z.number();

const message = z.object({
  id: z.string(),
  action: z.enum(['ask', 'order', 'diagnose']),
  text: z.string(),
  writtenAt: time,
  forecast: z.nullable(cents),
  mayExceed: z.exactOptional(z.boolean()),
  writtenFor: z.exactOptional(z.string()),
});

const delivery = z.discriminatedUnion('status', [
  z.object({ status: z.literal('queued') }),
  z.object({ status: z.literal('sending'), since: time }),
  z.object({ status: z.literal('delivered'), at: time }),
  z.object({ status: z.literal('failed'), at: time }),
  z.object({ status: z.literal('uncertain'), at: time }),
]);

const failure = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['stopped', 'connection-lost', 'unreadable', 'budget-exhausted']) }),
  z.object({ kind: z.enum(['no-answer', 'overdue', 'stalled']), limit: z.number() }),
  z.object({ kind: z.enum(['refused', 'assistant-failed']), detail: z.string() }),
]);

const turn = z.discriminatedUnion('phase', [
  z.object({ phase: z.literal('idle') }),
  z.object({ phase: z.literal('submitted'), at: time }),
  z.object({ phase: z.literal('streaming'), startedAt: time, text: z.string() }),
  z.object({
    phase: z.literal('finished'),
    startedAt: time,
    finishedAt: time,
    text: z.string(),
  }),
  z.object({ phase: z.literal('interrupted'), at: time, text: z.string(), failure }),
]);

const source = z.object({
  assistantId: z.string(),
  assistant: z.string(),
  backEnd: z.string(),
  tenant: z.string(),
  sessionId: z.nullable(z.string()),
  replies: z.enum(['plain', 'markdown']),
});

const profile = z.object({
  age: z.nullable(z.number()),
  sex: z.nullable(z.enum(['female', 'male', 'other'])),
  weight: z.nullable(z.number()),
  conditions: z.array(z.string()),
  medications: z.array(z.object({ name: z.string(), dose: z.string() })),
  allergies: z.array(z.string()),
});

const exchangeRecord = z.object({
  message,
  waiting: z.exactOptional(
    z.object({
      priority: z.enum(['high', 'normal', 'low']),
      attempts: z.number(),
      setAsideAt: z.nullable(time),
    }),
  ),
  delivery,
  turn,
  steps: z.array(
    z.object({
      name: z.string(),
      agent: z.nullable(z.string()),
      startedAt: time,
      after: z.number(),
    }),
  ),
  settlement: z.nullable(
    z.object({
      cost: cents,
      totalSpent: cents,
      remaining: z.nullable(cents),
      orderedTests: z.array(z.string()),
    }),
  ),
  replyId: z.exactOptional(z.string()),
  profile: z.nullable(profile),
  source,
});

const field: z.ZodMiniType<DataField> = z.object({
  label: z.string(),
  value: z.lazy(() => z.union([z.string(), z.array(field)])),
});
const card = z.object({ title: z.string(), fields: z.array(field), isCut: z.boolean() });

const conversationRecord = z.object({
  id: z.string(),
  name: z.nullable(z.string()),
  instructions: z.nullable(z.string()),
  startedAt: time,
  endedAt: z.nullable(time),
  source,
  remarks: z.array(
    z.object({
      at: time,
      after: z.number(),
      content: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('memory-lost') }),
        z.object({ kind: z.literal('notice'), text: z.string() }),
        z.object({
          kind: z.literal('handover'),
          to: z.string(),
          reason: z.string(),
          waitMinutes: z.nullable(z.number()),
        }),
        z.object({ kind: z.literal('data'), card }),
      ]),
      mark: z.exactOptional(z.object({ id: z.string(), saidAt: time })),
      edition: z.exactOptional(z.number()),
    }),
  ),
  alerts: z.array(
    z.object({
      id: z.string(),
      severity: z.enum(['emergency', 'urgent']),
      text: z.string(),
      by: z.exactOptional(z.string()),
      raisedAt: time,
      turnId: z.nullable(z.string()),
      count: z.number(),
      acknowledgement: z.nullable(z.object({ by: z.string(), at: time, reason: z.string() })),
    }),
  ),
  profile,
  profileEdition: z.exactOptional(z.number()),
  onWire: z.nullable(z.string()),
  queueHeld: z.boolean(),
  ignoredFrames: z.object({ unknown: z.number(), malformed: z.number(), late: z.number() }),
});

const accountRecord = z.object({
  requestedLimit: z.nullable(cents),
  totalSpent: z.nullable(cents),
  limitTold: z.boolean(),
  remaining: z.nullable(cents),
  openingSpent: cents,
  orders: z.array(
    z.object({
      id: z.string(),
      conversationId: z.string(),
      test: z.string(),
      orderedAt: time,
      state: z.enum(['sent', 'placed', 'uncertain', 'not-placed', 'refused']),
      cost: z.nullable(cents),
      forecast: z.nullable(cents),
      spentBefore: z.nullable(cents),
      settledByTotal: z.boolean(),
    }),
  ),
  tallies: z.array(z.object({ at: time, turnId: z.string(), cost: cents, totalSpent: cents })),
  overspent: z.boolean(),
});

const action = z.enum(['ask', 'order', 'diagnose']);

const draftRecord = z.object({
  // Kept only since there were drafts without it.
  action: z._default(action, 'ask'),
  question: z.string(),
  differential: z.object({
    ranked: z.array(z.string()).check(z.minLength(1)),
    reasoning: z.string(),
  }),
});

const headRecord = z.object({
  version: z.literal(version),
  sessionId: z.string(),
  sentAt: z.record(z.string(), z.array(time)),
  live: conversationRecord,
  account: accountRecord,
});

/** Names of records. Exchanges are numbered so that their names sort as they were said. */
const headName = 'head';
const draftName = 'draft';
const basketName = 'basket';
const typedTestName = 'typed-test';
const earlierName = (index: number) => `earlier/${number(index)}`;
const exchangeName = (conversationId: string, index: number) =>
  `exchange/${conversationId}/${number(index)}`;

function number(index: number): string {
  return String(index).padStart(6, '0');
}

/** Every record of a work. */
export function toRecords(work: Snapshot): ReadonlyMap<string, unknown> {
  return changedRecords(null, work);
}

/**
 * The records that are not the same after `before`, and `undefined` for those that are gone.
 *
 * Told by identity, and exchanges by their place: one that did not change costs one comparison, so
 * that a reply may grow behind thousands of others.
 */
export function changedRecords(
  before: Snapshot | null,
  after: Snapshot,
): ReadonlyMap<string, unknown> {
  const changes = new Map<string, unknown>();
  if (!before || !hasSameHead(before, after)) changes.set(headName, headOf(after));
  const { draft, basket, typedTest = '' } = after;
  if (before?.draft !== draft) changes.set(draftName, draft);
  if (before?.basket !== basket) changes.set(basketName, basket);
  if ((before?.typedTest ?? '') !== typedTest) changes.set(typedTestName, typedTest);
  for (const [name, analysis] of changedAnalyses(before?.analyses, after.analyses)) {
    changes.set(name, analysis);
  }
  for (const [name, progress] of changedProgress(before?.progress, after.progress)) {
    changes.set(name, progress);
  }
  // The oldest has the lowest number, so that a new one moves no other.
  compare(before?.earlier.toReversed() ?? [], after.earlier.toReversed(), (index, ended) =>
    changes.set(earlierName(index), ended && withoutExchanges(ended)),
  );
  const known = exchangesById(before);
  const present = exchangesById(after);
  for (const id of new Set([...known.keys(), ...present.keys()])) {
    compare(known.get(id) ?? [], present.get(id) ?? [], (index, exchange) =>
      changes.set(exchangeName(id, index), exchange),
    );
  }
  return changes;
}

function compare<Item extends object>(
  before: readonly Item[],
  after: readonly Item[],
  onChange: (index: number, item: Item | undefined) => void,
): void {
  if (before === after) return;
  const length = Math.max(before.length, after.length);
  for (let index = 0; index < length; index++) {
    if (before[index] !== after[index]) onChange(index, after[index]);
  }
}

function exchangesById(work: Snapshot | null): ReadonlyMap<string, readonly Exchange[]> {
  const conversations = work ? [...work.earlier, work.conversation] : [];
  return new Map(conversations.map(({ id, exchanges }) => [id, exchanges]));
}

/** Whether nothing but exchanges has changed. */
function hasSameHead(before: Snapshot, after: Snapshot): boolean {
  const isSame =
    before.account === after.account &&
    before.sentAt === after.sentAt &&
    before.sessionId === after.sessionId;
  return isSame && isSameButExchanges(before.conversation, after.conversation);
}

function isSameButExchanges(before: Conversation, after: Conversation): boolean {
  const known = new Map(Object.entries(withoutExchanges(before)));
  const present = Object.entries(withoutExchanges(after));
  return (
    known.size === present.length && present.every(([name, value]) => known.get(name) === value)
  );
}

/** The head: everything but the exchanges, which have records of their own. */
function headOf({ conversation, account, sessionId, sentAt }: Snapshot): unknown {
  return { version, sessionId, sentAt, live: withoutExchanges(conversation), account };
}

function withoutExchanges({
  exchanges: _,
  ...rest
}: Conversation): Omit<Conversation, 'exchanges'> {
  return rest;
}

/** @returns `null` where nothing was kept. @throws where what was kept is not of this version's shape */
export function fromRecords(records: ReadonlyMap<string, unknown>): Snapshot | null {
  const kept = records.get(headName);
  if (kept === undefined) return null;
  const { sessionId, sentAt, live, account } = headRecord.parse(kept);
  const earlier = namesIn(records, 'earlier/')
    .map((name) => conversationRecord.parse(records.get(name)))
    .map((each) => ({ ...each, exchanges: exchangesOf(records, each.id) }));
  const typedTest = z.string().parse(records.get(typedTestName) ?? '');
  const analyses = readAnalyses(records);
  const progress = readProgress(records);
  return {
    sessionId,
    sentAt,
    conversation: { ...live, exchanges: exchangesOf(records, live.id) },
    earlier: earlier.toReversed(),
    account,
    draft: draftRecord.parse(records.get(draftName) ?? emptyDraft),
    basket: z.array(z.string()).parse(records.get(basketName) ?? []),
    ...(typedTest !== '' && { typedTest }),
    ...(analyses.length > 0 && { analyses }),
    ...(progress.size > 0 && { progress }),
  };
}

function exchangesOf(records: ReadonlyMap<string, unknown>, conversationId: string): Exchange[] {
  return namesIn(records, `exchange/${conversationId}/`).map((name) =>
    exchangeRecord.parse(records.get(name)),
  );
}

function namesIn(records: ReadonlyMap<string, unknown>, prefix: string): string[] {
  return [...records.keys()].filter((name) => name.startsWith(prefix)).sort();
}
