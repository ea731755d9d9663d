/**
 * Leaving: signing out removes the work from this device, of every tab, and so what was not sent and
 * what is not in the history yet.
 *
 * Its one law: no message that is not sent or not written is removed without the person's word.
 */
import type { StoreApi } from 'zustand/vanilla';
import { createStore } from 'zustand/vanilla';
import type { Cancel, Clock } from '../core/clock.ts';
import { unsentOf } from '../core/conversation.ts';
import type { ConsultationState } from './consultation-state.ts';
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
  /** `looking`: what would be lost is counted. `asking`: something would. `waiting`: until nothing is. */
  readonly phase: 'idle' | 'looking' | 'asking' | 'waiting';
  /** `null` where that could not be counted. */
  readonly elsewhere: Elsewhere | null;
}

/** How many messages of this person's other tabs would be lost. */
export interface Elsewhere {
  /** Not in the history; those tabs are writing them. */
  readonly open: number;
  /** Not in the history; the tab is gone, and the next load of a page writes them. */
  readonly closed: number;
  /** Not sent, by open tabs or closed ones. */
  readonly unsent: number;
}

export interface LeavingOptions {
  /** `null` where nobody keeps a history. */
  readonly mirror: Mirror | null;
  readonly consultation: {
    readonly store: Pick<
      StoreApi<Pick<ConsultationState, 'conversation'>>,
      'getState' | 'subscribe'
    >;
  };
  readonly clock: Clock;
  countElsewhere(): Promise<Elsewhere>;
  signOut(): void;
}

export const nothingElsewhere: Elsewhere = { open: 0, closed: 0, unsent: 0 };

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
    const lookOn = () => {
      const { phase } = this.store.getState();
      if ((phase === 'looking' || phase === 'waiting') && this.#isSettled()) this.#look();
    };
    options.mirror?.store.subscribe(lookOn);
    options.consultation.store.subscribe((now, before) => {
      if (countUnsent(now) !== countUnsent(before)) lookOn();
    });
  }

  leave(): void {
    const { mirror, consultation, clock } = this.#options;
    if (this.store.getState().phase !== 'idle') return;
    const isBehind = mirror !== null && sumUp(mirror.store.getState()).behind > 0;
    const losesSomething = isBehind || countUnsent(consultation.store.getState()) > 0;
    this.#hasLooked = false;
    this.#begin(losesSomething ? 'asking' : 'looking');
    this.store.setState({ elsewhere: nothingElsewhere });
    this.#look();
    // A last request may be under way; who waits longer is asked.
    if (!losesSomething) this.#cancel = clock.after(patience, () => this.#ask());
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
    const isNothing = elsewhere !== null && isNothingIn(elsewhere);
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
    const { mirror, consultation } = this.#options;
    if (countUnsent(consultation.store.getState()) > 0) return false;
    return !mirror || sumUp(mirror.store.getState()).isSettled;
  }
}

const isNothingIn = ({ open, closed, unsent }: Elsewhere) => open + closed + unsent === 0;

function countUnsent({ conversation }: Pick<ConsultationState, 'conversation'>): number {
  return unsentOf(conversation).length;
}
