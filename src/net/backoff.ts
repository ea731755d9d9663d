/**
 * How long to wait before the next try: exponential with full jitter, from half a second to half a
 * minute, so that many consoles do not come back to a restarted server in step.
 *
 * After some tries that failed the server is left in peace: none of the waits is short any more.
 */
const shortest = 500;
const longest = 30_000;

export interface Pace {
  /** How many waits may be short. */
  readonly fastTries: number;
  /** None after them is shorter, in milliseconds. */
  readonly rest: number;
}

const usualPace: Pace = { fastTries: 5, rest: 15_000 };

/**
 * @param attempt how many tries failed before, from 0
 * @param random a number from 0 up to 1
 * @returns milliseconds
 */
export function backoffDelay(attempt: number, random: number, pace: Pace = usualPace): number {
  const isSlow = attempt >= pace.fastTries;
  const floor = isSlow ? pace.rest : shortest;
  const ceiling = isSlow
    ? Math.max(longest, 2 * floor)
    : Math.min(longest, shortest * 2 ** (attempt + 1));
  return Math.round(floor + random * (ceiling - floor));
}
