/**
 * Goes on trying to take up the session of before a reload, while there is no server to ask.
 *
 * Its one law: it tries unseen, and gives way to a person who signs in meanwhile.
 */
import type { Cancel, Clock } from '../core/clock.ts';
import { backoffDelay } from '../net/backoff.ts';
import type { Session } from '../state/session.ts';
import { isWorthRestoring } from '../state/session.ts';

export interface RestoreAgainOptions {
  clock: Clock;
  /** A number from 0 up to 1, for jitter. */
  random(): number;
  /** Calls back when it is worth trying at once. */
  onWake(listener: () => void): Cancel;
}

export function restoreAgain(
  session: Pick<Session, 'store' | 'restore'>,
  { clock, random, onWake }: RestoreAgainOptions,
): void {
  let failures = 0;
  let isTrying = false;
  let cancel: Cancel = () => undefined;
  const isDue = () => isWorthRestoring(session.store.getState());
  const plan = () => {
    cancel();
    if (!isDue()) failures = 0;
    else cancel = clock.after(backoffDelay(failures++, random()), () => void retry());
  };
  const retry = async () => {
    if (isTrying || !isDue()) return;
    cancel();
    isTrying = true;
    await session.restore('unseen');
    isTrying = false;
    plan();
  };
  session.store.subscribe(() => {
    if (!isTrying) plan();
  });
  onWake(() => {
    failures = 0;
    void retry();
  });
}
