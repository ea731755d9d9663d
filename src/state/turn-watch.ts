/**
 * The two watches on a line: on the reply that is owed (how long until its first frame, how long
 * since its last), and on the machine (whether it slept).
 *
 * The first has one timer, set again only when it rings, so that a frame costs one assignment. A
 * machine that sleeps stops its timers and not its clock; so whoever finds that it slept asks the
 * first watch to `check`.
 */
import type { TurnLimits } from '../core/assistant.ts';
import type { Cancel, Clock } from '../core/clock.ts';
import type { TurnFailure } from '../core/conversation.ts';

export interface TurnWatch {
  readonly sent: () => void;
  readonly heard: () => void;
  readonly done: () => void;
  /** Applies the limits by the clock, where a timer may be late. */
  readonly check: () => void;
}

export interface WatchListener {
  /** `null` when frames arrive again. */
  readonly onStall: (since: number | null) => void;
  readonly onExpire: (failure: TurnFailure) => void;
}

export function createTurnWatch(
  clock: Clock,
  /** Read whenever a limit is applied. */
  limits: () => TurnLimits,
  { onStall, onExpire }: WatchListener,
): TurnWatch {
  let lastHeard = 0;
  let started = false;
  let stalled = false;
  let cancel: Cancel | null = null;

  const limit = () => {
    const { firstFrame, stall, giveUp } = limits();
    if (!started) return firstFrame;
    return stalled ? giveUp : stall;
  };
  const arm = () => {
    cancel?.();
    // A clock that was set back does not put off the end.
    lastHeard = Math.min(lastHeard, clock.now());
    cancel = clock.after(Math.max(0, lastHeard + limit() - clock.now()), ring);
  };
  const ring = () => {
    if (clock.now() < lastHeard + limit()) return arm();
    if (started && !stalled) {
      stalled = true;
      onStall(lastHeard);
      return arm();
    }
    const failure: TurnFailure = started
      ? { kind: 'stalled', limit: limits().giveUp }
      : { kind: 'no-answer', limit: limits().firstFrame };
    done();
    onExpire(failure);
  };
  const done = () => {
    cancel?.();
    cancel = null;
    if (stalled) onStall(null);
    stalled = started = false;
  };
  const heard = () => {
    if (!cancel) return;
    lastHeard = clock.now();
    const wasStalled = stalled;
    const isFirst = !started;
    started = true;
    stalled = false;
    if (wasStalled) onStall(null);
    if (wasStalled || isFirst) arm();
  };
  return {
    sent() {
      done();
      lastHeard = clock.now();
      arm();
    },
    heard,
    done,
    check() {
      if (cancel) ring();
    },
  };
}

export interface SleepWatch {
  /** Does nothing while it watches already. */
  readonly start: () => void;
  readonly stop: () => void;
}

/** Milliseconds between two looks at the clock. */
const tick = 2_000;
/** More than this between them is sleep. A hidden tab may be allowed a timer only once a minute. */
const longestThrottle = 90_000;

/** Notices by the clock on the wall that no time was given to this page for a while. */
export function createSleepWatch(clock: Clock, onWoken: () => void): SleepWatch {
  let cancel: Cancel | null = null;
  let lastLook = 0;
  const arm = () => {
    lastLook = clock.now();
    cancel = clock.after(tick, look);
  };
  const look = () => {
    const hasSlept = clock.now() - lastLook > longestThrottle;
    arm();
    if (hasSlept) onWoken();
  };
  return {
    start() {
      if (!cancel) arm();
    },
    stop() {
      cancel?.();
      cancel = null;
    },
  };
}
