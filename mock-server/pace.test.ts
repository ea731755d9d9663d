import { describe, expect, it } from 'vitest';
import { createPace } from './pace.ts';

describe('pace', () => {
  it.each([0, 0.001])('at rate %d ends at once when aborted', async (rate) => {
    const gone = new AbortController();
    const due = createPace(() => rate).next(gone.signal);
    gone.abort();
    await expect(due).rejects.toThrow();
  });

  it('keeps its timetable above the grain of timers', async () => {
    const pace = createPace(() => 5000);
    const { signal } = new AbortController();
    const start = performance.now();
    for (let piece = 0; piece < 500; piece += 1) await pace.next(signal);
    const elapsed = performance.now() - start;
    expect(elapsed).toBeGreaterThan(95);
    // One timer of a millisecond or more for each piece would take 500 ms at the least.
    expect(elapsed).toBeLessThan(400);
  });

  it('takes a new rate from the next piece on', async () => {
    let rate = 0;
    const pace = createPace(() => rate);
    const { signal } = new AbortController();
    for (let piece = 0; piece < 100; piece += 1) await pace.next(signal);
    rate = 50;
    const start = performance.now();
    await pace.next(signal);
    expect(performance.now() - start).toBeGreaterThan(10);
  });
});
