import { expect, test } from 'vitest';
import type { Conversation } from '../core/conversation.ts';
import type { ListedConversation } from '../core/history.ts';
import type { Alert } from '../core/alert.ts';
import { analysisPlace, writeDoubleHead, writeHead } from '../core/record/head.ts';
import {
  converse,
  delta,
  finished,
  sent,
  settlement,
  started,
  written,
} from '../testing/samples.ts';
import type { Sources } from './conversation-list.ts';
import { filterConversations, listConversations } from './conversation-list.ts';

const day = 86_400_000;

function held(id: string, startedAt: number, rest: Partial<Conversation> = {}): Conversation {
  const said = converse(
    ...[written('m1'), sent('m1'), started('m1'), delta('m1', 'It began **yesterday**.')],
    finished('m1', settlement(1250, 1250)),
  );
  return { ...said, id, startedAt, ...rest };
}

function listed(id: string, startedAt: number, rest: Partial<ListedConversation> = {}) {
  const kept: ListedConversation = {
    ...{ id, name: `Case ${id}`, instructions: null, startedAt, endedAt: null, lastMessage: null },
    ...rest,
  };
  return kept;
}

function list(rest: Partial<Sources>) {
  return listConversations({
    ...{ live: held('live', 5 * day), earlier: [], listed: [] },
    keptIdOf: () => null,
    readBefore: () => undefined,
    ...rest,
  });
}

const idsOf = (rest: Partial<Sources>) => list(rest).map(({ id }) => id);

test('[HI1] the present one comes first, then the newest of device and server', () => {
  const earlier = [held('b', 4 * day), held('a', 2 * day)];
  const kept = [listed('k3', 9 * day), listed('k2', 3 * day), listed('k1', day)];
  expect(idsOf({ earlier, listed: kept })).toEqual(['live', 'k3', 'b', 'k2', 'a', 'k1']);
});

test('[HI1] a conversation that device and server both have stands there once', () => {
  const earlier = [held('by-id', 3 * day), held('by-record', 2 * day)];
  const head = writeHead(held('by-record', 2 * day));
  const kept = [
    ...[listed('k1', 3 * day), listed('k2', 2 * day, { instructions: head }), listed('k3', day)],
  ];
  const keptIdOf = ({ id }: Conversation) => (id === 'by-id' ? 'k1' : null);
  expect(idsOf({ earlier, listed: kept, keptIdOf })).toEqual(['live', 'by-id', 'by-record', 'k3']);
});

test('[HI1] a line says what was said last, with whom, when and at what cost', () => {
  const [live] = list({});
  expect(live).toMatchObject({
    isLive: true,
    startedAt: 5 * day,
    last: { by: 'assistant', text: 'It began **yesterday**.' },
    assistant: 'Diagnostic panel',
    cost: 1250,
    alert: 'none',
  });
});

test('[HI1] what the server does not say of a conversation is left out', () => {
  const lastMessage = { id: 'x', by: 'assistant', text: '', state: 'pending', at: day } as const;
  const [, kept] = list({ listed: [listed('k', day, { lastMessage })] });
  expect(kept).toMatchObject({ assistant: null, cost: null, alert: 'none', last: lastMessage });
});

test('[HI1] a record of Bedside says with whom it was held, and when it began', () => {
  const head = writeHead(held('elsewhere', 2 * day));
  const [, kept] = list({ listed: [listed('k', 3 * day, { instructions: head })] });
  expect(kept).toMatchObject({ id: 'k', assistant: 'Diagnostic panel', startedAt: 2 * day });
});

const alertOf = (acknowledgement: Alert['acknowledgement']): Alert => ({
  ...{ id: 'a', severity: 'emergency', text: 'Call', raisedAt: 2, turnId: 'm1', count: 1 },
  acknowledgement,
});

test('[HI1] a record of Bedside that was never opened here says what it cost, and its alerts', () => {
  const head = writeHead(held('elsewhere', 2 * day, { alerts: [alertOf(null)] }));
  const [, kept] = list({ listed: [listed('k', 3 * day, { instructions: head })] });
  expect(kept).toMatchObject({ cost: 1250, alert: 'waiting' });
});

test('[HI1] what was read goes before the record’s own word only when it is as new', () => {
  const taken = alertOf({ by: 'physician', at: 3, reason: '' });
  const instructions = writeHead(held('elsewhere', 2 * day, { alerts: [alertOf(null)] }));
  const lastMessage = { id: 'x', by: 'assistant', text: '', state: 'whole', at: day } as const;
  const markWith = (newestId: string, isWhole: boolean) =>
    list({
      listed: [listed('k', day, { instructions, lastMessage })],
      readBefore: () => ({
        ...{ conversation: held('k', day, { alerts: [taken] }), isWhole, newestId },
      }),
    })[1]?.alert;
  expect(markWith('x', true)).toBe('acknowledged');
  expect(markWith('w', true)).toBe('waiting');
  expect(markWith('x', false)).toBe('waiting');
});

test('[HI1] a head whose summary is damaged is read without it', () => {
  const head = writeHead(held('elsewhere', 2 * day)).replace('"alerts":0', '"alerts":-1');
  const [, kept] = list({ listed: [listed('k', 3 * day, { instructions: head })] });
  expect(kept).toMatchObject({ assistant: 'Diagnostic panel', cost: null, alert: 'none' });
});

test('[HI3] an empty double of a record is not listed, nor what Bedside made for itself', () => {
  const instructions = writeHead(held('elsewhere', 2 * day));
  const lastMessage = { id: 'x', by: 'assistant', text: '', state: 'whole', at: day } as const;
  const double = writeDoubleHead(held('elsewhere', 2 * day), 'k');
  const items = list({
    listed: [
      listed('marked', 3 * day, { instructions: double }),
      listed('empty', 3 * day, { instructions }),
      listed('k', 3 * day, { instructions, lastMessage }),
      listed('analyses', 3 * day, { instructions: analysisPlace }),
      listed('begun', 3 * day, { instructions: writeHead(held('other', 2 * day)) }),
    ],
  });
  expect(items.map(({ id }) => id)).toEqual(['live', 'k', 'begun']);
});

test.each([
  { isWhole: true, cost: 1250 },
  { isWhole: false, cost: null },
])('[HI1] its cost is known once all of it was read: $isWhole', ({ isWhole, cost }) => {
  const readBefore = () => ({ conversation: held('k', day), isWhole, newestId: null });
  const [, kept] = list({ listed: [listed('k', day)], readBefore });
  expect(kept?.cost).toBe(cost);
});

test.each([
  { acknowledgement: null, mark: 'waiting' },
  { acknowledgement: { by: 'physician', at: 3, reason: '' }, mark: 'acknowledged' },
])('[HI1] an alert marks its conversation: $mark', ({ acknowledgement, mark }) => {
  const live = held('live', day, { alerts: [alertOf(acknowledgement)] });
  expect(list({ live })[0]?.alert).toBe(mark);
});

test('[HI1] the filter looks for every word in all that is known, whatever case and accents', () => {
  const kept = [
    listed('k1', day, { name: 'Dyspnée d’effort' }),
    listed('k2', day, { name: 'Rash' }),
  ];
  const items = list({ listed: kept });
  const found = (filter: string) => filterConversations(items, filter).map(({ id }) => id);
  expect(found('DYSPNEE effort')).toEqual(['k1']);
  expect(found('yesterday')).toEqual(['live']);
  expect(found('rash dyspnee')).toEqual([]);
  expect(found('  ')).toEqual(['live', 'k1', 'k2']);
});
