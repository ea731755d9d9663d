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
export function countedSends(
  sentAt: readonly number[],
  { window }: Pace,
  now: number,
): readonly number[] {
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

const margin = 250;
