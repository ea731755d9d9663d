import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { opensAt, paceStatus } from './pacing.ts';

const pace = { limit: 30, window: 60_000 };
const now = 1_000_000;
const sends = (count: number, first = now - 10_000) =>
  Array.from({ length: count }, (_, index) => first + index);

describe('pacing', () => {
  it('[CN5] thirty a minute may go at once, the next when the oldest is a minute old', () => {
    expect(opensAt(sends(29), pace, now)).toBeNull();
    expect(opensAt(sends(30), pace, now)).toBe(now + 50_250);
    expect(opensAt(sends(30), pace, now + 50_000)).toBeNull();
  });

  it('[CN5] no window of a minute ever holds more than thirty, whenever messages are wanted', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 5000 }), { maxLength: 200 }), (gaps) => {
        const sent: number[] = [];
        let time = now;
        for (const gap of gaps) {
          time = Math.max(time + gap, opensAt(sent, pace, time + gap) ?? 0);
          sent.push(time);
        }
        return sent.every((at, index) => at - (sent[index - 30] ?? 0) > 60_000 || index < 30);
      }),
    );
  });

  it('[CN5] the meter appears from twenty of thirty on', () => {
    expect(paceStatus(sends(19), pace, now).isNear).toBe(false);
    expect(paceStatus(sends(20), pace, now)).toEqual({
      used: 20,
      limit: 30,
      opensIn: 0,
      isNear: true,
    });
  });

  it('[CN5] at the limit it says how long the wait is, and counts what a slow clock has not seen', () => {
    expect(paceStatus(sends(30), pace, now)).toMatchObject({ used: 30, opensIn: 50_250 });
    expect(paceStatus(sends(22, now), pace, now - 900).used).toBe(22);
  });

  it('[F31] sends in the future, after a clock was set back, hold nothing', () => {
    expect(opensAt(sends(30, now + 3_600_000), pace, now)).toBeNull();
  });
});
