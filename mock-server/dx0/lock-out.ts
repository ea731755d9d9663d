/**
 * Counting of failed sign-ins, per address.
 *
 * Five failures within 300 seconds close the door to everyone from that address. Its one law: a
 * success forgets nothing, and an attempt at a closed door is not a new failure.
 */

const allowedFailures = 5;
const windowMilliseconds = 300_000;

export interface LockOut {
  isLocked(address: string): boolean;
  recordFailure(address: string): void;
  clear(): void;
}

export function createLockOut(now: () => number): LockOut {
  const failures = new Map<string, number[]>();
  const recent = (address: string): number[] =>
    (failures.get(address) ?? []).filter((time) => now() - time < windowMilliseconds);
  return {
    isLocked: (address) => recent(address).length >= allowedFailures,
    recordFailure(address) {
      failures.set(address, [...recent(address), now()]);
    },
    clear: () => failures.clear(),
  };
}
