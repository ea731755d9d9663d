/** Red says "emergency" only as long as nothing else is red. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** What shows an emergency, and the button that only the banner uses. */
const mayBeRed = [
  'src/panels/alerts/grades.ts',
  'src/panels/lock/lock-screen.tsx',
  'src/panels/notices/grades.ts',
  'src/ui/button-look.ts',
];
const red =
  /\b(?:text|bg|border|outline|fill|stroke|ring)-high\b|--color-high\b|\b(?:text|bg)-red\b/;

const filesWith = (pattern: RegExp) =>
  readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => `src/${file}`)
    .filter((file) => pattern.test(readFileSync(file, 'utf8')));

test('[AL4] red is for emergencies alone', () => {
  expect(filesWith(red).sort()).toEqual([...mayBeRed].sort());
});

test('[AL4] the red button is the one that acknowledges', () => {
  expect(filesWith(/look="alarm"/)).toEqual(['src/panels/alerts/alert-card.tsx']);
});
