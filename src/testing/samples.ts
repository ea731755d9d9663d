/**
 * Messages, settlements and conversations to start a test from. Nothing here decides anything: a
 * test states what matters to it, and the rest is filled in.
 */
import type { Assistant } from '../core/assistant.ts';
import type { ConversationBackend } from '../core/backend.ts';
import type { Message, Settlement, Source } from '../core/conversation.ts';
import { startConversation } from '../core/conversation.ts';
import type { BackendEvent, ConversationEvent, PersonEvent } from '../core/events.ts';
import type { Cents } from '../core/money.ts';
import { cents } from '../core/money.ts';
import { reduceConversation } from '../core/reduce-conversation.ts';

const source: Source = {
  assistantId: 'dx0',
  assistant: 'Diagnostic panel',
  backEnd: 'Dx0',
  tenant: 'Ward 3',
  sessionId: 'session-1',
  replies: 'plain',
};

/** An assistant without a limit on its budget. */
export function assistant(
  conversation: ConversationBackend,
  rest: Partial<Assistant> = {},
): Assistant {
  return {
    id: source.assistantId,
    name: source.assistant,
    backEnd: source.backEnd,
    purpose: 'Answers',
    conversation,
    usualBudget: null,
    limits: { firstFrame: 30_000, stall: 10_000, giveUp: 60_000 },
    templates: [],
    ...rest,
  };
}

export const emptyConversation = startConversation('conversation-1', 0, source);

export function message(id: string, rest: Partial<Message> = {}): Message {
  return { id, action: 'ask', text: `Text of ${id}`, writtenAt: 0, forecast: null, ...rest };
}

export function order(id: string, test: string, forecast: number | null = null): Message {
  return message(id, {
    action: 'order',
    text: test,
    forecast: forecast === null ? null : cents(forecast),
  });
}

/** All amounts in cents; `remaining` null for no limit. */
export function settlement(
  cost: number,
  totalSpent: number,
  remaining: number | null = null,
  orderedTests: readonly string[] = [],
): Settlement {
  const left: Cents | null = remaining === null ? null : cents(remaining);
  return { cost: cents(cost), totalSpent: cents(totalSpent), remaining: left, orderedTests };
}

export const written = (id: string): PersonEvent => ({
  type: 'message-written',
  message: message(id),
});
export const sent = (turnId: string, at = 1): PersonEvent => ({
  type: 'message-sent',
  at,
  turnId,
  profile: null,
});
export const stopped = (turnId: string, at = 5): PersonEvent => ({
  type: 'reply-stopped',
  at,
  turnId,
});
export const started = (turnId: string, at = 2): BackendEvent => ({
  type: 'reply-started',
  at,
  turnId,
});
export const delta = (turnId: string, text: string): BackendEvent => ({
  type: 'text-delta',
  turnId,
  text,
});
export const finished = (
  turnId: string,
  money: Settlement | null = null,
  rest: { at?: number; whole?: boolean } = {},
): BackendEvent => ({
  type: 'reply-finished',
  at: 9,
  turnId,
  settlement: money,
  whole: true,
  ...rest,
});
export const lost = (turnId: string, at = 7): BackendEvent => ({
  type: 'reply-failed',
  at,
  turnId,
  failure: { kind: 'connection-lost' },
});
export const returned = (turnId: string, at = 7) =>
  ({ type: 'message-returned', at, turnId }) satisfies BackendEvent;
export const sessionOpened = (at: number, rest: { remembers?: boolean } = {}): BackendEvent => ({
  type: 'session-opened',
  at,
  sessionId: 'session-1',
  remembers: false,
  ...rest,
});

/** What becomes of an empty conversation. */
export function converse(...events: readonly ConversationEvent[]) {
  return events.reduce(reduceConversation, emptyConversation);
}
