import { expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { ConversationBackend } from '../core/backend.ts';
import { FakeBackend } from '../testing/fake-backend.ts';
import { createManualClock } from '../testing/manual-clock.ts';
import { assistant, emptyConversation } from '../testing/samples.ts';
import { keptIdOf } from './kept-id.ts';
import type { MirrorState } from './mirror.ts';

const fake = new FakeBackend(createManualClock());
const keeping: ConversationBackend = {
  capabilities: { ...fake.capabilities, isKeptByServer: true },
  open: (options, sink) => fake.open(options, sink),
};
const offering = (conversation: ConversationBackend) => ({
  assistants: [assistant(conversation)] as const,
});
const mirrorWith = (remoteId: string | null) => ({
  store: createStore<MirrorState>(() => ({
    standings: new Map([
      [
        emptyConversation.id,
        {
          ...{ remoteId, written: 1, total: 2, exchanges: 0, isLate: false, trouble: null },
          ...{ isSettled: false, refusedName: null },
        },
      ],
    ]),
    progress: new Map(),
  })),
});

test('[HI3] a conversation is known by the name under which it is written', () => {
  const consultation = offering(fake);
  const idIn = (remoteId: string | null) =>
    keptIdOf({ consultation, mirror: mirrorWith(remoteId) }, emptyConversation);
  expect(idIn('kept-1')).toBe('kept-1');
  expect(idIn(null)).toBeNull();
  expect(keptIdOf({ consultation, mirror: null }, emptyConversation)).toBeNull();
});

test('[HI3] one that its server keeps by itself is known by the name that it has there', () => {
  const sources = { consultation: offering(keeping), mirror: mirrorWith('kept-1') };
  expect(keptIdOf(sources, emptyConversation)).toBe('session-1');
});
