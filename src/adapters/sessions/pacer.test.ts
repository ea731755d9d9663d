import { describe, expect, it } from 'vitest';
import { createManualClock, settled } from '../../testing/manual-clock.ts';
import { memoryVault } from '../../testing/memory-vault.ts';
import { createPacer } from './pacer.ts';

const pace = { limit: 2, window: 60_000 };

describe('[OB5] the pace of a server', () => {
  it('gives as many turns as fit, and says when the next is free', () => {
    const clock = createManualClock(0);
    const pacer = createPacer(pace, clock);
    expect([pacer.tryTake(), pacer.tryTake(), pacer.tryTake()]).toEqual([true, true, false]);
    expect(pacer.opensAt()).toBe(60_250);
    clock.advance(60_250);
    expect(pacer.opensAt()).toBeNull();
    expect(pacer.tryTake()).toBe(true);
  });

  it('counts on what was taken before the page was loaded anew, and nothing else', () => {
    const clock = createManualClock(1_000);
    const memory = memoryVault();
    expect(createPacer(pace, clock, memory).tryTake()).toBe(true);
    const again = createPacer(pace, clock, memory);
    expect([again.tryTake(), again.tryTake()]).toEqual([true, false]);
    for (const damaged of ['', '{', '{}', '["now"]', 'null']) {
      memory.write(damaged);
      expect(createPacer(pace, clock, memory).opensAt()).toBeNull();
    }
  });

  it('lets those who wait through one after another, never together', async () => {
    const clock = createManualClock(0);
    const pacer = createPacer({ limit: 1, window: 1_000 }, clock);
    const taken: number[] = [];
    for (const name of [1, 2, 3]) void pacer.take().then(() => taken.push(name));
    await settled();
    expect(taken).toEqual([1]);
    clock.advance(1_250);
    await settled();
    expect(taken).toHaveLength(2);
    clock.advance(1_250);
    await settled();
    expect(taken).toHaveLength(3);
  });

  it('lets go of who does not want to wait any more, and leaves no timer', async () => {
    const clock = createManualClock(0);
    const pacer = createPacer({ limit: 1, window: 1_000 }, clock);
    await pacer.take();
    const abort = new AbortController();
    const wait = pacer.take(abort.signal);
    abort.abort(new Error('Enough'));
    await expect(wait).rejects.toThrow('Enough');
    await expect(pacer.take(abort.signal)).rejects.toThrow('Enough');
    expect(clock.timers).toBe(0);
  });
});
