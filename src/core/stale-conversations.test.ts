import { expect, test } from 'vitest';
import type { ListedConversation } from './history.ts';
import { staleConversations } from './stale-conversations.ts';

const day = 86_400_000;
const now = 100 * day;

function listed(id: string, startedAt: number, rest: Partial<ListedConversation> = {}) {
  const basics = { name: id, instructions: null, endedAt: null, lastMessage: null };
  return { id, startedAt, ...basics, ...rest };
}

const said = (at: number) =>
  ({ id: 'm', by: 'clinician', text: 'Hello', state: 'whole', at }) as const;

const list = [
  listed('new', now - day),
  listed('on the day', now - 30 * day),
  listed('old', now - 30 * day - 1),
  listed('ended', now - 90 * day, { endedAt: now - 89 * day }),
  listed('old and gone on with', now - 90 * day, { lastMessage: said(now - 2 * day) }),
  listed('old and long silent', now - 90 * day, { lastMessage: said(now - 80 * day) }),
  listed('in use', now - 90 * day),
];

test('[HI2] only open conversations in which nothing was said for so long are cleaned up', () => {
  const stale = staleConversations(list, { days: 30, now, inUse: new Set(['in use']) });
  expect(stale.map(({ id }) => id)).toEqual(['old', 'old and long silent']);
});
