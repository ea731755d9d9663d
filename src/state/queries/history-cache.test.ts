import { QueryClient } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import type { KeptMessage, ListedConversation } from '../../core/history.ts';
import type { ListData, MessageData } from './history.ts';
import { historyKeys } from './history.ts';
import { changeConversation, putBackMessage, takeOutMessage } from './history-cache.ts';

function listed(id: string, name: string): ListedConversation {
  return { id, name, instructions: null, startedAt: 0, endedAt: null, lastMessage: null };
}

function message(id: string): KeptMessage {
  const basics = { state: 'whole', answers: null, assistantId: null, at: 0 } as const;
  return { id, by: 'clinician', text: id, ...basics };
}

function filled() {
  const queryClient = new QueryClient();
  queryClient.setQueryData<ListData>(historyKeys.list, {
    pages: [
      { items: [listed('a', 'A'), listed('b', 'B')], next: 'b' },
      { items: [listed('c', 'C')], next: null },
    ],
    pageParams: [null, 'b'],
  });
  queryClient.setQueryData(historyKeys.conversation('c'), listed('c', 'C'));
  setMessages(queryClient, [
    ['m4', 'm3'],
    ['m2', 'm1'],
  ]);
  return queryClient;
}

function setMessages(queryClient: QueryClient, ids: readonly (readonly string[])[]): void {
  queryClient.setQueryData<MessageData>(historyKeys.messages('c'), {
    pages: ids.map((page) => ({ items: page.map(message), next: null })),
    pageParams: ids.map(() => null),
  });
}

const names = (queryClient: QueryClient) =>
  queryClient
    .getQueryData<ListData>(historyKeys.list)
    ?.pages.flatMap(({ items }) => items.map(({ name }) => name));

const messageIds = (queryClient: QueryClient) =>
  queryClient
    .getQueryData<MessageData>(historyKeys.messages('c'))
    ?.pages.map(({ items }) => items.map(({ id }) => id));

test('[HI2] a change is in the list and in the conversation, and can be taken back', () => {
  const queryClient = filled();
  const before = changeConversation(queryClient, 'c', { name: 'New' });
  expect(names(queryClient)).toEqual(['A', 'B', 'New']);
  expect(queryClient.getQueryData(historyKeys.conversation('c'))).toMatchObject({ name: 'New' });
  changeConversation(queryClient, 'c', before);
  expect(names(queryClient)).toEqual(['A', 'B', 'C']);
});

test('[HI2] taking a change back leaves what else has changed', () => {
  const queryClient = filled();
  const before = changeConversation(queryClient, 'c', { name: 'New' });
  changeConversation(queryClient, 'a', { name: 'Other' });
  changeConversation(queryClient, 'c', { endedAt: 7 });
  changeConversation(queryClient, 'c', before);
  expect(names(queryClient)).toEqual(['Other', 'B', 'C']);
  expect(queryClient.getQueryData(historyKeys.conversation('c'))).toMatchObject({ endedAt: 7 });
});

test.each(['m1', 'm2', 'm3', 'm4'])('[HI2] message %s comes back to its place', (id) => {
  const queryClient = filled();
  const taken = takeOutMessage(queryClient, 'c', id);
  expect(messageIds(queryClient)?.flat()).not.toContain(id);
  if (taken) putBackMessage(queryClient, 'c', taken);
  expect(messageIds(queryClient)?.flat()).toEqual(['m4', 'm3', 'm2', 'm1']);
});

test('[HI2] a message that was read again meanwhile is not there twice', () => {
  const queryClient = filled();
  const taken = takeOutMessage(queryClient, 'c', 'm3');
  setMessages(queryClient, [['m4', 'm3', 'm2', 'm1']]);
  if (taken) putBackMessage(queryClient, 'c', taken);
  expect(messageIds(queryClient)).toEqual([['m4', 'm3', 'm2', 'm1']]);
});

test('[HI2] what is not there cannot be taken out', () => {
  expect(takeOutMessage(filled(), 'c', 'm9')).toBeNull();
  expect(takeOutMessage(filled(), 'a', 'm1')).toBeNull();
});
