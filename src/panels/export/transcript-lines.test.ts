import { expect, test } from 'vitest';
import type { BackendEvent } from '../../core/events.ts';
import {
  converse,
  delta,
  finished,
  lost,
  sent,
  started,
  stopped,
  written,
} from '../../testing/samples.ts';
import { transcriptLines } from './transcript-lines.ts';

const incomplete = '[incomplete: do not rely on it]';
const question = { speaker: 'clinician', text: 'Text of 1' };
const reply = (text: string) => ({ speaker: 'Diagnostic panel', text });
const refused: BackendEvent = {
  type: 'reply-failed',
  at: 3,
  turnId: '1',
  failure: { kind: 'refused', detail: 'no' },
};

test('[XP1] a transcript says who said what, in order', () => {
  const said = converse(
    written('1'),
    sent('1'),
    started('1'),
    delta('1', 'Two hours.'),
    finished('1'),
    written('2'),
    sent('2'),
    started('2'),
    delta('2', 'No.'),
    finished('2'),
  );
  expect(transcriptLines(said)).toEqual([
    question,
    reply('Two hours.'),
    { speaker: 'clinician', text: 'Text of 2' },
    reply('No.'),
  ]);
});

test('[XP4] a reply that was stopped, lost or is still streaming keeps its mark', () => {
  const half = [written('1'), sent('1'), started('1'), delta('1', 'Half a')] as const;
  const lines = [question, reply(`Half a ${incomplete}`)];
  expect(transcriptLines(converse(...half))).toEqual(lines);
  expect(transcriptLines(converse(...half, stopped('1')))).toEqual(lines);
  expect(transcriptLines(converse(...half, lost('1')))).toEqual(lines);
});

test('[XP4] a reply that was cut before its first word is no silence', () => {
  const cut = converse(written('1'), sent('1'), started('1'), lost('1'));
  expect(transcriptLines(cut)).toEqual([question, reply(incomplete)]);
});

test('[XP4] a message without an answer carries its doubt', () => {
  expect(transcriptLines(converse(written('1'), sent('1'), lost('1')))).toEqual([
    { speaker: 'clinician', text: 'Text of 1 [unconfirmed: it may or may not have arrived]' },
  ]);
  expect(transcriptLines(converse(written('1'), sent('1')))).toEqual([
    { speaker: 'clinician', text: 'Text of 1 [sent, no reply yet]' },
  ]);
});

test('[XP4] a message that was refused says so', () => {
  expect(transcriptLines(converse(written('1'), sent('1'), refused))).toEqual([
    { speaker: 'clinician', text: 'Text of 1 [refused by the server]' },
  ]);
});

test('[XP3] what never went out was never said', () => {
  expect(transcriptLines(converse(written('1')))).toEqual([]);
});
