import { describe, expect, it } from 'vitest';
import type { TurnFailure } from '../core/conversation.ts';
import { createManualClock } from '../testing/manual-clock.ts';
import { createTurnWatch } from './turn-watch.ts';

const limits = { firstFrame: 30_000, stall: 10_000, giveUp: 60_000 };

function watch() {
  const clock = createManualClock();
  const stalls: (number | null)[] = [];
  const expired: TurnFailure[] = [];
  const turn = createTurnWatch(clock, limits, {
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
