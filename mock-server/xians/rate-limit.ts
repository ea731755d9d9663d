/**
 * Two hundred requests a minute, for each credential in each tenant.
 *
 * Its one law: a request that is refused does not count.
 */
import type { Caller } from './callers.ts';

const allowed = 200;
const windowMilliseconds = 60_000;

export interface RateLimit {
  /** Counts a request, or tells in how many whole seconds there is room again. */
  admit(caller: Caller): number | undefined;
  clear(): void;
}

export function createRateLimit(now: () => number): RateLimit {
  const windows = new Map<string, { readonly start: number; count: number }>();
  return {
    admit({ tenantId, credential }) {
      const key = `${tenantId} ${credential}`;
      const at = now();
      const known = windows.get(key);
      const isOver = known === undefined || Math.abs(at - known.start) >= windowMilliseconds;
      const current = isOver ? { start: at, count: 0 } : known;
      windows.set(key, current);
      if (current.count >= allowed) {
        return Math.max(1, Math.ceil((current.start + windowMilliseconds - at) / 1000));
      }
      current.count += 1;
      return undefined;
    },
    clear: () => windows.clear(),
  };
}
