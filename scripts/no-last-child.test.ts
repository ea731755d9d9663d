/**
 * Tailwind's distances and lines between siblings ask of every element of the page whether it is the
 * last child. Then whatever gets a sibling is styled anew with all it holds, in each streamed frame.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

test('distances and lines hang on what precedes: `flow-…`, `not-first:…`', () => {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .filter((file) => /["' ](?:space|divide)-[xy]\b/.test(readFileSync(`src/${file}`, 'utf8')));
  expect(files).toEqual([]);
});
