/**
 * Whether the server has another version of Bedside than this page is.
 *
 * It owns when that is asked: seldom, and when the page is seen again. Its one law: it offers.
 * Nothing in here loads the page anew but a part that is gone with its version, and that once, and
 * only where nothing would be lost.
 */
import type { StoreApi } from 'zustand/vanilla';
import { createStore } from 'zustand/vanilla';
import { useStore } from 'zustand';
import type { Cancel, Clock } from '../core/clock.ts';

export interface UpdateState {
  /** The other version on the server; `null` as far as is known. */
  readonly build: string | null;
  /** Whether the site answered when it was asked last; `null` before. */
  readonly isReached: boolean | null;
}

export interface Updates {
  readonly store: StoreApi<UpdateState>;
  /** Never fails: what became of it is in the state. */
  check(): Promise<void>;
  /** Loads the page anew, because a person wants it. */
  accept(): void;
  /** A part of this version could not be had. @param wouldLose whether anything would be lost */
  onPartMissing(wouldLose: () => boolean): Promise<void>;
  close(): void;
}

export interface UpdateOptions {
  /** `null` where nothing was built: then nothing is ever offered. */
  readonly own: string | null;
  /** Asks the server. */
  read(): Promise<string>;
  readonly clock: Clock;
  /** Calls back when it is worth asking at once. */
  onWake(listener: () => void): Cancel;
  /** Remembers over a reload that the page was loaded anew by itself. */
  readonly memory: { read(): string | null; write(text: string): void; clear(): void };
  reload(): void;
}

/** Milliseconds between two questions. */
const usualPause = 15 * 60_000;
/** While the site does not answer. */
const pauseUnreached = 20_000;
/** Whoever changes tabs all the time does not ask all the time. */
const leastPause = 60_000;

export function createUpdates(options: UpdateOptions): Updates {
  return new VersionWatch(options);
}

class VersionWatch implements Updates {
  readonly store = createStore<UpdateState>(() => ({ build: null, isReached: null }));
  #options: UpdateOptions;
  #askedAt = -Infinity;
  #cancel: Cancel = () => undefined;
  #forgetWake: Cancel = () => undefined;
  #isClosed = false;

  constructor(options: UpdateOptions) {
    this.#options = options;
    if (options.own === null) return;
    this.#forgetWake = options.onWake(() => this.#wake());
    this.#plan(usualPause);
  }

  async check(): Promise<void> {
    const { own, read, clock } = this.#options;
    if (own === null || this.#isClosed) return;
    this.#cancel();
    this.#askedAt = clock.now();
    try {
      const build = await read();
      this.store.setState({ build: build === own ? null : build, isReached: true });
    } catch {
      // What was offered before is on offer still.
      this.store.setState({ isReached: false });
    }
    this.#plan(this.store.getState().isReached ? usualPause : pauseUnreached);
  }

  accept(): void {
    this.#options.memory.clear();
    this.#options.reload();
  }

  async onPartMissing(wouldLose: () => boolean): Promise<void> {
    const { memory, reload } = this.#options;
    await this.check();
    const { build } = this.store.getState();
    // Once, whatever the version: two servers that differ would send it to and fro for ever.
    if (build === null || memory.read() !== null || wouldLose()) return;
    memory.write(build);
    // A browser that remembers nothing would do it again and again.
    if (memory.read() === build) reload();
  }

  close(): void {
    this.#isClosed = true;
    this.#cancel();
    this.#forgetWake();
  }

  #wake(): void {
    const { isReached } = this.store.getState();
    const isEarly = this.#options.clock.now() - this.#askedAt < leastPause;
    if (!isEarly || isReached === false) void this.check();
  }

  #plan(pause: number): void {
    if (this.#isClosed) return;
    this.#cancel();
    this.#cancel = this.#options.clock.after(pause, () => void this.check());
  }
}

export function useUpdates(updates: Updates): UpdateState {
  return useStore(updates.store);
}
