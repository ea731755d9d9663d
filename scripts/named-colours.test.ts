/** The theme has no colour but its own, so that a class which names another of Tailwind draws nothing. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const foreign =
  /["' :](?:bg|text|border(?:-[a-z])?|outline|fill|stroke|ring|accent|decoration|caret)-(?:white|black|[a-z]+-\d{2,3})\b/;

test('[AX4] every colour is one of the theme, for light and dark', () => {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .filter((file) => foreign.test(readFileSync(`src/${file}`, 'utf8')));
  expect(files).toEqual([]);
});
