/**
 * Real time, only faster: half a minute passes in under a second, over real sockets.
 *
 * Counts what is set, so that a checker sees timers that were left behind. A jump sets the clock on
 * the wall, as a person or a machine that slept does; timers run on as they were.
 */
import type { Clock } from '../src/core/clock.ts';

export interface FastClock extends Clock {
  readonly timers: number;
  /** Forgets what is set, as a page that is left. */
  clear(): void;
}

/** How far the clock on the wall is off, in milliseconds. */
export interface WallOffset {
  ms: number;
}

const began = performance.now();
const start = Date.now();

export function createFastClock(speed: number, offset: WallOffset = { ms: 0 }): FastClock {
  const set = new Set<NodeJS.Timeout>();
  return {
    now: () => start + (performance.now() - began) * speed + offset.ms,
    after(delay, task) {
      const timer = setTimeout(() => {
        set.delete(timer);
        task();
      }, delay / speed);
      set.add(timer);
      return () => {
        clearTimeout(timer);
        set.delete(timer);
      };
    },
    clear() {
      for (const timer of set) clearTimeout(timer);
      set.clear();
    },
    get timers() {
      return set.size;
    },
  };
}
