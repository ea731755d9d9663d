import { describe, expect, it } from 'vitest';
import { CircuitOpen, RateLimited, Rejected, ServerFault, Unreachable } from '../core/errors.ts';
import { createManualClock, settled } from '../testing/manual-clock.ts';
import { mayRepeat, repeat, repeatAfter } from './repeat.ts';

describe('[OB5] what does no harm twice', () => {
  it('is asked for again twice, where that may help', () => {
    expect([0, 1, 2].map((failures) => mayRepeat(failures, new ServerFault(503)))).toEqual([
      ...[true, true, false],
    ]);
    expect(mayRepeat(0, new Unreachable('away'))).toBe(true);
    expect(mayRepeat(0, new Rejected(404, 'gone'))).toBe(false);
    expect(mayRepeat(0, new CircuitOpen(0, () => undefined))).toBe(false);
  });

  it('waits with jitter, and no less than the server asks for', () => {
    const error = new Unreachable('away');
    expect(repeatAfter(0, error, 0)).toBe(500);
    expect(repeatAfter(0, error, 0.5)).toBe(750);
    expect(repeatAfter(1, error, 0.999)).toBeGreaterThan(1_990);
    expect(repeatAfter(0, new RateLimited('slowly', 4_000), 0)).toBe(4_500);
  });

  it('tells of a wait that is long, or that nobody knows, instead of waiting', () => {
    expect(mayRepeat(0, new RateLimited('slowly', 4_000))).toBe(true);
    expect(mayRepeat(0, new RateLimited('slowly', 60_000))).toBe(false);
    expect(mayRepeat(0, new RateLimited('slowly'))).toBe(false);
  });

  it('is given up at once when nobody needs it, also while it waits', async () => {
    const clock = createManualClock();
    const abort = new AbortController();
    let asked = 0;
    const ask = () => {
      asked++;
      return Promise.reject(abort.signal.aborted ? new Error('aborted') : new ServerFault(503));
    };
    const outcome = repeat(ask, { clock, random: () => 0 }, abort.signal).catch(String);
    await settled();
    abort.abort();
    expect(await outcome).toBe('Error: aborted');
    expect([asked, clock.timers]).toEqual([2, 0]);
  });
});
