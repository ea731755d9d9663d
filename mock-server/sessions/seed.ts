/**
 * A past for a person: conversations that were had before the server was started.
 *
 * Its one law: the same wish gives the same past, and all of it lies before now.
 */
import type { Seeded, SeedRequest } from '../backend.ts';
import { consult } from './answers/consult.ts';
import { topics } from './answers/topics.ts';
import type { Sessions } from './sessions.ts';
import type { Store } from './store.ts';

/** Between one conversation and the next, in milliseconds. */
const gap = 37 * 60 * 1000;
/** Between two messages of a conversation. */
const pause = 20 * 1000;

/** The newest of the conversations is the one with so many messages. */
export function seedConversations({ store, context }: Sessions, wish: SeedRequest): Seeded {
  const { user, conversations, messages } = wish;
  const newest = context.now() - Math.max(gap, messages * pause);
  let last: string | null = null;
  for (let index = 0; index < conversations; index += 1) {
    const isNewest = index === conversations - 1;
    const start = newest - (conversations - 1 - index) * gap;
    const topic = topics[index % topics.length]?.name ?? '';
    const { id } = store.addConversation({
      ...{ userId: user, name: `${topic}, case ${index + 1}`, systemPrompt: null, start },
      end: index % 3 === 0 && !isNewest ? start + gap : null,
    });
    addTalk(store, { sessionId: id, start, topic, count: isNewest ? messages : 2 });
    last = id;
  }
  return { newest: last };
}

interface Talk {
  readonly sessionId: string;
  readonly start: number;
  readonly topic: string;
  readonly count: number;
}

function addTalk(store: Store, { sessionId, start, topic, count }: Talk): void {
  const answer = consult({ system: '', said: [topic] });
  let asked: string | null = null;
  for (let index = 0; index < count; index += 1) {
    const place = { sessionId, at: start + index * pause, assistantId: null };
    if (index % 2 === 0) {
      const content = `${topic}: question ${index / 2 + 1}`;
      const state = { content, inResponseTo: null, status: null };
      asked = store.addMessage({ ...place, ...state, role: 'user' }).id;
    } else {
      const state = { content: answer, inResponseTo: asked, status: 'COMPLETED' };
      store.addMessage({ ...place, ...state, role: 'assistant' });
    }
  }
}
