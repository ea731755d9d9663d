/**
 * What a conversation with an assistant is: messages, the turns that answer them, and what was
 * said beside them. Data only; `reduce-conversation.ts` is the one place that changes it.
 *
 * Times are milliseconds since 1970. Text is what the server sent, to the letter.
 */
import type { Alert } from './alert.ts';
import type { DataCard } from './data-card.ts';
import type { Handover } from './handover.ts';
import type { Cents } from './money.ts';
import type { PatientProfile } from './patient-profile.ts';
import { emptyProfile } from './patient-profile.ts';

/** What a clinician can do with a message. */
export type Action = 'ask' | 'order' | 'diagnose';

export interface Message {
  readonly id: string;
  readonly action: Action;
  readonly text: string;
  readonly writtenAt: number;
  /** What the order was expected to cost when the person confirmed it; `null` where nobody knows. */
  readonly forecast: Cents | null;
  /** The person was told that the order would exceed the budget, and confirmed it. */
  readonly mayExceed?: boolean;
  /** Whom it was written to, where that was in another conversation, which did not send it. */
  readonly writtenFor?: string;
}

/** How far a message got. `uncertain`: it was put on the wire and never answered. */
export type Delivery =
  | { status: 'queued' }
  | { status: 'sending'; since: number }
  | { status: 'delivered'; at: number }
  | { status: 'failed'; at: number }
  | { status: 'uncertain'; at: number };

/** Why a turn ended before its reply did. `limit` in milliseconds, `detail` in the server's words. */
export type TurnFailure =
  | { kind: 'stopped' }
  | { kind: 'connection-lost' }
  | { kind: 'no-answer'; limit: number }
  /** The server has the message and works on it still, as far as anybody knows. */
  | { kind: 'overdue'; limit: number }
  | { kind: 'stalled'; limit: number }
  | { kind: 'unreadable' }
  | { kind: 'refused'; detail: string }
  /** The assistant took the message and could not answer it. */
  | { kind: 'assistant-failed'; detail: string }
  | { kind: 'budget-exhausted' };

/** Is it answering? The other axis of a conversation beside `ConnectionState`. */
export type Turn =
  | { phase: 'idle' }
  | { phase: 'submitted'; at: number }
  | { phase: 'streaming'; startedAt: number; text: string }
  | { phase: 'finished'; startedAt: number; finishedAt: number; text: string }
  | { phase: 'interrupted'; at: number; text: string; failure: TurnFailure };

/** What the server said the turn cost, in cents. `remaining` is `null` where there is no limit. */
export interface Settlement {
  readonly cost: Cents;
  readonly totalSpent: Cents;
  readonly remaining: Cents | null;
  /** Every test the server holds as ordered on this connection, in its spelling. */
  readonly orderedTests: readonly string[];
}

/** One stage of an assistant's work on a reply; it lasts until the next one, or the end of the turn. */
export interface Step {
  readonly name: string;
  /** Which of several agents works; `null` where there is one, or none is named. */
  readonly agent: string | null;
  readonly startedAt: number;
  /** How many characters of the reply stood before it. */
  readonly after: number;
}

/** How the words of a reply are to be read. */
export type ReplyFormat = 'plain' | 'markdown';

/** Who answers: named on every reply. */
export interface Source {
  /** Which of the workspace's assistants it is. */
  readonly assistantId: string;
  readonly assistant: string;
  readonly backEnd: string;
  readonly tenant: string;
  /** The server's name for the session; `null` before it is known. */
  readonly sessionId: string | null;
  readonly replies: ReplyFormat;
}

export type Priority = 'high' | 'normal' | 'low';

/** How a message waits, where that is not as usual. It matters on this device alone. */
export interface Waiting {
  readonly priority: Priority;
  /** How often it was to go out and came back untaken. */
  readonly attempts: number;
  /** Since when nothing is tried any more by itself; `null` while it is. */
  readonly setAsideAt: number | null;
}

/** A message and the turn that answers it. Its id is the message's. */
export interface Exchange {
  readonly message: Message;
  readonly waiting?: Waiting;
  readonly delivery: Delivery;
  readonly turn: Turn;
  readonly steps: readonly Step[];
  readonly settlement: Settlement | null;
  /** What the server calls the reply; not there where it does not name replies. */
  readonly replyId?: string;
  /** What went along about the patient; `null` where nothing did. */
  readonly profile: PatientProfile | null;
  readonly source: Source;
}

/** What a server calls a message, and when it was said by its clock, in milliseconds since 1970. */
export interface ServerMark {
  /** The same message that comes again has the same. */
  readonly id: string;
  readonly saidAt: number;
}

/** Something said beside the turns; shown in the transcript after the exchange that preceded it. */
export interface Remark {
  readonly at: number;
  /** How many exchanges stood above it. */
  readonly after: number;
  /** Where its server gives it one: by it, it is known again. */
  readonly mark?: ServerMark;
  /** How often its server changed it; not there before the first time. */
  readonly edition?: number;
  readonly content:
    | { kind: 'memory-lost' }
    | { kind: 'notice'; text: string }
    | ({ kind: 'handover' } & Handover)
    | { kind: 'data'; card: DataCard };
}

/**
 * Why the queue is held. `doubtful-turn`: a turn that had failed is, or was, waited for again. `stale`: the line was away for so long that a question may not be what
 * the person wants to know any more. `over-budget`: since the next order was confirmed, the budget
 * turned out too small for it. `overspent`: the server answers nothing more on this session.
 */
export type HoldReason = 'failed-turn' | 'doubtful-turn' | 'stale' | 'over-budget' | 'overspent';

export interface Conversation {
  readonly id: string;
  /** What the person calls it; `null` where it has no name. */
  readonly name: string | null;
  /** What the assistant was told to be; `null` for nothing. */
  readonly instructions: string | null;
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly source: Source;
  readonly exchanges: readonly Exchange[];
  readonly remarks: readonly Remark[];
  readonly alerts: readonly Alert[];
  /** The patient it is about, as far as the person said. */
  readonly profile: PatientProfile;
  /** How often it was changed; not there before the first time. */
  readonly profileEdition?: number;
  /** The message whose reply the server owes; frames that arrive belong to it. */
  readonly onWire: string | null;
  /** What is queued stays until the person says go on. */
  readonly queueHeld: boolean;
  /** Why it is held; not kept over a reload, which holds the queue by itself. */
  readonly heldBecause?: HoldReason | undefined;
  /** When the person last let the queue go on: what waited then was looked at. */
  readonly queueConfirmedAt?: number | undefined;
  /** Frames dropped, by reason. */
  readonly ignoredFrames: {
    readonly unknown: number;
    readonly malformed: number;
    readonly late: number;
  };
}

/** What a conversation begins with beside its assistant. */
export type Opening = Pick<Conversation, 'name' | 'instructions'>;

/** A conversation in which nothing was said yet. */
export function startConversation(
  id: string,
  at: number,
  source: Source,
  { name = null, instructions = null }: Partial<Opening> = {},
): Conversation {
  return {
    id,
    name,
    instructions,
    startedAt: at,
    endedAt: null,
    source,
    exchanges: [],
    remarks: [],
    alerts: [],
    profile: emptyProfile,
    onWire: null,
    queueHeld: false,
    ignoredFrames: { unknown: 0, malformed: 0, late: 0 },
  };
}

/** The message that goes out next: the first that is queued, while nothing is on the wire or held. */
export function nextToSend(conversation: Conversation): Message | undefined {
  if (conversation.onWire !== null || conversation.queueHeld || conversation.endedAt !== null) {
    return undefined;
  }
  const next = conversation.exchanges[countSaid(conversation)];
  return next && isWaiting(next) ? next.message : undefined;
}

/** It has not gone out: it waits, or was set aside. */
export function isQueued({ delivery }: Pick<Exchange, 'delivery'>): boolean {
  return delivery.status === 'queued';
}

/** It goes out when its turn comes. */
export function isWaiting(exchange: Exchange): boolean {
  return isQueued(exchange) && waitingOf(exchange).setAsideAt === null;
}

export function waitingOf({ waiting = asUsual }: Exchange): Waiting {
  return waiting;
}

const asUsual: Waiting = { priority: 'normal', attempts: 0, setAsideAt: null };

/** What has not gone out, in its order: always the end of a conversation. */
export function unsentOf(conversation: Conversation): readonly Exchange[] {
  return conversation.exchanges.slice(countSaid(conversation));
}

export function findUnsent(conversation: Conversation, messageId: string): Exchange | undefined {
  return unsentOf(conversation).find(({ message }) => message.id === messageId);
}

/** What waits to be sent, in the order in which it will go. */
export function queueOf(conversation: Conversation): readonly Message[] {
  return unsentOf(conversation)
    .filter(isWaiting)
    .map(({ message }) => message);
}

/** How many exchanges went out. Looks at none of them but the last, and at those that wait. */
export function countSaid({ exchanges }: Pick<Conversation, 'exchanges'>): number {
  return exchanges.findLastIndex((exchange) => !isQueued(exchange)) + 1;
}

/** A question that waited longer than this, in milliseconds, may be out of date. */
const staleAfter = 5 * 60_000;

/** Whether something waits that was written too long ago to go out unasked once the line is back. */
export function hasStaleMessage(conversation: Conversation, now: number): boolean {
  const { queueConfirmedAt = 0 } = conversation;
  return queueOf(conversation).some(
    ({ writtenAt }) => now - Math.max(writtenAt, queueConfirmedAt) > staleAfter,
  );
}

/**
 * Only a question can be put in other words while it waits: the price of an order and the wording
 * of a diagnosis were confirmed as they stand.
 */
export function isEditable({ action }: Message): boolean {
  return action === 'ask';
}

/** The exchange whose reply is awaited or streaming, unless the person stopped it. */
export function answering(conversation: Conversation): Exchange | undefined {
  const { exchanges, onWire } = conversation;
  if (onWire === null) return undefined;
  const exchange = exchanges.findLast((each) => each.message.id === onWire);
  return exchange?.turn.phase === 'interrupted' ? undefined : exchange;
}

/** The message went out, nothing of its reply came, and nobody said that it will not come. */
export function mayBeAwaited({ turn }: Exchange): boolean {
  if (turn.phase !== 'interrupted' || turn.text !== '') return false;
  const { kind } = turn.failure;
  return kind === 'overdue' || kind === 'connection-lost' || kind === 'no-answer';
}

/** The last message that went out, where its reply may be there by now: it is looked for. */
export function owedOf(conversation: Conversation): string | undefined {
  const last = conversation.exchanges[countSaid(conversation) - 1];
  return last && mayBeAwaited(last) ? last.message.id : undefined;
}

/**
 * Remarks as they were said: what came over two transports may have come in another order. Only those
 * whose server tells when change places, and only with one another.
 */
export function inOrder(remarks: readonly Remark[]): readonly Remark[] {
  const told = remarks.filter(({ mark }) => mark !== undefined);
  const sorted = told.toSorted((a, b) => (a.mark?.saidAt ?? 0) - (b.mark?.saidAt ?? 0));
  if (sorted.every((remark, index) => remark === told[index])) return remarks;
  let next = 0;
  return remarks.map((remark) => (remark.mark ? (sorted[next++] ?? remark) : remark));
}

/** What was received of a reply, whole or not. */
export function replyText(turn: Turn): string {
  return 'text' in turn ? turn.text : '';
}

/** True once the assistant has replied to a proposed diagnosis. */
export function isDiagnosisSubmitted(conversation: Conversation): boolean {
  return conversation.exchanges.some(
    ({ message, turn }) => message.action === 'diagnose' && turn.phase === 'finished',
  );
}
