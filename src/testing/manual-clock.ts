/**
 * Time in the hand of a test: a `Clock` and a `Scheduler` that move only when told to.
 *
 * Its one law: `advance` runs what falls due in the order in which it falls due, at its own time,
 * also what is set up on the way.
 */
import type { Cancel, Clock, Scheduler } from '../core/clock.ts';

export interface ManualClock extends Clock, Scheduler {
  /** Lets `milliseconds` pass. */
  advance(milliseconds: number): void;
  /** Sets the time on or back, as when a clock is put right or a laptop slept; timers know nothing of it. */
  jump(milliseconds: number): void;
  /** Paints one frame. */
  paint(): void;
  /** How many timers are set. */
  readonly timers: number;
  /** How many tasks wait for a frame. */
  readonly frames: number;
}

interface Timer {
  /** In milliseconds that passed since the start. */
  readonly due: number;
  readonly task: () => void;
}

/** @param start milliseconds since 1970 */
export function createManualClock(start = Date.UTC(2030, 0, 15, 9, 0)): ManualClock {
  let passed = 0;
  let offset = start;
  const timers = new Set<Timer>();
  let frames = new Set<{ task: () => void }>();

  const nextDue = (until: number): Timer | undefined =>
    [...timers].filter(({ due }) => due <= until).sort((a, b) => a.due - b.due)[0];

  return {
    now: () => passed + offset,
    after(delay, task): Cancel {
      const timer = { due: passed + delay, task };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    nextFrame(task): Cancel {
      const frame = { task };
      const queue = frames;
      queue.add(frame);
      return () => void queue.delete(frame);
    },
    advance(milliseconds) {
      const until = passed + milliseconds;
      for (let timer = nextDue(until); timer; timer = nextDue(until)) {
        timers.delete(timer);
        passed = Math.max(passed, timer.due);
        timer.task();
      }
      passed = until;
    },
    jump(milliseconds) {
      offset += milliseconds;
    },
    paint() {
      const due = frames;
      frames = new Set();
      for (const { task } of due) task();
    },
    get timers() {
      return timers.size;
    },
    get frames() {
      return frames.size;
    },
  };
}

/** Lets every promise that is ready run its course. No time passes. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
