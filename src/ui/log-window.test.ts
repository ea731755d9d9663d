import { describe, expect, it } from 'vitest';
import { RunningSums } from '../lib/running-sums.ts';
import { coverEnd, coverSight, layOut } from './log-window.ts';

/** `count` items of 100 px. */
function evenly(count: number): RunningSums {
  const sums = new RunningSums();
  for (let index = 0; index < count; index++) sums.push(100);
  return sums;
}

const sums = evenly(5_000);

describe('[TK3] what is drawn of a long list', () => {
  it('is what the reader sees and a screen before and behind it', () => {
    const span = coverSight(sums, { start: 0, end: 0 }, { top: 100_000, bottom: 100_900 });
    expect(span).toEqual({ start: 988, end: 1022 });
  });

  it('stays the same span while enough is beyond the sight', () => {
    const span = { start: 988, end: 1022 };
    expect(coverSight(sums, span, { top: 100_500, bottom: 101_400 })).toBe(span);
    expect(coverSight(sums, span, { top: 101_000, bottom: 101_900 })).not.toBe(span);
    expect(coverSight(sums, span, { top: 99_300, bottom: 100_200 })).not.toBe(span);
  });

  it('lets go of what is far from the sight', () => {
    const span = coverSight(sums, { start: 0, end: 1_030 }, { top: 100_000, bottom: 100_900 });
    expect(span).toEqual({ start: 988, end: 1022 });
  });

  it('asks for nothing beyond the first and the last item', () => {
    const first = coverSight(sums, { start: 9, end: 9 }, { top: -20, bottom: 880 });
    expect(first).toEqual({ start: 0, end: 21 });
    expect(coverSight(sums, first, { top: 0, bottom: 900 })).toBe(first);
    const last = coverSight(sums, first, { top: 499_100, bottom: 500_000 });
    expect(last).toEqual({ start: 4_979, end: Infinity });
    expect(coverSight(sums, last, { top: 499_120, bottom: 500_020 })).toBe(last);
    expect(coverEnd(sums, 900)).toEqual(last);
  });

  it('draws one item that is longer than everything else again and again', () => {
    const long = new RunningSums();
    [100, 50_000, 100].forEach((height) => long.push(height));
    const span = coverSight(long, { start: 0, end: 0 }, { top: 25_000, bottom: 25_900 });
    expect(span).toEqual({ start: 1, end: 2 });
    expect(coverSight(long, span, { top: 26_000, bottom: 26_900 })).toBe(span);
  });

  it('is all of a list that fits, empty or not', () => {
    const sight = { top: 0, bottom: 900 };
    expect(coverSight(evenly(3), { start: 0, end: 0 }, sight)).toEqual({ start: 0, end: Infinity });
    expect(coverSight(evenly(0), { start: 0, end: 0 }, sight)).toEqual({ start: 0, end: Infinity });
  });
});

describe('room for what is not drawn', () => {
  it('is left above, between and below', () => {
    const spans = [
      { start: 1_000, end: 1_010 },
      { start: 20, end: 21 },
      { start: 4_990, end: 4_991 },
    ];
    expect(layOut(sums, spans)).toEqual({
      runs: [
        { start: 20, end: 21, before: 2_000 },
        { start: 1_000, end: 1_010, before: 97_900 },
        { start: 4_990, end: 4_991, before: 398_000 },
      ],
      after: 900,
    });
  });

  it('is not left between spans that touch or overlap', () => {
    const spans = [
      { start: 10, end: 20 },
      { start: 20, end: 30 },
      { start: 12, end: 13 },
      { start: 25, end: Infinity },
    ];
    expect(layOut(sums, spans)).toEqual({
      runs: [{ start: 10, end: Infinity, before: 1_000 }],
      after: 0,
    });
  });
});
