import { describe, expect, it } from 'vitest';
import { converse, delta, finished, sent, started, stopped, written } from '../testing/samples.ts';
import { conversationText, selectionText } from './analysis-text.ts';

const mark = '[incomplete: do not rely on it]';
const talk = converse(
  ...[written('1'), sent('1'), started('1'), delta('1', 'Two hours.'), finished('1')],
  ...[written('2'), sent('2'), started('2'), delta('2', 'It may'), stopped('2')],
  written('3'),
);
const whole = [
  'clinician: Text of 1',
  'Diagnostic panel: Two hours.',
  'clinician: Text of 2',
  `Diagnostic panel: It may ${mark}`,
];

describe('[AN1] a conversation as text', () => {
  it('names the speakers, marks what is incomplete, and leaves out what was never sent', () => {
    expect(conversationText(talk)).toEqual({ text: whole.join('\n\n'), lines: 4, leftOut: 0 });
  });

  it('gives the latest lines that fit, and says how many it leaves out', () => {
    const lastTwo = whole.slice(2).join('\n\n');
    expect(conversationText(talk, lastTwo.length)).toEqual({ text: lastTwo, lines: 2, leftOut: 2 });
    expect(conversationText(talk, lastTwo.length - 1)).toMatchObject({ lines: 1, leftOut: 3 });
    expect(conversationText(talk, whole.join('\n\n').length)).toMatchObject({ leftOut: 0 });
    expect(conversationText(talk, 3)).toEqual({ text: '', lines: 0, leftOut: 4 });
  });
});

describe('[AN1] a selection as text', () => {
  it('is what was selected, with a mark where a part of it is incomplete', () => {
    expect(selectionText(' hours ', new Set(['1']), talk)).toBe('hours');
    expect(selectionText('It', new Set(['1', '2']), talk)).toBe(`It\n${mark}`);
    expect(selectionText(' ', new Set(['2']), talk)).toBe('');
  });
});
