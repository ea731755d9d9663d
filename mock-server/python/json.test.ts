import { describe, expect, it } from 'vitest';
import { parsePythonJson, PythonJsonError } from './json.ts';
import { pythonFloatJson, pythonRepr } from './repr.ts';

function complaint(text: string): string {
  try {
    parsePythonJson(text);
  } catch (error) {
    if (error instanceof PythonJsonError) return error.message;
  }
  return 'none';
}

describe('parsePythonJson', () => {
  it.each([
    ['not json', 'Expecting value: line 1 column 1 (char 0)'],
    ['', 'Expecting value: line 1 column 1 (char 0)'],
    ['{bad', 'Expecting property name enclosed in double quotes: line 1 column 2 (char 1)'],
    ['{"a":1,}', 'Expecting property name enclosed in double quotes: line 1 column 8 (char 7)'],
    ['{"a" 1}', "Expecting ':' delimiter: line 1 column 6 (char 5)"],
    ['{"a":1 "b"}', "Expecting ',' delimiter: line 1 column 8 (char 7)"],
    ['[1,]', 'Expecting value: line 1 column 4 (char 3)'],
    ['[1 2]', "Expecting ',' delimiter: line 1 column 4 (char 3)"],
    ['01', 'Extra data: line 1 column 2 (char 1)'],
    ['"🚨" x', 'Extra data: line 1 column 5 (char 4)'],
    ['"abc', 'Unterminated string starting at: line 1 column 1 (char 0)'],
    ['"a\\', 'Unterminated string starting at: line 1 column 1 (char 0)'],
    ['"a\nb"', 'Invalid control character at: line 1 column 3 (char 2)'],
    ['"\\x"', 'Invalid \\escape: line 1 column 2 (char 1)'],
    ['"\\u12g4"', 'Invalid \\uXXXX escape: line 1 column 3 (char 2)'],
    ['\n\n {"é":\n tru}', 'Expecting value: line 4 column 2 (char 10)'],
    ['\ufeff{}', 'Unexpected UTF-8 BOM (decode using utf-8-sig): line 1 column 1 (char 0)'],
  ])('says of %j what Python says', (text, message) => {
    expect(complaint(text)).toBe(message);
  });

  it('takes what Python takes beyond JSON', () => {
    expect(parsePythonJson('{"a": [NaN, -Infinity, "\\u00e9"]}')).toEqual({
      a: [Number.NaN, Number.NEGATIVE_INFINITY, 'é'],
    });
  });
});

describe('pythonRepr', () => {
  it.each([
    [null, 'None'],
    [true, 'True'],
    [{ a: [1, 2.5, 'x'] }, "{'a': [1, 2.5, 'x']}"],
    ["it's", '"it\'s"'],
    [`it's "so"`, `'it\\'s "so"'`],
    ['a\n\t\\\u0000é🚨\u00a0', "'a\\n\\t\\\\\\x00é🚨\\xa0'"],
    ['\ud800', "'\\ud800'"],
    [Number.NaN, 'nan'],
  ])('writes %j as %s', (value, text) => {
    expect(pythonRepr(value)).toBe(text);
  });
});

describe('pythonFloatJson', () => {
  it.each([
    [10, '10.0'],
    [0.1, '0.1'],
    [Number.POSITIVE_INFINITY, 'Infinity'],
    [1e21, '1e+21'],
  ])('writes %d as %s', (value, text) => {
    expect(pythonFloatJson(value)).toBe(text);
  });
});

describe('PythonJsonError', () => {
  it('counts its position in code points', () => {
    const failure = new PythonJsonError('Extra data', '🚨🚨x', 4);
    expect(failure).toMatchObject({ reason: 'Extra data', position: 2 });
  });
});
