import { expect, test } from 'vitest';
import type { BackendEvent } from './events.ts';
import {
  converse,
  delta,
  finished,
  lost,
  sent,
  started,
  stopped,
  written,
} from '../testing/samples.ts';
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

const raised = (turnId: string | null, at: number): BackendEvent => ({
  type: 'alert-raised',
  at,
  turnId,
  report: { severity: 'emergency', text: 'Flagged CRITICAL' },
});

test('[AL3] alerts are in the transcript, behind their turn, with who took them on and why', () => {
  const acknowledgement = { by: 'ana', at: Date.UTC(2030, 0, 1, 9, 0, 12), reason: 'On my way' };
  const lines = transcriptLines(
    converse(
      written('1'),
      sent('1'),
      raised('1', Date.UTC(2030, 0, 1, 9, 0, 0)),
      started('1'),
      delta('1', 'Call.'),
      finished('1'),
      { type: 'alert-acknowledged', alertId: 'alert-1', acknowledgement },
      raised(null, 5),
      written('2'),
      sent('2'),
    ),
  );
  expect(lines.map(({ speaker }) => speaker)).toEqual([
    ...['clinician', 'Diagnostic panel', 'alert log'],
    ...['clinician', 'alert log'],
  ]);
  expect(lines[2]?.text).toMatch(
    /^Emergency flagged by Diagnostic panel at 1 Jan 2030.*: Flagged CRITICAL\. Acknowledged by ana at 1 Jan 2030.*, after 12 s: On my way\.$/,
  );
  expect(lines[4]?.text).toMatch(/Not acknowledged\.$/);
});
