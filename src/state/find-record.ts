/**
 * Looks for the record of a conversation in a history, by its head, and for empty doubles of it.
 *
 * A request that makes one can arrive after it was given up, beside the one that was made in its
 * place, and a history may know no way to take a conversation back. Its one law: a double is ended
 * and says what it is only while nothing is in it.
 */
import type { Conversation } from '../core/conversation.ts';
import { Forbidden, Rejected } from '../core/errors.ts';
import type { HistoryBackend, ListedConversation, Page } from '../core/history.ts';
import type { Description, RecordHead } from '../core/record/head.ts';
import { readHead, writeDoubleHead } from '../core/record/head.ts';

export interface FoundRecord {
  readonly id: string;
  /** What it says of the whole of the conversation. */
  readonly told: Description;
}

interface Found {
  readonly record: FoundRecord | null;
  /** Empty, open, and not the record. */
  readonly doubles: readonly string[];
}

interface Wanted {
  readonly conversation: Conversation;
  /** Under which the history knows it, as far as that is known. */
  readonly remoteId: string | null;
}

const pageLength = 100;
/** How much the clocks of a server and of this machine may differ, in milliseconds. */
const clockMargin = 24 * 60 * 60_000;

export async function findRecord(
  history: HistoryBackend,
  { conversation: { id, startedAt }, remoteId }: Wanted,
  signal: AbortSignal,
): Promise<Found> {
  const found: Headed[] = [];
  let after: string | null = null;
  do {
    const page: Page<ListedConversation> = await history.list({ limit: pageLength, after }, signal);
    found.push(...page.items.flatMap(withHead).filter(({ head }) => head.conversationId === id));
    const oldest = page.items.at(-1)?.startedAt ?? 0;
    after = oldest < startedAt - clockMargin ? null : page.next;
  } while (after !== null);
  return sortOut(found, remoteId);
}

interface Headed {
  readonly listed: ListedConversation;
  readonly head: RecordHead;
}

function withHead(listed: ListedConversation): readonly Headed[] {
  const head = readHead(listed.instructions);
  return head ? [{ listed, head }] : [];
}

/** Something may be in one only; where nothing is in any, it is the oldest. */
function sortOut(found: readonly Headed[], remoteId: string | null): Found {
  const candidates = found.filter(({ head }) => head.doubleOf === null);
  const chosen =
    candidates.find(({ listed }) => listed.id === remoteId) ??
    candidates.findLast(({ listed }) => listed.lastMessage !== null) ??
    candidates.at(-1);
  // One that says what it is already may not have been ended: that answer was lost.
  const doubles = found
    .filter((each) => each !== chosen && each.listed.id !== remoteId)
    .filter(({ listed: { lastMessage, endedAt } }) => lastMessage === null && endedAt === null);
  return {
    record: chosen ? { id: chosen.listed.id, told: toldBy(chosen) } : null,
    doubles: doubles.map(({ listed }) => listed.id),
  };
}

function toldBy({ listed, head }: Headed): Description {
  const blank = { cost: null, alerts: 0, waiting: 0 };
  return { name: listed.name ?? '', summary: head.summary ?? blank };
}

/** A history that refuses this has an empty conversation more, and nothing else is the matter. */
export async function settleDoubles(
  history: HistoryBackend,
  conversation: Conversation,
  recordId: string,
  doubles: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  const instructions = writeDoubleHead(conversation, recordId);
  for (const id of doubles) {
    try {
      await history.describe(id, { instructions }, signal);
      await history.end(id, signal);
    } catch (error) {
      if (!(error instanceof Rejected || error instanceof Forbidden)) throw error;
    }
  }
}
