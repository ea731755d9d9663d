import { beforeEach, describe, expect, it } from 'vitest';
import { RateLimited, Unreachable } from '../core/errors.ts';
import type { ManualClock } from '../testing/manual-clock.ts';
import { createManualClock, settled } from '../testing/manual-clock.ts';
import type { PollOptions } from './poll.ts';
import { poll } from './poll.ts';

let clock: ManualClock;
let askedAt: number[];
let isHidden: boolean;
let overdue: number;
let onSeen: () => void;

beforeEach(() => {
  clock = createManualClock(0);
  askedAt = [];
  isHidden = false;
  overdue = 0;
  onSeen = () => undefined;
});

const start = (rest: Partial<PollOptions> = {}) =>
  poll({
    clock,
    visibility: {
      isHidden: () => isHidden,
      onSeen: (listener) => {
        onSeen = listener;
        return () => (onSeen = () => undefined);
      },
    },
    limit: 60_000,
    ask: () => {
      askedAt.push(clock.now());
      return Promise.resolve(false);
    },
    onError: () => false,
    onOverdue: () => overdue++,
    pausesHidden: true,
    ...rest,
  });

/** In steps, so that what is asked is answered on the way. */
async function pass(milliseconds: number): Promise<void> {
  for (let passed = 0; passed < milliseconds; passed += 1) {
    clock.advance(1);
    await settled();
  }
}

const gaps = () => askedAt.map((at, index) => at - (askedAt[index - 1] ?? 0));

describe('asking again', () => {
  it('[AN3] is done less and less often, down to once in five seconds', async () => {
    start();
    await pass(30_000);
    expect(gaps()).toEqual(gaps().toSorted((a, b) => a - b));
    expect(gaps()[0]).toBe(400);
    expect(gaps().at(-1)).toBe(5_000);
  });

  it('[AN3] ends at the limit, once', async () => {
    start({ limit: 10_000 });
    await pass(60_000);
    expect(overdue).toBe(1);
    expect(askedAt.at(-1)).toBeLessThan(15_000);
    expect(clock.timers).toBe(0);
  });

  it('[AN3] ends with the answer', async () => {
    start({ ask: () => Promise.resolve(true) });
    await pass(1_000);
    expect(clock.timers).toBe(0);
    onSeen();
    expect(overdue).toBe(0);
  });

  it('[AN3] pauses while the page is hidden, and goes on at once when it is seen', async () => {
    start();
    await pass(1_000);
    isHidden = true;
    await pass(1_000);
    const before = askedAt.length;
    await pass(60_000);
    expect(askedAt).toHaveLength(before);
    expect(overdue).toBe(0);
    isHidden = false;
    onSeen();
    expect(askedAt).toHaveLength(before + 1);
    await pass(10_000);
    expect(askedAt.length).toBeGreaterThan(before + 1);
  });

  it('[F29] where it may not pause, is done seldom in a hidden page', async () => {
    isHidden = true;
    start({ pausesHidden: false });
    await pass(45_000);
    expect(gaps()).toEqual([15_000, 15_000, 15_000]);
  });

  it('[OB5] waits for as long as the server says', async () => {
    start({
      ask: () => {
        askedAt.push(clock.now());
        return Promise.reject(new RateLimited('slow', 20_000));
      },
    });
    await pass(45_000);
    expect(gaps()).toEqual([400, 20_000, 20_000]);
  });

  it('[F13] ends where a fault leaves no sense in it', async () => {
    const faults: unknown[] = [];
    start({
      ask: () => Promise.reject(new Unreachable('gone')),
      onError: (error) => faults.push(error) === 2,
    });
    await pass(30_000);
    expect(faults).toHaveLength(2);
    expect(clock.timers).toBe(0);
  });

  it('[F44] stopped in the middle of a question, says nothing and asks no more', async () => {
    let answer = (_isOver: boolean) => undefined as unknown;
    let signal: AbortSignal | undefined;
    const stop = start({
      ask: (given) => {
        signal = given;
        return new Promise((resolve) => (answer = resolve));
      },
    });
    clock.advance(400);
    stop();
    expect(signal?.aborted).toBe(true);
    answer(false);
    await settled();
    expect(clock.timers).toBe(0);
    expect(overdue).toBe(0);
  });

  it('[F44] is not asked twice at a time when the page is seen', async () => {
    let asked = 0;
    start({ ask: () => new Promise(() => asked++) });
    clock.advance(400);
    onSeen();
    await settled();
    expect(asked).toBe(1);
  });
});
