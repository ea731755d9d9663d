import { expect, test } from 'vitest';
import type { Exchange } from '../../core/conversation.ts';
import { converse, delta, finished, sent, started, written } from '../../testing/samples.ts';
import { findMatches, fold } from './find-matches.ts';

function exchange(id: string, question: string, reply: string, replies: 'plain' | 'markdown') {
  const [said] = converse(
    ...[written(id), sent(id), started(id), delta(id, reply), finished(id)],
  ).exchanges;
  if (!said) throw new Error('Nothing was said');
  const { message, source } = said;
  return { ...said, message: { ...message, text: question }, source: { ...source, replies } };
}

const said: readonly Exchange[] = [
  exchange('a', 'Any fever?', 'Fever since **fe**ver began.', 'markdown'),
  exchange('b', 'Rash?', 'No **rash**.', 'plain'),
];

const found = (words: string) =>
  findMatches(said, words).map(({ exchangeId, ordinal }) => `${exchangeId}${ordinal}`);

test('[HI1] every occurrence is found, oldest first, whatever its case', () => {
  expect(found('FEVER')).toEqual(['a0', 'a1', 'a2']);
  expect(found('rash')).toEqual(['b0', 'b1']);
});

test('[HI1] Markdown is looked at without its marks, plain text as it stands', () => {
  expect(found('since fever')).toEqual(['a0']);
  expect(found('**')).toEqual(['b0', 'b1']);
});

test('[HI1] nothing is found for no words, nor across a question and its reply', () => {
  expect(found('  ')).toEqual([]);
  expect(found('fever?Fever')).toEqual([]);
});

test('[HI1] folding moves no letter', () => {
  for (const text of ['Straße', 'İstanbul', 'ÅNGSTRÖM', '😀 A']) {
    expect(fold(text)).toHaveLength(text.length);
  }
});
