/**
 * Money of one socket, in whole US cents.
 *
 * Each socket keeps a tally of its own, which starts from what its session had spent by then. Its
 * one law: a limit is never checked before money is booked, for the server being imitated finds out
 * only when it writes the last piece of the reply.
 */
import type { Session } from './sessions.ts';

export interface Tally {
  /** No limit: undefined. May be infinite or not a number, as the parameter said. */
  readonly limitCents: number | undefined;
  spentCents: number;
  readonly orderedTests: string[];
}

/** What the last piece of a reply says about money, in US dollars. */
export interface Settlement {
  readonly cost: number;
  readonly totalSpent: number;
  readonly remainingBudget: number | undefined;
  readonly orderedTests: readonly string[];
}

/** US dollars to US cents; infinity and not-a-number stay what they are. */
export function toCents(dollars: number): number {
  return Number.isFinite(dollars) ? Math.round(dollars * 100) : dollars;
}

export function openTally(session: Session, parameter: string | undefined): Tally {
  const limitCents = session.storedLimitCents ?? parseBudget(parameter);
  return { limitCents, spentCents: session.spentCents, orderedTests: [] };
}

const numberPattern = /^[-+]?(?:\d+(?:_\d+)*\.?(?:\d+(?:_\d+)*)?|\.\d+)(?:[eE][-+]?\d+)?$/;

/** The `budget` parameter in cents, read as Python's `float` reads it; anything else is no limit. */
export function parseBudget(parameter: string | undefined): number | undefined {
  const text = (parameter ?? '').trim();
  if (numberPattern.test(text)) return toCents(Number(text.replaceAll('_', '')));
  if (/^[-+]?nan$/i.test(text)) return Number.NaN;
  if (/^\+?inf(?:inity)?$/i.test(text)) return Number.POSITIVE_INFINITY;
  if (/^-inf(?:inity)?$/i.test(text)) return Number.NEGATIVE_INFINITY;
  return undefined;
}

/** Whether `costCents` more would leave less than nothing. A limit that is not a number leaves less. */
export function overspends(tally: Tally, costCents: number): boolean {
  return tally.limitCents !== undefined && !(tally.limitCents - tally.spentCents - costCents >= 0);
}

/** Books a test on the tally and the session. The last socket to spend overwrites the session's sum. */
export function bookTest(tally: Tally, session: Session, test: string, costCents: number): void {
  tally.spentCents += costCents;
  tally.orderedTests.push(test);
  session.spentCents = tally.spentCents;
}

export function settle(tally: Tally, costCents: number): Settlement {
  const { limitCents, spentCents, orderedTests } = tally;
  return {
    cost: costCents / 100,
    totalSpent: spentCents / 100,
    remainingBudget: limitCents === undefined ? undefined : (limitCents - spentCents) / 100,
    orderedTests,
  };
}
