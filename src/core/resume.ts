/**
 * Taking up work after the page was loaded anew. Pure.
 *
 * The line that was open is gone. Its one law: what was owed on it is marked for what it is, and
 * nothing goes out again by itself.
 */
import type { Account } from './account.ts';
import { reduceAccount } from './account.ts';
import type { Continuation, Said } from './backend.ts';
import type { Conversation, Message } from './conversation.ts';
import { isQueued, isWaiting, owedOf, unsentOf } from './conversation.ts';
import type { ConversationEvent } from './events.ts';
import { reduceConversation } from './reduce-conversation.ts';

export interface Work {
  readonly conversation: Conversation;
  readonly earlier: readonly Conversation[];
  readonly account: Account;
}

/** The same session on the server goes on: so does the conversation, on a new line. */
export function resumeWork(work: Work, at: number): Work {
  const { conversation, account } = work;
  const lost = lossOf(conversation, at);
  return {
    ...work,
    conversation: holdQueue(lost ? reduceConversation(conversation, lost) : conversation),
    account: lost ? reduceAccount(account, lost) : account,
  };
}

export interface ArchivedWork {
  /** Newest first. */
  readonly ended: readonly Conversation[];
  /** What had not gone out, in its order, and whom it was written to. */
  readonly waiting: readonly Message[];
}

/** The session is another: what was said can be read, and is not continued. */
export function archiveWork(work: Work, at: number): ArchivedWork {
  const { conversation, earlier } = resumeWork(work, at);
  const said = conversation.exchanges.filter((exchange) => !isQueued(exchange));
  const writtenFor = conversation.source.assistant;
  // Where it was carried over before, the first is the one that the person had in mind.
  const waiting = unsentOf(conversation).map(({ message }) => ({ writtenFor, ...message }));
  if (said.length === 0) return { ended: earlier, waiting };
  const ended: Conversation = { ...conversation, exchanges: said, queueHeld: false, endedAt: at };
  return { ended: [ended, ...earlier], waiting };
}

export interface TakenUp {
  readonly kept: Partial<Work>;
  /** What had not gone out elsewhere, in its order; it waits for the person's word. */
  readonly waiting: readonly Message[];
}

/**
 * What a load of the page begins with.
 *
 * @param own what this tab kept; `null` where it kept nothing
 * @param isSameSession the session with the server is the one of then
 * @param found what closed tabs of the same person left
 */
export function takeUpWork(
  own: Work | null,
  isSameSession: boolean,
  found: ArchivedWork,
  at: number,
): TakenUp {
  if (own && isSameSession) {
    const live = resumeWork(own, at);
    const { earlier, waiting } = joinWork(live, found);
    return { kept: { ...live, earlier }, waiting };
  }
  const past = own ? archiveWork(own, at) : { ended: [], waiting: [] };
  const ended = withoutCopies([...past.ended, ...found.ended]);
  return {
    kept: { earlier: ended },
    waiting: neverSaid([...past.waiting, ...found.waiting], ended),
  };
}

/** What closed tabs left, beside a conversation that goes on. */
export function joinWork(
  { conversation, earlier }: Pick<Work, 'conversation' | 'earlier'>,
  found: ArchivedWork,
): { readonly earlier: readonly Conversation[]; readonly waiting: readonly Message[] } {
  const all = withoutCopies([conversation, ...earlier, ...found.ended]);
  return { earlier: all.slice(1), waiting: neverSaid(found.waiting, all) };
}

/**
 * A page that was gone before it had put away what it took on has left it in two places. The same
 * conversation may have gone on in two tabs: only what is in another one as a whole is a copy.
 */
function withoutCopies(conversations: readonly Conversation[]): readonly Conversation[] {
  return conversations.filter(
    (each, index) => !conversations.slice(0, index).some((other) => holdsAllOf(other, each)),
  );
}

function holdsAllOf(whole: Conversation, part: Conversation): boolean {
  if (whole.id !== part.id) return false;
  const said = new Set(whole.exchanges.map(({ message }) => message.id));
  return part.exchanges.every(({ message }) => said.has(message.id));
}

/** Each once, and none that has gone out meanwhile: a message is never sent twice. */
function neverSaid(
  waiting: readonly Message[],
  conversations: readonly Conversation[],
): readonly Message[] {
  const exchanges = conversations.flatMap((conversation) => conversation.exchanges);
  const known = new Set(exchanges.map(({ message }) => message.id));
  return waiting.filter(({ id }) => known.size < known.add(id).size);
}

/** Everything that closed tabs left, as one. */
export function archiveAll(works: readonly Work[], at: number): ArchivedWork {
  const archived = works.map((work) => archiveWork(work, at));
  const ended = withoutCopies(archived.flatMap((each) => each.ended));
  return {
    ended,
    waiting: neverSaid(
      archived.flatMap(({ waiting }) => waiting),
      ended,
    ),
  };
}

/** What a back end needs to know to go on with it; `undefined` where nothing was said. */
export function continuationOf(conversation: Conversation): Continuation | undefined {
  const { exchanges, remarks, source } = conversation;
  const said = exchanges.flatMap(({ message, turn }): Said[] =>
    turn.phase === 'finished'
      ? [
          { by: 'clinician', text: message.text },
          { by: 'assistant', text: turn.text },
        ]
      : [],
  );
  if (said.length === 0 && source.sessionId === null) return undefined;
  const replies = exchanges.flatMap(({ replyId }) => replyId ?? []);
  const seen = [...replies, ...remarks.flatMap(({ mark }) => mark?.id ?? [])];
  const owed = owedOf(conversation);
  return {
    sessionId: source.sessionId,
    said,
    ...(seen.length > 0 && { seen }),
    ...(owed !== undefined && { owed }),
  };
}

/** Takes messages that wait into another conversation, held until the person says go on. */
export function carryOver(conversation: Conversation, waiting: readonly Message[]): Conversation {
  const written = waiting.reduce(
    (taken, message) => reduceConversation(taken, { type: 'message-written', message }),
    conversation,
  );
  return holdQueue(written);
}

function lossOf({ onWire }: Conversation, at: number): ConversationEvent | null {
  if (onWire === null) return null;
  return { type: 'reply-failed', at, turnId: onWire, failure: { kind: 'connection-lost' } };
}

/** What waited may not be what the person wants any more: they say so. */
function holdQueue(conversation: Conversation): Conversation {
  return { ...conversation, queueHeld: conversation.exchanges.some(isWaiting) };
}
