/**
 * How long to wait before the next try: exponential with full jitter, from half a second to half a
 * minute, so that many consoles do not come back to a restarted server in step.
 *
 * After five tries that failed the server is left in peace: none of the waits is short any more.
 */
const shortest = 500;
const longest = 30_000;
const shortestWhenSlow = 15_000;

/** How many tries may follow one another quickly. */
const fastTries = 5;

/**
 * @param attempt how many tries failed before, from 0
 * @param random a number from 0 up to 1
 * @returns milliseconds
 */
export function backoffDelay(attempt: number, random: number): number {
  const floor = attempt < fastTries ? shortest : shortestWhenSlow;
  const ceiling = Math.min(longest, shortest * 2 ** (attempt + 1));
  return Math.round(floor + random * (ceiling - floor));
}
