/**
 * What the Sessions server keeps: conversations, their messages, and analyses under way.
 *
 * A job is done when its time has come by the server's clock; nothing runs meanwhile. Its one law:
 * what a job becomes is settled when it is taken, so that looking later or more often changes
 * nothing.
 */
import type { MockContext } from '../options.ts';
import { createCollection, type Collection } from './collection.ts';
import { createObjectIds } from './object-ids.ts';

export type Outcome = { readonly text: string } | { readonly error: string };

export interface Job {
  /** When it is done, in milliseconds since 1970; `Infinity` when its process is gone. */
  due: number;
  readonly outcome: Outcome;
  /** Enters in the ledger that somebody fetched the outcome. */
  readonly fetched: () => void;
}

export interface Conversation {
  readonly id: string;
  readonly userId: string;
  name: string | null;
  systemPrompt: string | null;
  readonly start: number;
  end: number | null;
}

export interface Message {
  readonly id: string;
  readonly sessionId: string;
  readonly role: string;
  readonly content: string | null;
  readonly inResponseTo: string | null;
  readonly status: string | null;
  readonly assistantId: string | null;
  readonly at: number;
  /** Of an answer that was asked for. */
  readonly job?: Job;
}

interface Analysis {
  readonly id: string;
  readonly sessionId: string;
  readonly job: Job;
}

type Unnamed<T> = Omit<T, 'id'>;

export interface Store {
  readonly conversations: Collection<Conversation>;
  readonly messages: Collection<Message>;
  readonly analyses: Collection<Analysis>;
  messagesOf(sessionId: string): Collection<Message>;
  addConversation(conversation: Unnamed<Conversation>): Conversation;
  addMessage(message: Unnamed<Message>): Message;
  addAnalysis(analysis: Unnamed<Analysis>): Analysis;
  removeMessage(message: Message): void;
  /** What was under way will never be done. */
  abandonJobs(): void;
}

export function createStore(context: Pick<MockContext, 'now' | 'seed'>): Store {
  const makeId = createObjectIds(context.seed);
  const conversations = createCollection<Conversation>();
  const messages = createCollection<Message>();
  const analyses = createCollection<Analysis>();
  const bySession = new Map<string, Collection<Message>>();

  function messagesOf(sessionId: string): Collection<Message> {
    const known = bySession.get(sessionId);
    if (known !== undefined) return known;
    const none = createCollection<Message>();
    bySession.set(sessionId, none);
    return none;
  }

  return {
    ...{ conversations, messages, analyses, messagesOf },
    addConversation(conversation) {
      const added = { id: makeId(conversation.start), ...conversation };
      conversations.add(added);
      return added;
    },
    addMessage(message) {
      const added = { id: makeId(message.at), ...message };
      messages.add(added);
      messagesOf(added.sessionId).add(added);
      return added;
    },
    addAnalysis(analysis) {
      const added = { id: makeId(context.now()), ...analysis };
      analyses.add(added);
      return added;
    },
    removeMessage({ id, sessionId }) {
      messages.remove(id);
      messagesOf(sessionId).remove(id);
    },
    abandonJobs() {
      for (const { job } of [...messages.all(), ...analyses.all()]) {
        if (job !== undefined && job.due > context.now()) job.due = Infinity;
      }
    },
  };
}
