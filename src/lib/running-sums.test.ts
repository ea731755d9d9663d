import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RunningSums } from './running-sums.ts';

function sumsOf(values: readonly number[]): RunningSums {
  const sums = new RunningSums();
  values.forEach((value) => sums.push(value));
  return sums;
}

const sumBefore = (values: readonly number[], index: number) =>
  values.slice(0, index).reduce((sum, value) => sum + value, 0);

const heights = fc.array(fc.nat(500), { maxLength: 70 });
type Change = { kind: 'push' } | { kind: 'pop' } | { kind: 'set'; index: number };
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.constant<Change>({ kind: 'push' }),
  fc.constant<Change>({ kind: 'pop' }),
  fc.nat(80).map((index): Change => ({ kind: 'set', index })),
);

describe('running sums', () => {
  it('are those of the list, whatever was pushed, popped and set', () => {
    fc.assert(
      fc.property(heights, fc.array(fc.tuple(change, fc.nat(500))), (start, changes) => {
        const values = [...start];
        const sums = sumsOf(start);
        for (const [each, value] of changes) {
          if (each.kind === 'push') {
            values.push(value);
            sums.push(value);
          } else if (each.kind === 'pop') {
            values.pop();
            sums.pop();
          } else {
            if (each.index < values.length) values[each.index] = value;
            sums.set(each.index, value);
          }
        }
        expect(sums.count).toBe(values.length);
        for (let index = 0; index <= values.length; index++) {
          expect(sums.before(index)).toBe(sumBefore(values, index));
        }
      }),
    );
  });

  it('find the place that a sum falls into', () => {
    const sums = sumsOf([10, 0, 20, 5]);
    expect([-1, 0, 9, 10, 29, 30, 34, 35, 99].map((sum) => sums.placeOf(sum))).toEqual([
      0, 0, 0, 2, 2, 3, 3, 3, 3,
    ]);
    expect(sumsOf([]).placeOf(0)).toBe(0);
  });

  it('find the place of any sum as a walk through the list does', () => {
    fc.assert(
      fc.property(heights, fc.nat(40_000), (values, sum) => {
        const walked = values.findIndex((_, index) => sumBefore(values, index + 1) > sum);
        const expected = walked === -1 ? Math.max(0, values.length - 1) : walked;
        expect(sumsOf(values).placeOf(sum)).toBe(expected);
      }),
    );
  });
});
