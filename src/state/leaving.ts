/**
 * Leaving: signing out removes the work from this device, of every tab, and so what is not in the
 * history yet.
 *
 * Its one law: nothing that is not written is removed without the person's word.
 */
import type { StoreApi } from 'zustand/vanilla';
import { createStore } from 'zustand/vanilla';
import type { Cancel, Clock } from '../core/clock.ts';
import type { Mirror } from './mirror.ts';
import { sumUp } from './record-standing.ts';

export interface Leaving {
  readonly store: StoreApi<LeavingState>;
  /** Signs out, or asks first where something would be lost. */
  leave(): void;
  /** Signs out as soon as everything is written. */
  leaveWhenWritten(): void;
  leaveAnyway(): void;
  stay(): void;
}

export interface LeavingState {
  /** `looking`: what is not written is counted. `asking`: something is not. `waiting`: until it is. */
  readonly phase: 'idle' | 'looking' | 'asking' | 'waiting';
  /** `null` where that could not be counted. */
  readonly elsewhere: Elsewhere | null;
}

/** How many messages of this person's other tabs are not in the history. */
export interface Elsewhere {
  /** Those tabs are writing them. */
  readonly open: number;
  /** The tab is gone; the next load of a page writes them. */
  readonly closed: number;
}

export interface LeavingOptions {
  /** `null` where nobody keeps a history. */
  readonly mirror: Mirror | null;
  readonly clock: Clock;
  countElsewhere(): Promise<Elsewhere>;
  signOut(): void;
}

export const nothingElsewhere: Elsewhere = { open: 0, closed: 0 };

/** Milliseconds that a person waits without a word. */
const patience = 2_000;
/** Milliseconds between two looks at what other tabs have written. */
const lookAgain = 1_000;

export function createLeaving(options: LeavingOptions): Leaving {
  return new Departure(options);
}

class Departure implements Leaving {
  readonly store: StoreApi<LeavingState>;
  #options: LeavingOptions;
  #cancel: Cancel = () => undefined;
  /** Which intent to leave it is: what comes of an earlier one counts no more. */
  #intent = 0;
  #hasLooked = false;

  constructor(options: LeavingOptions) {
    this.#options = options;
    this.store = createStore<LeavingState>(() => ({ phase: 'idle', elsewhere: nothingElsewhere }));
    options.mirror?.store.subscribe(() => {
      const { phase } = this.store.getState();
      if ((phase === 'looking' || phase === 'waiting') && this.#isSettled()) this.#look();
    });
  }

  leave(): void {
    const { mirror, clock } = this.#options;
    if (!mirror) return this.leaveAnyway();
    if (this.store.getState().phase !== 'idle') return;
    const isBehind = sumUp(mirror.store.getState()).behind > 0;
    this.#hasLooked = false;
    this.#begin(isBehind ? 'asking' : 'looking');
    this.store.setState({ elsewhere: nothingElsewhere });
    this.#look();
    // A last request may be under way; who waits longer is asked.
    if (!isBehind) this.#cancel = clock.after(patience, () => this.#ask());
  }

  leaveWhenWritten(): void {
    this.#begin('waiting');
    this.#options.mirror?.tryNow();
    this.#look();
  }

  leaveAnyway(): void {
    this.#begin('idle');
    this.#options.signOut();
  }

  stay(): void {
    this.#begin('idle');
  }

  #begin(phase: LeavingState['phase']): void {
    this.#cancel();
    this.#intent++;
    this.store.setState({ phase });
  }

  #look(): void {
    const intent = this.#intent;
    void this.#options.countElsewhere().then(
      (elsewhere) => intent === this.#intent && this.#looked(elsewhere),
      () => intent === this.#intent && this.#looked(null),
    );
  }

  #looked(elsewhere: Elsewhere | null): void {
    this.#hasLooked = true;
    this.store.setState({ elsewhere });
    const isNothing = elsewhere?.open === 0 && elsewhere.closed === 0;
    switch (this.store.getState().phase) {
      case 'looking':
        if (!isNothing) return this.#ask();
        return this.#isSettled() ? this.leaveAnyway() : undefined;
      case 'waiting':
        if (isNothing && this.#isSettled()) return this.leaveAnyway();
        this.#cancel();
        this.#cancel = this.#options.clock.after(lookAgain, () => this.#look());
    }
  }

  #ask(): void {
    if (!this.#hasLooked) this.store.setState({ elsewhere: null });
    this.#begin('asking');
  }

  #isSettled(): boolean {
    const { mirror } = this.#options;
    return !mirror || sumUp(mirror.store.getState()).isSettled;
  }
}
