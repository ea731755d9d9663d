/**
 * Keeps to the number of questions that a Sessions server takes in a time.
 *
 * Counted is what makes a model work, from whichever role: a question and a job of analysis. To read,
 * to keep and to look for an answer is free. What was taken counts on over a reload. Its one law: a
 * turn is taken when it is given, so that two who wait never take the same one.
 */
import type { Clock } from '../../core/clock.ts';
import type { Pace } from '../../core/pacing.ts';
import { opensAt } from '../../core/pacing.ts';
import { amount, listOf, parseJson } from '../../lib/shape.ts';

export interface Pacer {
  /** When the next turn is free, in milliseconds since 1970; `null` for now. */
  opensAt(): number | null;
  /** Takes a turn, unless none is free. */
  tryTake(): boolean;
  /** Waits for a turn and takes it. @throws the reason of `signal` where that ends the wait */
  take(signal?: AbortSignal): Promise<void>;
}

/** What this tab remembers over a reload. */
export interface PacerMemory {
  read(): string | null;
  write(text: string): void;
}

export function createPacer(pace: Pace, clock: Clock, memory?: PacerMemory): Pacer {
  let takenAt = readTimes(memory?.read() ?? null).slice(-pace.limit);
  const opens = () => opensAt(takenAt, pace, clock.now());
  const tryTake = () => {
    if (opens() !== null) return false;
    takenAt = [...takenAt, clock.now()].slice(-pace.limit);
    memory?.write(JSON.stringify(takenAt));
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

const times = listOf(amount);

/** What is no list of times counts for nothing. */
function readTimes(text: string | null): readonly number[] {
  return times(parseJson(text ?? '')) ?? [];
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
