import { expect, test } from 'vitest';
import { splitSummary } from './split-summary.ts';

test('the first sentence is the heading', () => {
  expect(splitSummary('A 54-year-old man has chest pain. He smokes.')).toEqual({
    heading: 'A 54-year-old man has chest pain',
    rest: 'He smokes.',
  });
  expect(splitSummary('Temperature 39.5. Cough since Monday.').heading).toBe('Temperature 39.5');
});

test.each(['Dr. Smith sends a man of 54. He coughs.', 'Mr. J. Doe, 54, coughs.'])(
  'a title or an initial ends no sentence: %s',
  (summary) => {
    expect(splitSummary(summary).heading).toMatch(/54/);
  },
);

test('what is too long to be a heading stays whole', () => {
  const long = `${'word '.repeat(40)}end. Next.`;
  expect(splitSummary(long)).toEqual({ heading: 'summary', rest: long });
});

test('an empty summary has neither', () => {
  expect(splitSummary('  ')).toEqual({ heading: '', rest: '' });
});
