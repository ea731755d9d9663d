import { expect, test } from 'vitest';
import { entriesOf } from '../core/record/entries.ts';
import type { Progress } from '../core/record/progress.ts';
import { noProgress, noteWritten } from '../core/record/progress.ts';
import { emptyProfile } from '../core/patient-profile.ts';
import {
  converse,
  delta,
  emptyConversation,
  finished,
  sent,
  started,
  written,
} from '../testing/samples.ts';
import { countUnwrittenIn } from './unwritten.ts';

const said = converse(
  ...[written('a'), sent('a'), started('a'), delta('a', 'Yes.'), finished('a')],
  ...[written('b'), sent('b'), started('b')],
);
const countWith = (progress: Progress) =>
  countUnwrittenIn({ conversations: [said], progress: new Map([[said.id, progress]]) });

test('[HI3] what another tab has not written is what its record lacks', () => {
  expect(countUnwrittenIn({ conversations: [said] })).toBe(3);
  const [first] = entriesOf(said);
  const begun: Progress = { ...noProgress, remoteId: 'k' };
  expect(countWith(first ? noteWritten(begun, first, 'm') : begun)).toBe(2);
  const all = entriesOf(said).reduce((known, entry) => noteWritten(known, entry, 'm'), begun);
  expect(countWith(all)).toBe(0);
});

test('[HI3] a conversation in which nothing was said has nothing to be written', () => {
  const profile = { ...emptyProfile, age: 4 };
  expect(countUnwrittenIn({ conversations: [{ ...emptyConversation, profile }] })).toBe(0);
});
