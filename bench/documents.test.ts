import { describe, expect, it } from 'vitest';
import { giantDocuments, highPace, lastWord, mixedDocument, usualPace } from './documents.ts';

const documents = [
  mixedDocument(20_000, usualPace),
  mixedDocument(100_000, highPace),
  ...giantDocuments(20_000),
];

describe.each(documents)('the document $name', ({ name, tokens }) => {
  const text = tokens.join('');

  it('is about as long as its name says', () => {
    const wanted = Number(/(\d+)k/.exec(name)?.[1]) * 1000;
    expect(text.length / wanted).toBeGreaterThan(0.98);
    expect(text.length / wanted).toBeLessThan(1.08);
  });

  it('shows its last word once, at the end', () => {
    expect(text.split(lastWord)).toHaveLength(2);
    expect(text.slice(text.indexOf(lastWord) + lastWord.length)).toMatch(/^(?: \||\n```)?$/);
  });

  it('comes in tokens of 4½ characters on average', () => {
    expect(text.length / tokens.length).toBeCloseTo(4.5, 0);
  });
});

describe('the documents', () => {
  it('are the same in every run', () => {
    expect(mixedDocument(5_000, usualPace)).toEqual(mixedDocument(5_000, usualPace));
  });

  it.each([
    /^## /m,
    /\*\*\w/,
    /^- /m,
    /^ {2}- /m,
    /^1\. /m,
    /^\| --- /m,
    /^```json$/m,
    /^> /m,
    /\]\(/,
  ])('when mixed have %s', (construct) => {
    expect(mixedDocument(20_000, usualPace).tokens.join('')).toMatch(construct);
  });

  it.each(giantDocuments(20_000).filter(({ name }) => !name.includes('fence')))(
    '$name has no empty line',
    ({ tokens }) => {
      expect(tokens.join('')).not.toContain('\n\n');
    },
  );
});
