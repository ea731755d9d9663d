import { expect, test } from 'vitest';
import type { KeptMessage } from '../history.ts';
import { converse, delta, finished, sent, started, written } from '../../testing/samples.ts';
import { entriesOf } from './entries.ts';
import { keptPartsOf } from './kept-parts.ts';
import { readRecord } from './read-record.ts';

function kept(id: string, by: KeptMessage['by'], rest: Partial<KeptMessage> = {}): KeptMessage {
  const basics = { text: id, state: 'whole', answers: null, assistantId: null, at: 1 } as const;
  return { id, by, ...basics, ...rest };
}

const conversation = { id: 'k', name: null, instructions: null, startedAt: 0, endedAt: null };

test('[HI2] of somebody else’s messages each is one, and a reply belongs to what it answers', () => {
  const messages = [
    ...[kept('q1', 'clinician'), kept('q2', 'clinician')],
    ...[kept('r2', 'assistant'), kept('r1', 'assistant', { answers: 'q1' })],
  ];
  expect([...keptPartsOf(messages)]).toEqual([
    ['q1', { message: ['q1'], reply: ['r1'] }],
    ['q2', { message: ['q2'], reply: ['r2'] }],
  ]);
});

test('[HI2] a long reply of Bedside’s record is all of its messages', () => {
  const long = 'x'.repeat(250_000);
  const said = converse(
    ...[written('m1'), sent('m1'), started('m1'), delta('m1', long), finished('m1')],
  );
  const messages = entriesOf(said).map(({ by, text, envelope }, index) =>
    kept(`k${index}`, by, { text, assistantId: envelope }),
  );
  expect(readRecord(conversation, messages).exchanges).toHaveLength(1);
  expect(keptPartsOf(messages).get('m1')).toEqual({ message: ['k0'], reply: ['k1', 'k2', 'k3'] });
});

test('[HI2] what was said beside the turns is part of none', () => {
  const messages = [kept('r0', 'assistant'), kept('r9', 'assistant', { answers: 'gone' })];
  expect(keptPartsOf(messages).size).toBe(0);
});
