/**
 * Stops asking a back end that fails again and again, and lets one request out to see whether it is back.
 *
 * cockatiel keeps the count and the states; the time is told by our clock, since cockatiel asks the
 * machine's own, which may be set back. Its one law: while it is open nothing goes out, and of what
 * comes when the rest is over, exactly one.
 */
import type { CircuitBreakerPolicy, IBackoff } from 'cockatiel';
import { circuitBreaker, CircuitState, ConsecutiveBreaker, handleWhenResult } from 'cockatiel';
import type { Cancel, Clock } from '../core/clock.ts';
import { CircuitOpen, isAbort, isOutage, leaveWayThrough } from '../core/errors.ts';
import type { BreakerState } from '../core/telemetry.ts';

export interface BreakerLimits {
  /** How many failures in a row open it. */
  readonly failures: number;
  /** How long it stays open, in milliseconds. */
  readonly rest: number;
}

export interface Breaker {
  /** @throws `CircuitOpen` without asking; whatever `ask` throws */
  run<Result>(ask: () => Promise<Result>): Promise<Result>;
  state(): BreakerState;
  /** Ends the rest: the next request goes out, to see how things stand. */
  tryNow(): void;
  /** Told after each change of phase. */
  onChange(listener: () => void): Cancel;
  /** Leaves no timer behind. */
  close(): void;
}

export function createBreaker(limits: BreakerLimits, clock: Clock): Breaker {
  return new OurBreaker(limits, clock);
}

type Outcome<Result> =
  | { readonly kind: 'answered'; readonly result: Result }
  | { readonly kind: 'refused' | 'failed'; readonly error: unknown };

/** Until it is asked again how the one that is out fared, in milliseconds. */
const pause = 1_000;

/** To cockatiel the rest is always over: `#nextTryAt` says when it is. */
const always: IBackoff<unknown> = { duration: -Infinity, next: () => always };

class OurBreaker implements Breaker {
  #clock: Clock;
  #rest: number;
  #count: ConsecutiveBreaker;
  #policy: CircuitBreakerPolicy;
  #nextTryAt = 0;
  /** How long it will be open, in milliseconds. */
  #nextRest: number;
  #cancelTimer: Cancel = () => undefined;
  #listeners = new Set<() => void>();

  constructor({ failures, rest }: BreakerLimits, clock: Clock) {
    this.#clock = clock;
    this.#rest = this.#nextRest = rest;
    this.#count = new ConsecutiveBreaker(failures);
    this.#policy = circuitBreaker(handleWhenResult(hasFailed), {
      breaker: this.#count,
      halfOpenAfter: always,
    });
    this.#policy.onStateChange((state) => this.#changed(state));
  }

  async run<Result>(ask: () => Promise<Result>): Promise<Result> {
    if (!this.#letsOut()) throw this.#refusal();
    const outcome = await this.#policy.execute(() => this.#settle(ask));
    if (outcome.kind === 'answered') return outcome.result;
    if (outcome.kind === 'failed') leaveWayThrough(outcome.error, () => this.tryNow());
    throw outcome.error;
  }

  state(): BreakerState {
    if (this.#policy.state === CircuitState.Closed) {
      return { phase: 'closed', failures: this.#count.state };
    }
    const isResting = this.#policy.state === CircuitState.Open && !this.#isDue();
    return isResting ? { phase: 'open', nextTryAt: this.#nextTryAt } : { phase: 'half-open' };
  }

  tryNow(): void {
    if (this.#policy.state === CircuitState.Open) this.#endRest();
  }

  onChange(listener: () => void): Cancel {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    this.#cancelTimer();
    this.#listeners.clear();
  }

  /** What the one that is out will tell is not known yet: soon. */
  #refusal(): CircuitOpen {
    const soon = this.#clock.now() + pause;
    const isOut = this.#policy.state === CircuitState.HalfOpen;
    return new CircuitOpen(isOut ? soon : this.#nextTryAt, () => this.tryNow());
  }

  /** Those that come while one is out are held back as well: it may yet fail. */
  #letsOut(): boolean {
    const { state } = this.#policy;
    return state === CircuitState.Closed || (state === CircuitState.Open && this.#isDue());
  }

  /** A clock that was set back puts the next try off by no more than one rest. */
  #isDue(): boolean {
    const wait = this.#nextTryAt - this.#clock.now();
    return wait <= 0 || wait > this.#rest;
  }

  /**
   * A refusal is an answer: the back end is there. An abort tells nothing; where it was the one let
   * out to try, the next one is.
   */
  async #settle<Result>(ask: () => Promise<Result>): Promise<Outcome<Result>> {
    const isTrying = this.#policy.state !== CircuitState.Closed;
    try {
      return { kind: 'answered', result: await ask() };
    } catch (error) {
      if (!isAbort(error)) return { kind: isOutage(error) ? 'failed' : 'refused', error };
      // Thrown, it is not counted at all; but that would close what is open.
      if (!isTrying) throw error;
      this.#nextRest = 0;
      return { kind: 'failed', error };
    }
  }

  #changed(state: CircuitState): void {
    this.#cancelTimer();
    if (state === CircuitState.Open) this.#beginRest();
    this.#tell();
  }

  #beginRest(): void {
    const rest = this.#nextRest;
    this.#nextRest = this.#rest;
    this.#nextTryAt = this.#clock.now() + rest;
    this.#cancelTimer = this.#clock.after(rest, () => this.#endRest());
  }

  #endRest(): void {
    this.#cancelTimer();
    this.#nextTryAt = this.#clock.now();
    this.#tell();
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}

function hasFailed(outcome: unknown): boolean {
  return (outcome as Outcome<unknown>).kind === 'failed';
}
