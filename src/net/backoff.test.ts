import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backoffDelay } from './backoff.ts';

const attempt = fc.nat({ max: 2000 });
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe('back-off', () => {
  it('[CN2] waits at least half a second and at most thirty, however often it failed', () => {
    fc.assert(
      fc.property(attempt, random, (tries, chance) => {
        const delay = backoffDelay(tries, chance);
        return Number.isInteger(delay) && delay >= 500 && delay <= 30_000;
      }),
    );
  });

  it('[CN2] the longest wait doubles with every failure until it is half a minute', () => {
    const longest = Array.from({ length: 8 }, (_, tries) =>
      backoffDelay(tries, 1 - Number.EPSILON),
    );
    expect(longest).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
  });

  it('[F7] after five failures none of the waits is short', () => {
    expect(Array.from({ length: 7 }, (_, tries) => backoffDelay(tries, 0))).toEqual([
      500, 500, 500, 500, 500, 15_000, 15_000,
    ]);
  });

  it('[CN2] consoles that lost the same server do not come back in step', () => {
    const delays = Array.from({ length: 100 }, (_, index) => backoffDelay(3, index / 100));
    expect(new Set(delays).size).toBe(100);
    expect(Math.max(...delays) - Math.min(...delays)).toBeGreaterThan(7000);
  });
});

it('[OB3][F7] a line that rests sooner and longer is not tried before it may be', () => {
  const pace = { fastTries: 2, rest: 40_000 };
  expect(backoffDelay(1, 0, pace)).toBe(500);
  expect(backoffDelay(2, 0, pace)).toBe(40_000);
  expect(backoffDelay(9, 0.999, pace)).toBeLessThanOrEqual(80_000);
  expect(backoffDelay(2, 1, { fastTries: 2, rest: 15_000 })).toBe(30_000);
});
