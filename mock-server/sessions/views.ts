/**
 * What the server says of a conversation, a message and a job.
 *
 * Its one law: a job looks done from the moment it is due, and not before.
 */
import type { MockContext, Mode } from '../options.ts';
import type { Page } from './collection.ts';
import type { Conversation, Job, Message, Outcome } from './store.ts';

type Clock = Pick<MockContext, 'now'>;

export function viewConversation(conversation: Conversation) {
  const { id, name, systemPrompt, userId } = conversation;
  return {
    ...{ session_id: id, name, system_prompt: systemPrompt, user_id: userId },
    ...viewTimes(conversation),
  };
}

/** In a list nobody is told whose it is. */
export function viewListedConversation(conversation: Conversation) {
  const { id, name, systemPrompt } = conversation;
  return { session_id: id, name, system_prompt: systemPrompt, ...viewTimes(conversation) };
}

function viewTimes({ start, end }: Conversation) {
  return { session_start: viewTime(start), session_end: end === null ? null : viewTime(end) };
}

/** Running servers name its id as their database does. */
export function viewLastMessage(message: Message | undefined, clock: Clock, mode: Mode) {
  if (message === undefined) return null;
  const { id, role, assistantId: assistant_id, at } = message;
  const named = mode === 'real' ? { _id: id } : { id };
  return { ...named, role, ...viewState(message, clock), assistant_id, created_at: viewTime(at) };
}

export function viewMessage(message: Message, clock: Clock) {
  return viewAnyMessage(message, {}, clock);
}

export function viewPlacedMessage(message: Message, clock: Clock) {
  return viewAnyMessage(message, { session_id: message.sessionId }, clock);
}

function viewAnyMessage(message: Message, place: { session_id?: string }, clock: Clock) {
  const { id, role, inResponseTo, assistantId, at } = message;
  const { content, status } = viewState(message, clock);
  return {
    ...{ id, ...place, role, content, in_response_to: inResponseTo, status },
    ...{ assistant_id: assistantId, created_at: viewTime(at) },
  };
}

function viewState({ job, content, status }: Message, clock: Clock) {
  if (job === undefined) return { content, status };
  const outcome = outcomeOf(job, clock);
  if (outcome === undefined) return { content: null, status: 'PENDING' };
  if ('text' in outcome) return { content: outcome.text, status: 'COMPLETED' };
  return { content: `Error: ${outcome.error}`, status: 'FAILED' };
}

export function viewAnalysis(job: Job, clock: Clock) {
  const outcome = outcomeOf(job, clock);
  if (outcome === undefined) return { status: 'pending' };
  if ('text' in outcome) return { status: 'done', result: outcome.text };
  return { status: 'error', error: outcome.error };
}

function outcomeOf(job: Job, { now }: Clock): Outcome | undefined {
  if (now() < job.due) return undefined;
  job.fetched();
  return job.outcome;
}

/** Running servers name a cursor whenever the page is full, even when nothing follows. */
export function cursorOf(
  { items, isMore }: Page<{ readonly id: string }>,
  limit: number,
  mode: Mode,
): string | null {
  const isNamed = mode === 'real' ? items.length === limit : isMore;
  return isNamed ? (items.at(-1)?.id ?? null) : null;
}

function viewTime(at: number): string {
  return new Date(at).toISOString();
}
