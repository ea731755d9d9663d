/**
 * The speed of a stream: when the next piece of a reply is due.
 *
 * Keeps to a timetable counted from the first piece, so that a high rate is not slowed by the
 * millisecond grain of timers: what is due within the same millisecond comes at once. Its one law:
 * even at rate 0, or far behind its timetable, it gives way after a few pieces at the latest, so that
 * a close or another client is served in between.
 */
import { setImmediate, setTimeout } from 'node:timers/promises';

export interface Pace {
  /** Resolves when the next piece is due; rejects as soon as `signal` is aborted. */
  next(signal: AbortSignal): Promise<void>;
}

/** The most pieces without giving way to anything else. */
const inOneGo = 8;

/** `rate` is pieces a second and is asked anew before each piece; 0 is as fast as possible. */
export function createPace(rate: () => number): Pace {
  let due = performance.now();
  let inARow = 0;
  return {
    async next(signal) {
      signal.throwIfAborted();
      const current = rate();
      // Without a rate there is no timetable that a later rate could be behind.
      due = current > 0 ? due + 1000 / current : performance.now();
      const wait = due - performance.now();
      inARow += 1;
      if (current > 0 && wait < 1 && inARow < inOneGo) return;
      inARow = 0;
      if (current > 0 && wait >= 1) await setTimeout(wait, undefined, { signal });
      else await setImmediate(undefined, { signal });
    },
  };
}
