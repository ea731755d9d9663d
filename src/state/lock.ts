/**
 * Covers the screen of a console that nobody touches, and uncovers it for the same person.
 *
 * It owns when to warn, to lock and to unlock, by the clock on the wall: a machine that slept
 * through the limit wakes up locked. What is covered goes on underneath. Its one law: input that
 * comes after the limit does not count, however late the lock itself was.
 */
import { createContext, use } from 'react';
import type { StoreApi } from 'zustand/vanilla';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { Cancel, Clock } from '../core/clock.ts';
import type { Tabs } from './session.ts';

export type LockState =
  /** `lockAt`: when it locks without further input; `null` for never. */
  | { phase: 'open' | 'warning'; lockAt: number | null }
  /** `unchecked`: the page came back, and whether its session still holds could not be found out. */
  | { phase: 'locked'; cause: 'idle' | 'unchecked' }
  /** Covered until it is known whether the session still holds. */
  | { phase: 'checking' };

export interface Lock {
  readonly store: StoreApi<LockState>;
  /** The person is here. */
  note(): void;
  /** @throws the errors of `core/errors.ts`; it stays locked then. */
  unlock(password: string): Promise<void>;
  /** Covers the screen until the session is known to hold. */
  checkFirst(): Promise<void>;
  close(): void;
}

export interface LockOptions {
  clock: Clock;
  /** Milliseconds without input until it locks; 0 for never. */
  limit: number;
  /** What this tab knows over a reload: when the last input was. */
  memory: { read(): string | null; write(text: string): void; clear(): void };
  /** The person has just typed their password. */
  isNewSession: boolean;
  /** Input in this tab. */
  onInput(listener: (input: 'act' | 'move') => void): Cancel;
  /** The page is seen again. */
  onWake(listener: () => void): Cancel;
  /** Input in one tab counts for all. */
  tabs: Tabs;
  /** @throws where it is not the same person */
  verify(password: string): Promise<void>;
  /** @throws where the session does not hold, or that could not be found out */
  check(): Promise<void>;
}

const longestWarning = 60_000;
/** Every second, because no timer counts the time a machine sleeps. */
const nap = 1_000;
/** How often other tabs and a later reload are told of input, in milliseconds. */
const reportEvery = 5_000;
const inUse = 'in-use';
/** In the place of the time of the last input. */
const lockedMark = 'locked';

export function createLock(options: LockOptions): Lock {
  return new IdleLock(options);
}

class IdleLock implements Lock {
  readonly store: StoreApi<LockState>;
  #options: LockOptions;
  #lastInput: number;
  #lastReport = -Infinity;
  #cancelNap: Cancel = () => undefined;
  #stopListening: readonly Cancel[];
  #isClosed = false;

  constructor(options: LockOptions) {
    this.#options = options;
    const { memory, isNewSession, clock } = options;
    const kept = isNewSession ? null : memory.read();
    this.#lastInput = kept === null || kept === lockedMark ? clock.now() : Number(kept);
    this.store = createStore<LockState>(() => this.#open('open'));
    if (kept === lockedMark) this.#lock('idle');
    this.#look();
    if (this.#isOpen()) this.#remember();
    this.#stopListening = [
      options.onInput((input) => {
        // Whoever reaches for the button of the warning must find it, and not what is under it.
        if (input === 'act' || this.store.getState().phase !== 'warning') this.note();
      }),
      options.onWake(() => this.#look()),
      options.tabs.listen((message) => {
        if (message === inUse) this.#extend();
      }),
    ];
  }

  note(): void {
    if (this.#extend()) this.#options.tabs.post(inUse);
  }

  async unlock(password: string): Promise<void> {
    await this.#options.verify(password);
    if (this.#isClosed) return;
    this.#lastInput = this.#options.clock.now();
    this.#remember();
    this.store.setState(this.#open('open'), true);
    this.#look();
  }

  async checkFirst(): Promise<void> {
    this.#look();
    if (!this.#isOpen()) return;
    this.#cancelNap();
    this.store.setState({ phase: 'checking' }, true);
    const holds = await this.#options.check().then(
      () => true,
      () => false,
    );
    if (this.#isClosed || this.store.getState().phase !== 'checking') return;
    if (!holds) return this.#lock('unchecked');
    this.store.setState(this.#open('open'), true);
    this.#look();
  }

  close(): void {
    this.#isClosed = true;
    this.#cancelNap();
    for (const stop of this.#stopListening) stop();
    this.#options.memory.clear();
  }

  /** True where it is time to tell of it. */
  #extend(): boolean {
    this.#look();
    if (this.#isClosed || !this.#isOpen()) return false;
    const now = this.#options.clock.now();
    if (now - this.#lastInput < nap && this.store.getState().phase === 'open') return false;
    this.#lastInput = now;
    this.#look();
    if (now - this.#lastReport < reportEvery) return false;
    this.#remember();
    return true;
  }

  #look(): void {
    const { clock, limit } = this.#options;
    if (this.#isClosed || limit <= 0 || !this.#isOpen()) return;
    // A clock that was set back must not put the lock off.
    if (!(this.#lastInput <= clock.now())) this.#lastInput = clock.now();
    const left = this.#lastInput + limit - clock.now();
    if (left <= 0) return this.#lock('idle');
    this.#show(left <= Math.min(longestWarning, limit / 2) ? 'warning' : 'open');
    this.#cancelNap();
    this.#cancelNap = clock.after(Math.min(nap, left), () => this.#look());
  }

  #lock(cause: 'idle' | 'unchecked'): void {
    this.#cancelNap();
    this.#options.memory.write(lockedMark);
    this.store.setState({ phase: 'locked', cause }, true);
  }

  #show(phase: 'open' | 'warning'): void {
    const next = this.#open(phase);
    const now = this.store.getState();
    if (now.phase === phase && now.lockAt === next.lockAt) return;
    this.store.setState(next, true);
  }

  #open(phase: 'open' | 'warning'): LockState & { phase: 'open' | 'warning' } {
    const { limit } = this.#options;
    return { phase, lockAt: limit > 0 ? this.#lastInput + limit : null };
  }

  #isOpen(): boolean {
    const { phase } = this.store.getState();
    return phase === 'open' || phase === 'warning';
  }

  #remember(): void {
    this.#lastReport = this.#lastInput;
    this.#options.memory.write(String(this.#lastInput));
  }
}

export const LockContext = createContext<Lock | null>(null);

/** When the console locks without further input, in milliseconds since 1970; `null` for never. */
export function useLockAt(): number | null {
  const lock = use(LockContext);
  if (!lock) throw new Error('useLockAt is for what is rendered inside a LockContext');
  const state = useLockState(lock);
  return 'lockAt' in state ? state.lockAt : null;
}

export function useLockState(lock: Lock): LockState {
  return useStore(lock.store);
}
