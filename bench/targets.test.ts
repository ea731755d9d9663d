import { describe, expect, it } from 'vitest';
import { median } from './median.ts';
import { describeTargets, judge, round } from './targets.ts';

describe('a figure beside its promise', () => {
  const less = { sign: '≤', atLeast: 2.5, aim: 1.6 } as const;
  const more = { sign: '≥', atLeast: 5, aim: 9 } as const;

  it.each([
    [1.6, less, 'aim reached'],
    [1.61, less, 'accepted'],
    [2.51, less, 'MISSED'],
    [9, more, 'aim reached'],
    [5, more, 'accepted'],
    [4.99, more, 'MISSED'],
    [1, { sign: '≤', atLeast: null, aim: 0 }, 'below the aim'],
    [NaN, less, 'not measured'],
  ] as const)('judges %d by %o: %s', (figure, marks, verdict) => {
    expect(judge(figure, marks)).toBe(verdict);
  });

  it('stands in the table with both marks', () => {
    const table = describeTargets([
      { what: '÷ limit', figure: 1.234, ...less },
      { what: 'painted', figure: 12, unit: 'ms', sign: '≤', atLeast: null, aim: 30 },
    ]);
    expect(table.split('\n').slice(2)).toEqual([
      '÷ limit      1.23     ≤ 2.5  ≤ 1.6  aim reached',
      'painted   12.0 ms             ≤ 30  aim reached',
    ]);
  });

  it.each([
    [0, '0'],
    [0.456, '0.46'],
    [12.34, '12.3'],
    [345.6, '346'],
    [NaN, '–'],
  ])('writes %d as %s', (figure, text) => {
    expect(round(figure)).toBe(text);
  });
});

describe('a median', () => {
  it('is the middle, whatever the order and however bad the worst', () => {
    expect(median([900, 1, 2])).toBe(2);
  });

  it('of nothing is not a number', () => {
    expect(median([])).toBeNaN();
  });
});
