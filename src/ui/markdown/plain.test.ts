import fc from 'fast-check';
import type { RootContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { expect, test } from 'vitest';
import { readPlain } from './plain.ts';

/** The same texts every time: a machine that is slow today has no other bugs than yesterday. */
const seed = 4;

const options = { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] };

const letters = ['a', 'word', 'É', '1', '90 %', '🫀'];
const signs = ' , ,  ,.,:,/,-,+,=,!,?,(,),",;,{,},$,^'.split(',');
const odd = [',', '\u00A0', '\u200B', '\u2060', 'www', 'http', 'https', 'mailto', 'ftp', '<', '>'];
const marks = ['*', '**', '`', '``', '[', ']', '](', '_', '~', '|', '\\', '#', '&', '@'];

/** All that is read without the parser. */
const kinds = [
  ...[
    'paragraph',
    'heading',
    'code',
    'blockquote',
    'list',
    'listItem',
    'table',
    'tableRow',
    'tableCell',
  ],
  ...['text', 'strong', 'emphasis', 'inlineCode', 'link'],
];

const word = fc.constantFrom(...letters);
const sign = fc.constantFrom(...signs);
const marked = fc
  .tuple(
    fc.constantFrom(
      ...[
        ['**', '**'],
        ['*', '*'],
        ['`', '`'],
        ['[', '](https://x.yz/a_b?c=d)'],
        ['***', '***'],
        ['__', '__'],
      ],
    ),
    fc.array(fc.oneof({ weight: 8, arbitrary: word }, sign), { minLength: 1, maxLength: 3 }),
  )
  .map(([[open = '', close = ''], inside]) => `${open}${inside.join('')}${close}`);

const part = fc.oneof(
  { weight: 12, arbitrary: word },
  { weight: 6, arbitrary: marked },
  { weight: 3, arbitrary: sign },
  { weight: 1, arbitrary: fc.constantFrom(...odd, ...marks) },
);
const text = fc
  .array(fc.tuple(part, fc.constantFrom(' ', ' ', ' ', '')), { maxLength: 6 })
  .map((parts) => parts.flat().join(''));

const startsOfLines = ['', '', 'x ', '- ', '- ', '* ', '+ ', '1. ', '2. ', '12) ', '0. ', '01. '];
const others = [
  '# ',
  '### ',
  '####### ',
  '-',
  '1.',
  '> ',
  '  ',
  '    ',
  '-  ',
  '- - ',
  '=== ',
  '- [ ] ',
];
const line = fc
  .tuple(fc.constantFrom(...startsOfLines, ...others), text)
  .map(([start, rest]) => start + rest);

const align = fc.constantFrom('---', ':-', '-:', ':-:', '---', '-', '', '*');
const rowOf = (cell: fc.Arbitrary<string>, columns: number) =>
  fc
    .array(cell, { minLength: columns, maxLength: columns })
    .map((cells) => `| ${cells.join(' | ')} |`);
const table = fc
  .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: -9, max: 1 }))
  .chain(([columns, odds]) =>
    fc.tuple(
      rowOf(text, columns),
      rowOf(align, Math.max(1, columns + Math.max(0, odds))),
      fc.array(rowOf(text, columns), { maxLength: 2 }),
      fc.constantFrom('| a', 'b', ' '),
    ),
  )
  .map(([head, second, rows, end]) => [head, second, ...rows, end].join('\n'));

const nestedLine = fc
  .tuple(
    fc.constantFrom('', '', '  ', '  ', '   ', '    ', ' ', '      '),
    fc.constantFrom('- ', '- ', '- ', '1. ', '1. ', '2. ', '* ', ''),
    text,
  )
  .map((parts) => parts.join(''));
const nested = fc
  .tuple(fc.constantFrom('- a\n', '1. a\n', '* a\n'), fc.array(nestedLine, { maxLength: 4 }))
  .map(([first, all]) => first + all.join('\n'));

const quoted = fc
  .array(fc.tuple(fc.constantFrom('> ', '> ', '> ', '>', '>  ', '', '> - '), text), {
    minLength: 1,
    maxLength: 3,
  })
  .map((all) => all.map((parts) => parts.join('')).join('\n'));
const wrapped = fc.array(text, { minLength: 2, maxLength: 3 }).map((all) => all.join('\n'));

const fence = fc
  .tuple(
    fc.constantFrom('```', '```ts', '```c++', '```', '~~~', '````', ' ```', '``` a b'),
    fc.array(fc.oneof(text, fc.constantFrom('', '', '  indented', '\tx', '```x', '    ```')), {
      maxLength: 3,
    }),
    fc.constantFrom('```', '```', '```', '', '  ```', '````', '``` '),
  )
  .map(([open, all, close]) => [open, ...all, close].join('\n'));

const source = fc
  .array(
    fc.tuple(
      fc.oneof(
        { weight: 4, arbitrary: line },
        { weight: 1, arbitrary: table },
        fence,
        nested,
        quoted,
        wrapped,
      ),
      fc.constantFrom('\n', '\n', '\n\n', '\n\n', '\n\n\n', '\n \n', '\r\n'),
    ),
    { minLength: 1, maxLength: 4 },
  )
  .chain((parts) => {
    const whole = parts.flat().join('');
    // Cut anywhere, as a reply is that grows.
    return fc.integer({ min: 1, max: whole.length * 2 }).map((length) => whole.slice(0, length));
  });

test('what is read without the parser is what the parser reads', { timeout: 60_000 }, () => {
  const found = new Map<string, number>();
  let lists = 0;
  fc.assert(
    fc.property(source, (written) => {
      const plain = readPlain(written);
      if (plain === undefined) return;
      if (isNested(plain)) lists += 1;
      for (const [, kind = ''] of JSON.stringify(plain).matchAll(/"type":"(\w+)"/g)) {
        found.set(kind, (found.get(kind) ?? 0) + 1);
      }
      expect(plain).toEqual(fromMarkdown(written, options).children);
    }),
    { numRuns: 60_000, endOnFailure: true, seed },
  );
  expect(lists).toBeGreaterThan(20);
  const rare = kinds.filter((kind) => (found.get(kind) ?? 0) < 20);
  expect(rare).toEqual([]);
});

const isNested = (nodes: readonly RootContent[]) =>
  nodes.some(({ type, ...node }) => type === 'list' && /"list"/.test(JSON.stringify(node)));

test.each([
  '*a',
  'a  \nb',
  '> a\nb',
  'a@b.c',
  'see www.x.yz',
  'see https://x.yz',
  '# a #',
  'a [b]',
  '- a\n\n- b',
  '- [x] a',
  'a\n2. b',
  '',
])('%j is for the parser', (source) => {
  expect(readPlain(source)).toBeUndefined();
});
