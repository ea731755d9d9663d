/**
 * Leaving: signing out removes the work from this device, of every tab, and so what was not sent,
 * what is not in the history yet, and the alerts that wait for somebody.
 *
 * Its one law: no message that is not sent or not written is removed without the person's word, nor an
 * alert that nobody has acknowledged.
 */
import type { StoreApi } from 'zustand/vanilla';
import { createStore } from 'zustand/vanilla';
import { countPending } from '../core/alert-log.ts';
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

/** How many messages and alerts of this person's other tabs would be lost. */
export interface Elsewhere {
  /** Not in the history; those tabs are writing them. */
  readonly open: number;
  /** Not in the history; the tab is gone, and the next load of a page writes them. */
  readonly closed: number;
  /** Not sent, by open tabs or closed ones. */
  readonly unsent: number;
  /** Not acknowledged, in open tabs or closed ones. */
  readonly alerts: number;
}

type Work = Pick<ConsultationState, 'conversation' | 'earlier'>;

export interface LeavingOptions {
  /** `null` where nobody keeps a history. */
  readonly mirror: Mirror | null;
  readonly consultation: {
    readonly store: Pick<StoreApi<Work>, 'getState' | 'subscribe'>;
  };
  readonly clock: Clock;
  countElsewhere(): Promise<Elsewhere>;
  signOut(): void;
}

export const nothingElsewhere: Elsewhere = { open: 0, closed: 0, unsent: 0, alerts: 0 };

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
      if (this.#isOnTheWayOut() && this.#isSettled()) this.#look();
    };
    options.mirror?.store.subscribe(lookOn);
    options.consultation.store.subscribe((now, before) => {
      const isAlarm = !hasSameAlerts(now, before) && countAlerts(now) > countAlerts(before);
      if (isAlarm && this.#isOnTheWayOut()) return this.#ask();
      if (countUnsent(now) !== countUnsent(before)) lookOn();
    });
  }

  leave(): void {
    const { mirror, consultation, clock } = this.#options;
    if (this.store.getState().phase !== 'idle') return;
    const isBehind = mirror !== null && sumUp(mirror.store.getState()).behind > 0;
    const work = consultation.store.getState();
    const losesSomething = isBehind || countUnsent(work) + countAlerts(work) > 0;
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

  #isOnTheWayOut(): boolean {
    const { phase } = this.store.getState();
    return phase === 'looking' || phase === 'waiting';
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
    const work = consultation.store.getState();
    if (countUnsent(work) + countAlerts(work) > 0) return false;
    return !mirror || sumUp(mirror.store.getState()).isSettled;
  }
}

const isNothingIn = ({ open, closed, unsent, alerts }: Elsewhere) =>
  open + closed + unsent + alerts === 0;

function countUnsent({ conversation }: Work): number {
  return unsentOf(conversation).length;
}

function countAlerts({ conversation, earlier }: Work): number {
  return countPending([conversation, ...earlier]);
}

/** A reply that grows changes the work in every frame, and the alerts in none. */
function hasSameAlerts(one: Work, other: Work): boolean {
  return one.conversation.alerts === other.conversation.alerts && one.earlier === other.earlier;
}
