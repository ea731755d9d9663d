import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findJsonFault } from './json-fault.ts';

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('where a text stops being JSON', () => {
  it.each([
    ['a comma too many', '{\n  "a": 1,\n}', 3, 1],
    ['a comma that is missing', '{\n  "a": 1\n  "b": 2\n}', 3, 3],
    ['a word that is none', '{\n  "a": tru\n}', 2, 8],
    ['a quote that is missing', '{\n  "a: 1\n}', 2, 8],
    ['a bracket that is missing', '{\n  "a": [1', 2, 10],
    ['a wrong bracket', '{"a": [1}', 1, 9],
    ['a line break in a text', '{"a":\n"x\ny"}', 2, 3],
    ['a comment', '// mine\n{}', 1, 1],
    ['something behind the end', '{}\n\n x', 3, 2],
    ['nothing at all', '', 1, 1],
    ['a number with a leading zero', '[01]', 1, 3],
  ])('%s', (_, text, line, column) => {
    expect(findJsonFault(text)).toEqual({ line, column });
  });

  it('is nowhere exactly where the browser reads it', () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(), fc.constantFrom('', ',', '"', '}', '\\', '1', ' '), cut),
      { numRuns: 2000 },
    );
    function cut(json: string, at: number, put: string) {
      const place = at % (json.length + 1);
      const text = json.slice(0, place) + put + json.slice(place + 1);
      expect(findJsonFault(text) === null).toBe(isJson(text));
      expect(findJsonFault(json)).toBeNull();
    }
  });
});
