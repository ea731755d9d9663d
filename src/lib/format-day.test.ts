import { expect, test } from 'vitest';
import { formatAge, formatDay } from './format-day.ts';

test('[OR2] the day of a price list is the same in every time zone', () => {
  expect(formatDay('2026-11-01')).toBe('1 Nov 2026');
  expect(formatDay('2026-12-31')).toBe('31 Dec 2026');
});

test('a date that is none stays as it was written', () => {
  expect(formatDay('last autumn')).toBe('last autumn');
});

test.each([
  [0, 'just now'],
  [-5_000, 'just now'],
  [59_999, 'just now'],
  [60_000, '1 min ago'],
  [6.9 * 60_000, '6 min ago'],
  [60 * 60_000, '1 h ago'],
  [47.5 * 3_600_000, '47 h ago'],
  [72 * 3_600_000, '3 days ago'],
])('[OR7] an order of %d ms ago was "%s"', (age, words) => {
  const now = 1_795_000_000_000;
  expect(formatAge(now - age, now)).toBe(words);
});
