import { describe, expect, it } from 'vitest';
import type { TurnFailure } from '../core/conversation.ts';
import { createManualClock } from '../testing/manual-clock.ts';
import { createSleepWatch, createTurnWatch } from './turn-watch.ts';

const limits = { firstFrame: 30_000, stall: 10_000, giveUp: 60_000 };

function watch() {
  const clock = createManualClock();
  const stalls: (number | null)[] = [];
  const expired: TurnFailure[] = [];
  const turn = createTurnWatch(clock, () => limits, {
    onStall: (since) => void stalls.push(since),
    onExpire: (failure) => void expired.push(failure),
  });
  return { clock, turn, stalls, expired };
}

describe('the watch on a turn', () => {
  it('[TU5] ends a turn without a first frame at thirty seconds', () => {
    const { clock, turn, expired } = watch();
    turn.sent();
    clock.advance(29_999);
    expect(expired).toEqual([]);
    clock.advance(1);
    expect(expired).toEqual([{ kind: 'no-answer', limit: 30_000 }]);
    expect(clock.timers).toBe(0);
  });

  it('[TU5] shows a stall at ten seconds of silence and gives up at sixty', () => {
    const { clock, turn, stalls, expired } = watch();
    turn.sent();
    clock.advance(5000);
    turn.heard();
    const since = clock.now();
    clock.advance(9999);
    expect(stalls).toEqual([]);
    clock.advance(1);
    expect(stalls).toEqual([since]);
    clock.advance(49_999);
    expect(expired).toEqual([]);
    clock.advance(1);
    expect(expired).toEqual([{ kind: 'stalled', limit: 60_000 }]);
    expect(stalls).toEqual([since, null]);
  });

  it('[TU5] a frame ends the stall, and the silence is counted anew', () => {
    const { clock, turn, stalls, expired } = watch();
    turn.sent();
    turn.heard();
    clock.advance(40_000);
    turn.heard();
    expect(stalls).toHaveLength(2);
    expect(stalls[1]).toBeNull();
    clock.advance(59_999);
    expect(expired).toEqual([]);
    clock.advance(1);
    expect(expired).toHaveLength(1);
  });

  it('[TU5] a reply that keeps coming is never given up, and costs one timer', () => {
    const { clock, turn, stalls, expired } = watch();
    turn.sent();
    for (let seconds = 0; seconds < 600; seconds += 9) {
      turn.heard();
      expect(clock.timers).toBe(1);
      clock.advance(9000);
    }
    expect(stalls).toEqual([]);
    expect(expired).toEqual([]);
  });

  it('[TU5] after the end of the turn nothing rings, whatever still arrives', () => {
    const { clock, turn, stalls, expired } = watch();
    turn.sent();
    turn.heard();
    turn.done();
    turn.heard();
    clock.advance(3_600_000);
    expect(stalls).toEqual([]);
    expect(expired).toEqual([]);
    expect(clock.timers).toBe(0);
  });

  it('[F31] a clock that is set back by an hour puts the end off by no more than the limit', () => {
    const { clock, turn, expired } = watch();
    turn.sent();
    clock.jump(-3_600_000);
    clock.advance(60_000);
    expect(expired).toEqual([{ kind: 'no-answer', limit: 30_000 }]);
  });
});

describe('after the machine slept', () => {
  it('[CN7][F30] the limits are applied by the clock, not by timers that slept as well', () => {
    const { clock, turn, expired } = watch();
    turn.sent();
    clock.jump(3_600_000);
    expect(expired).toEqual([]);
    turn.check();
    expect(expired).toEqual([{ kind: 'no-answer', limit: 30_000 }]);
    expect(clock.timers).toBe(0);
  });

  it('[CN7] a reply that was streaming is given up, and its stall said before', () => {
    const { clock, turn, stalls, expired } = watch();
    turn.sent();
    turn.heard();
    clock.jump(3_600_000);
    turn.check();
    clock.advance(0);
    expect(stalls).toHaveLength(2);
    expect(expired).toEqual([{ kind: 'stalled', limit: 60_000 }]);
  });

  it('[TU5] what is within its limits goes on, and what is not owed does not ring', () => {
    const { clock, turn, expired } = watch();
    turn.check();
    turn.sent();
    clock.jump(20_000);
    turn.check();
    expect(expired).toEqual([]);
    clock.advance(10_000);
    expect(expired).toHaveLength(1);
  });
});

describe('the watch on sleep', () => {
  function sleepWatch() {
    const clock = createManualClock();
    let woken = 0;
    const sleep = createSleepWatch(clock, () => {
      woken++;
    });
    return { clock, sleep, woken: () => woken };
  }

  it('[F30] an hour that no timer saw is noticed within two seconds of waking, once', () => {
    const { clock, sleep, woken } = sleepWatch();
    sleep.start();
    sleep.start();
    clock.advance(60_000);
    expect(woken()).toBe(0);
    clock.jump(3_600_000);
    clock.advance(2_000);
    expect(woken()).toBe(1);
    clock.advance(3_600_000);
    expect(woken()).toBe(1);
    expect(clock.timers).toBe(1);
  });

  it('[F29] a hidden tab, which gets its timers once a minute, is not taken for sleep', () => {
    const { clock, sleep, woken } = sleepWatch();
    sleep.start();
    for (let minutes = 0; minutes < 60; minutes++) {
      clock.jump(58_000);
      clock.advance(2_000);
    }
    expect(woken()).toBe(0);
  });

  it('[F31] a clock that is set back is no sleep, and hides none after it', () => {
    const { clock, sleep, woken } = sleepWatch();
    sleep.start();
    clock.jump(-3_600_000);
    clock.advance(2_000);
    expect(woken()).toBe(0);
    clock.jump(3_600_000);
    clock.advance(2_000);
    expect(woken()).toBe(1);
  });

  it('[F44] stopped it has no timer', () => {
    const { clock, sleep } = sleepWatch();
    sleep.start();
    sleep.stop();
    expect(clock.timers).toBe(0);
  });
});
