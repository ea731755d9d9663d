/**
 * Whether what can do no harm twice is asked for again by itself, and after how long: with jitter, and
 * not before a server wants it.
 *
 * Its one law: twice, and no more.
 */
import type { Clock } from '../core/clock.ts';
import { CircuitOpen, isRetryable, RateLimited } from '../core/errors.ts';
import { backoffDelay } from './backoff.ts';

const most = 2;
/** A longer wait is told to the person instead, in milliseconds. */
const longestWait = 10_000;

/** @param failures how often it has failed before this */
export function mayRepeat(failures: number, error: unknown): boolean {
  if (failures >= most) return false;
  if (error instanceof RateLimited) return (error.retryAfter ?? Infinity) <= longestWait;
  // Nothing goes out before the rest is over.
  return isRetryable(error) && !(error instanceof CircuitOpen);
}

/**
 * @param random a number from 0 up to 1
 * @returns milliseconds
 */
export function repeatAfter(failures: number, error: unknown, random: number): number {
  const asked = error instanceof RateLimited ? (error.retryAfter ?? 0) : 0;
  return asked + backoffDelay(failures, random);
}

export interface RepeatOptions {
  readonly clock: Clock;
  /** A number from 0 up to 1, for jitter. */
  random(): number;
}

/** For calls that do the same however often they are made. @throws what the last of them threw */
export async function repeat<Result>(
  ask: () => Promise<Result>,
  { clock, random }: RepeatOptions,
  signal?: AbortSignal,
): Promise<Result> {
  for (let failures = 0; ; failures++) {
    try {
      return await ask();
    } catch (error) {
      if (signal?.aborted || !mayRepeat(failures, error)) throw error;
      const delay = repeatAfter(failures, error, random());
      await new Promise<void>((resolve) => {
        const cancel = clock.after(delay, resolve);
        // Asking with a signal that has ended fails at once.
        signal?.addEventListener('abort', () => (cancel(), resolve()), { once: true });
      });
    }
  }
}
