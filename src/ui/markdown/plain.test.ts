import fc from 'fast-check';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { expect, test } from 'vitest';
import { readPlain } from './plain.ts';

const options = { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] };

const sign = fc.constantFrom(
  ...[
    'a',
    'word',
    'É',
    ' ',
    ' ',
    '  ',
    '.',
    ',',
    ':',
    '/',
    '-',
    '+',
    '=',
    '!',
    '?',
    '(',
    ')',
    '"',
    "'",
  ],
  ...[
    '1',
    '90 %',
    'www',
    'http',
    'https',
    'mailto',
    'ftp',
    ';',
    '{',
    '}',
    '$',
    '^',
    '🫀',
    '\u00A0',
    '\u200B',
  ],
);
const line = fc.array(sign, { maxLength: 14 }).map((parts) => parts.join(''));
const start = fc.constantFrom(
  '',
  '- ',
  '* ',
  '+ ',
  '1. ',
  '12) ',
  '0. ',
  '000000001. ',
  'x ',
  '-',
  '1.',
);

test('what is read without the parser is what the parser reads', () => {
  let count = 0;
  fc.assert(
    fc.property(start, line, (mark, text) => {
      const plain = readPlain(mark + text);
      if (plain === undefined) return;
      count += 1;
      expect(plain).toEqual(fromMarkdown(mark + text, options).children);
    }),
    { numRuns: 3_000, endOnFailure: true },
  );
  expect(count).toBeGreaterThan(300);
});

test.each([
  '*a*',
  '1) *a*',
  'a\nb',
  'a@b.c',
  'see www.x.yz',
  'see https://x.yz',
  '# a',
  'a [b]',
  '',
])('%j is for the parser', (source) => {
  expect(readPlain(source)).toBeUndefined();
});
