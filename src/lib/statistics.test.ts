import { expect, it } from 'vitest';
import { mean, percentile } from './statistics.ts';

it('[OP2] a mean and a percentile, also of one value and of none', () => {
  const values = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect(mean(values)).toBe(50.5);
  expect(percentile(values, 0.95)).toBe(95);
  expect(percentile([7], 0.95)).toBe(7);
  expect(percentile([3, 1, 2], 0)).toBe(1);
  expect([mean([]), percentile([], 0.95)]).toEqual([null, null]);
});
