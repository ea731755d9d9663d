import { describe, expect, it } from 'vitest';
import type { ExtractionField } from '../../core/analysis.ts';
import { nothingTyped, readRequest } from './read-request.ts';

const text = (name: string): ExtractionField => ({ name, type: 'text' });
const classify = (categories: string) =>
  readRequest({ ...nothingTyped, kind: 'classification', categories });
const extract = (...names: string[]) =>
  readRequest({ ...nothingTyped, kind: 'extraction', fields: names.map(text) });
const many = (count: number) => Array.from({ length: count }, (_, index) => `n${index}`);

describe('[AN1] what is to be found out', () => {
  it.each(['symptoms', 'summary', 'key-phrases', 'sentiment'] as const)(
    '%s needs nothing more',
    (kind) => {
      expect(readRequest({ ...nothingTyped, kind })).toEqual({ request: { kind } });
    },
  );

  it('classification has categories, one a line', () => {
    expect(classify(' Cardiac \n\nOther, or none\n')).toEqual({
      request: { kind: 'classification', categories: ['Cardiac', 'Other, or none'] },
    });
  });

  it.each([
    ['nothing', '', /at least two/],
    ['one', 'Cardiac', /at least two/],
    ['one twice', 'Cardiac\ncardiac ', /“cardiac” is there twice/],
    ['one that is too long', `a\n${'x'.repeat(61)}`, /longer than 60/],
    ['too many', many(21).join('\n'), /At most 20/],
  ])('%s is no choice of categories', (_, typed, fault) => {
    expect(classify(typed)).toEqual({
      faults: { categories: expect.stringMatching(fault) as string },
    });
  });

  it('extraction has fields, as many as are named', () => {
    expect(extract(' Age ', 'Dose', '', ' ')).toEqual({
      request: { kind: 'extraction', fields: [text('Age'), text('Dose')] },
    });
  });

  it('extraction names the row that is wrong', () => {
    expect(extract('Age', '', 'AGE', 'x'.repeat(61))).toEqual({
      faults: {
        names: [
          null,
          'Name this field, or remove it.',
          '“AGE” is there already.',
          'Shorten the name to 60 characters.',
        ],
      },
    });
  });

  it('extraction of nothing, or of too much, is refused', () => {
    expect(extract('', '')).toEqual({ faults: { fields: 'Name at least one field.' } });
    expect(extract(...many(21))).toEqual({ faults: { fields: 'At most 20 fields.' } });
    expect(extract(...many(20))).toMatchObject({ request: { kind: 'extraction' } });
  });
});
