/** Whether anybody answers at an address, and how soon. It says nothing of whether a request would succeed. */
import type { Clock } from '../core/clock.ts';
import type { Reach } from '../core/connections.ts';

const limit = 10_000;
/** What a proxy says when nobody is behind it. */
const nobodyBehind: ReadonlySet<number> = new Set([502, 503, 504]);

export async function ping(address: string, clock: Clock): Promise<Reach> {
  const since = clock.now();
  try {
    const signal = AbortSignal.timeout(limit);
    const { status } = await fetch(address, { cache: 'no-store', credentials: 'omit', signal });
    const latency = Math.max(0, clock.now() - since);
    return nobodyBehind.has(status) ? { kind: 'proxy-only', status } : { kind: 'reached', latency };
  } catch {
    return { kind: 'unreachable' };
  }
}
