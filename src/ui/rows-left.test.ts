import { expect, test } from 'vitest';
import { rowsLeft } from './rows-left.ts';

test('a row goes from its place, and one always stays to write in', () => {
  expect(rowsLeft(['a', 'b', 'c'], 1, '')).toEqual(['a', 'c']);
  expect(rowsLeft(['a'], 0, '')).toEqual(['']);
});
