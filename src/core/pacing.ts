/**
 * Keeping to a server's rate limit before it has to refuse. Pure; times in milliseconds.
 */
export interface Pace {
  /** Messages a window. */
  readonly limit: number;
  /** Milliseconds. */
  readonly window: number;
}

/** The sends that count now, oldest first. */
function countedSends(sentAt: readonly number[], { window }: Pace, now: number): readonly number[] {
  return sentAt.filter((at) => at > now - window && at <= now);
}

/**
 * When the next message may go; `null` for now. A little later than the server's window opens, so
 * that two clocks that differ by a little do not disagree.
 */
export function opensAt(sentAt: readonly number[], pace: Pace, now: number): number | null {
  const counted = countedSends(sentAt, pace, now);
  const first = counted.at(-pace.limit);
  return counted.length < pace.limit || first === undefined ? null : first + pace.window + margin;
}

/** How near the limit one is, for the screen. `used` of `limit`; times in milliseconds. */
export interface PaceStatus {
  readonly used: number;
  readonly limit: number;
  /** How long until the next message may go; 0 for now. */
  readonly opensIn: number;
  /** Near enough to the limit to be shown. */
  readonly isNear: boolean;
}

/** @param now may lag behind the last send, as a clock on screen does that ticks once a second */
export function paceStatus(sentAt: readonly number[], pace: Pace, now: number): PaceStatus {
  const counted = countedSends(sentAt, pace, Math.max(now, sentAt.at(-1) ?? now));
  const opens = opensAt(sentAt, pace, now);
  const used = Math.min(counted.length, pace.limit);
  return {
    used,
    limit: pace.limit,
    opensIn: opens === null ? 0 : Math.max(0, opens - now),
    isNear: used >= Math.floor((pace.limit * 2) / 3),
  };
}

const margin = 250;
