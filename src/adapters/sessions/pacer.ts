/**
 * Keeps to the number of questions that a Sessions server takes in a time.
 *
 * Counted is what makes a model work, from whichever role: a question and a job of analysis. To read,
 * to keep and to look for an answer is free. Its one law: a turn is taken when it is given, so that
 * two who wait never take the same one.
 */
import type { Clock } from '../../core/clock.ts';
import type { Pace } from '../../core/pacing.ts';
import { opensAt } from '../../core/pacing.ts';

export interface Pacer {
  /** When the next turn is free, in milliseconds since 1970; `null` for now. */
  opensAt(): number | null;
  /** Takes a turn, unless none is free. */
  tryTake(): boolean;
  /** Waits for a turn and takes it. @throws the reason of `signal` where that ends the wait */
  take(signal?: AbortSignal): Promise<void>;
}

export function createPacer(pace: Pace, clock: Clock): Pacer {
  let takenAt: readonly number[] = [];
  const opens = () => opensAt(takenAt, pace, clock.now());
  const tryTake = () => {
    if (opens() !== null) return false;
    takenAt = [...takenAt.slice(1 - pace.limit), clock.now()];
    return true;
  };
  return {
    opensAt: opens,
    tryTake,
    async take(signal) {
      while (!tryTake()) await sleep(clock, (opens() ?? 0) - clock.now(), signal);
    },
  };
}

function sleep(clock: Clock, delay: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      cancel();
      reject(signal?.reason as Error);
    };
    const cancel = clock.after(Math.max(0, delay), () => {
      signal?.removeEventListener('abort', stop);
      resolve();
    });
    if (signal?.aborted) stop();
    else signal?.addEventListener('abort', stop, { once: true });
  });
}
