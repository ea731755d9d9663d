/**
 * Asking again and again until there is an answer, and less and less often.
 *
 * It owns the delays, the time limit, and what a hidden page does to them; it knows nothing of what
 * is asked. Its one law: one question at a time, and none after `stop`.
 */
import type { Cancel, Clock } from '../core/clock.ts';
import { askedWait } from '../core/errors.ts';

/** Whether anybody can see the page. */
export interface Visibility {
  isHidden(): boolean;
  /** Calls back when the page is seen again. */
  onSeen(listener: () => void): Cancel;
}

export interface PollOptions {
  readonly clock: Clock;
  readonly visibility: Visibility;
  /** The limit of all of it, in milliseconds; time in which nothing was asked does not count. */
  readonly limit: number;
  /** Asks once. True when there is nothing more to ask. */
  ask(signal: AbortSignal): Promise<boolean>;
  /** Told of a question that failed. True when there is no sense in asking again. */
  onError(error: unknown): boolean;
  /** The limit has passed without an answer. */
  onOverdue(): void;
  /** Whether nothing is asked while the page is hidden; else it is asked seldom. */
  readonly pausesHidden: boolean;
}

/** In milliseconds. */
const firstDelay = 400;
const longestDelay = 5_000;
const hiddenDelay = 15_000;
const growth = 1.5;

/** @returns what stops it for good */
export function poll(options: PollOptions): Cancel {
  const poller = new Poller(options);
  return () => poller.stop();
}

class Poller {
  #options: PollOptions;
  #delay = firstDelay;
  #waited = 0;
  #cancelTimer: Cancel = () => undefined;
  #forgetSeen: Cancel;
  #abort = new AbortController();
  #isAsking = false;

  constructor(options: PollOptions) {
    this.#options = options;
    this.#forgetSeen = options.visibility.onSeen(() => this.#seen());
    this.#schedule(firstDelay);
  }

  stop(): void {
    this.#cancelTimer();
    this.#forgetSeen();
    this.#abort.abort();
  }

  #schedule(delay: number): void {
    const { clock, visibility, pausesHidden } = this.#options;
    // Whoever looks again sets it going.
    if (visibility.isHidden() && pausesHidden) return;
    const actual = visibility.isHidden() ? Math.max(delay, hiddenDelay) : delay;
    this.#cancelTimer = clock.after(actual, () => {
      this.#waited += actual;
      void this.#ask();
    });
  }

  /** Somebody looks: what was put off is asked now. */
  #seen(): void {
    if (this.#isAsking || this.#abort.signal.aborted) return;
    this.#cancelTimer();
    void this.#ask();
  }

  async #ask(): Promise<void> {
    const { signal } = this.#abort;
    const { ask, clock, onError, onOverdue, limit } = this.#options;
    const askedAt = clock.now();
    let pause = 0;
    let isOver: boolean;
    this.#isAsking = true;
    try {
      isOver = await ask(signal);
    } catch (error) {
      if (signal.aborted) return;
      pause = askedWait(error, clock.now(), longestDelay) ?? 0;
      isOver = onError(error);
    }
    this.#isAsking = false;
    if (signal.aborted) return;
    if (isOver) return this.stop();
    this.#waited += Math.max(0, clock.now() - askedAt);
    if (this.#waited >= limit) {
      this.stop();
      return onOverdue();
    }
    this.#delay = Math.min(longestDelay, Math.round(this.#delay * growth));
    this.#schedule(Math.max(pause, this.#delay));
  }
}
