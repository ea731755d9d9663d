/**
 * What the live work is made of, and what an event makes of it. Pure.
 *
 * It joins the reducers of `core/`: the conversation, the money, the count of what went out. Its
 * one law: nothing in here sends, waits or draws.
 */
import type { Account } from '../core/account.ts';
import { openAccount, reduceAccount, requestLimit } from '../core/account.ts';
import type { Assistant, Assistants } from '../core/assistant.ts';
import { findAssistant, sourceOf, takesMoney } from '../core/assistant.ts';
import type { Capabilities } from '../core/backend.ts';
import type { Clock } from '../core/clock.ts';
import type { ConnectionState } from '../core/connection.ts';
import type { Conversation, Message, Opening } from '../core/conversation.ts';
import { startConversation } from '../core/conversation.ts';
import type { ConversationEvent } from '../core/events.ts';
import type { Cents } from '../core/money.ts';
import { reduceConversation } from '../core/reduce-conversation.ts';
import type { ArchivedWork } from '../core/resume.ts';
import { carryOver, joinWork } from '../core/resume.ts';

export interface ConsultationState {
  readonly connection: ConnectionState;
  readonly conversation: Conversation;
  /**
   * The same as of the last event that was not text. Whoever does not show growing text looks
   * here, and is left alone while it grows.
   */
  readonly outline: Conversation;
  /** What the assistant of the live conversation can do. */
  readonly capabilities: Capabilities;
  /** Conversations ended since signing in, newest first. */
  readonly earlier: readonly Conversation[];
  readonly account: Account;
  /** Since when the reply that is streaming has been silent; `null` while it flows. */
  readonly stalledSince: number | null;
  readonly sentAt: SentAt;
  /** The waiting question whose words are being changed; it does not go out meanwhile. */
  readonly editing: Editing | null;
}

/** When the messages went out that a rate limit may count, by assistant. */
export type SentAt = Readonly<Record<string, readonly number[]>>;

export interface Editing {
  readonly messageId: string;
  readonly text: string;
}

/** What the live work begins with. */
export interface Beginning {
  assistants: Assistants;
  tenant: string;
  /** Nothing can have been spent yet: the session with the server has just begun. */
  isNewSession?: boolean;
  clock: Clock;
  newId: () => string;
  /** What was kept of this session before the page was loaded anew. */
  kept?: Partial<Pick<ConsultationState, 'conversation' | 'earlier' | 'account' | 'sentAt'>>;
  /** Messages of an earlier session that had not gone out; they wait here for the person's word. */
  waiting?: readonly Message[];
}

export function beginWork(options: Beginning): ConsultationState {
  const { assistants, kept, waiting = [] } = options;
  const [usual] = assistants;
  const { usualBudget } = assistants.find(takesMoney) ?? usual;
  const begun = kept?.conversation ?? newConversation(options, usual);
  const conversation = waiting.length > 0 ? carryOver(begun, waiting) : begun;
  const { assistantId } = conversation.source;
  const assistant = findAssistant(assistants, assistantId) ?? usual;
  return {
    connection: { phase: 'idle' },
    earlier: [],
    account: openAccount(usualBudget, options.isNewSession),
    stalledSince: null,
    sentAt: {},
    editing: null,
    ...kept,
    conversation,
    outline: conversation,
    capabilities: assistant.conversation.capabilities,
  };
}

/** What a conversation is begun with. `budget` in cents; `null` for no limit. */
export interface ConversationOptions extends Partial<Opening> {
  readonly budget: Cents | null;
}

/** Ends the conversation for the next one, held with `assistant`. */
export function beginConversation(
  state: ConsultationState,
  beginning: Beginning,
  assistant: Assistant,
  options: ConversationOptions,
): Partial<ConsultationState> {
  const conversation = newConversation(beginning, assistant, options);
  const { account } = state;
  return {
    ...goOnWith(state, conversation, assistant),
    account: takesMoney(assistant) ? requestLimit(account, options.budget) : account,
  };
}

/** Ends the conversation, and goes on with one that had ended. */
export function resumeConversation(
  state: ConsultationState,
  conversation: Conversation,
  assistant: Assistant,
): Partial<ConsultationState> {
  const next = goOnWith(state, { ...conversation, endedAt: null }, assistant);
  return { ...next, earlier: keepEarlier(state).filter(({ id }) => id !== conversation.id) };
}

/** Adds what a tab left that is closed now to work that goes on. */
export function takeInWork(
  state: ConsultationState,
  left: ArchivedWork,
): Partial<ConsultationState> {
  const { earlier, waiting } = joinWork(state, left);
  if (waiting.length === 0) return { earlier };
  const conversation = carryOver(state.conversation, waiting);
  return { earlier, conversation, outline: carryOver(state.outline, waiting) };
}

function goOnWith(state: ConsultationState, conversation: Conversation, assistant: Assistant) {
  return {
    connection: { phase: 'idle' as const },
    conversation,
    outline: conversation,
    capabilities: assistant.conversation.capabilities,
    earlier: keepEarlier(state),
    editing: null,
  };
}

function newConversation(
  { newId, clock, tenant }: Beginning,
  assistant: Assistant,
  opening?: Partial<Opening>,
): Conversation {
  return startConversation(newId(), clock.now(), sourceOf(assistant, tenant), opening);
}

export function reduceWork(
  state: ConsultationState,
  event: ConversationEvent,
): Partial<ConsultationState> {
  const conversation = reduceConversation(state.conversation, event);
  const account = reduceAccount(state.account, event, sentMessage(state.conversation, event));
  const outline = event.type === 'text-delta' ? state.outline : conversation;
  return { conversation, outline, account, sentAt: countSends(state, event) };
}

export function reduceAll(
  state: ConsultationState,
  events: readonly ConversationEvent[],
): ConsultationState {
  return events.reduce((before, event) => ({ ...before, ...reduceWork(before, event) }), state);
}

/** No rate limit looks back further than this, in messages. */
const longestMemory = 200;

/** A message that the server did not take does not count. */
function countSends({ sentAt, conversation }: ConsultationState, event: ConversationEvent): SentAt {
  const { assistantId } = conversation.source;
  const counted = sentAt[assistantId] ?? [];
  switch (event.type) {
    case 'message-sent':
      return { ...sentAt, [assistantId]: [...counted.slice(1 - longestMemory), event.at] };
    case 'message-returned':
      return { ...sentAt, [assistantId]: counted.slice(0, -1) };
    default:
      return sentAt;
  }
}

function sentMessage({ id, exchanges }: Conversation, event: ConversationEvent) {
  if (event.type !== 'message-sent') return undefined;
  const exchange = exchanges.find(({ message }) => message.id === event.turnId);
  return exchange && { message: exchange.message, conversationId: id };
}

/** An empty conversation is not worth a place in the list. */
function keepEarlier({ conversation, earlier }: ConsultationState): readonly Conversation[] {
  return conversation.exchanges.length > 0 ? [conversation, ...earlier] : earlier;
}
