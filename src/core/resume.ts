/**
 * Taking up work after the page was loaded anew. Pure.
 *
 * The line that was open is gone. Its one law: what was owed on it is marked for what it is, and
 * nothing goes out again by itself.
 */
import type { Account } from './account.ts';
import { reduceAccount } from './account.ts';
import type { Conversation } from './conversation.ts';
import { isQueued } from './conversation.ts';
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

/** The session is another: what was said can be read, and is not continued. */
export function archiveWork(work: Work, at: number): readonly Conversation[] {
  const { conversation, earlier } = resumeWork(work, at);
  if (conversation.exchanges.length === 0) return earlier;
  return [reduceConversation(conversation, { type: 'conversation-ended', at }), ...earlier];
}

function lossOf({ onWire }: Conversation, at: number): ConversationEvent | null {
  if (onWire === null) return null;
  return { type: 'reply-failed', at, turnId: onWire, failure: { kind: 'connection-lost' } };
}

/** What waited may not be what the person wants any more: they say so. */
function holdQueue(conversation: Conversation): Conversation {
  return { ...conversation, queueHeld: conversation.exchanges.some(isQueued) };
}
