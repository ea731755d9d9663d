/**
 * Keeps a person's work on this device as it changes.
 *
 * It owns when and what is written, by identity: only records whose objects are new. Its one law:
 * `commit` resolves when everything up to its call is on the device, or when it is known that it
 * cannot be; a message goes on the wire only after that, so that no reload forgets that it did.
 */
import type { StoreApi } from 'zustand/vanilla';
import { createStore } from 'zustand/vanilla';
import type { Cancel, Clock } from '../core/clock.ts';
import type { Journal } from '../core/journal.ts';
import type { Snapshot } from './snapshot.ts';
import { changedRecords } from './snapshot.ts';

export interface Keeper {
  readonly store: StoreApi<KeepingState>;
  /** Something of the work has changed; it is written soon. */
  note(): void;
  commit(): Promise<void>;
  close(): void;
}

/** Why the work is not kept on this device. */
export interface KeepingState {
  readonly trouble: KeepingTrouble | null;
  /** Everything up to now is on the device. */
  readonly isSaved: boolean;
}

/** `damaged`: something kept before could not be read. */
export type KeepingTrouble = 'unavailable' | 'write-failed' | 'damaged';

export interface KeeperOptions {
  /** `null` where this browser keeps nothing safely. */
  journal: Journal | null;
  clock: Clock;
  /** Names of the records that are on the device: what is not of the work any more is removed. */
  present: readonly string[];
  /** Something was kept before that could not be read. */
  isDamaged: boolean;
  work(): Snapshot;
}

const writeDelay = 250;
/** Milliseconds a message waits for the device; a device that hangs must not keep it for ever. */
const commitLimit = 1_000;

export function createKeeper(options: KeeperOptions): Keeper {
  return new WorkKeeper(options);
}

class WorkKeeper implements Keeper {
  readonly store: StoreApi<KeepingState>;
  #options: KeeperOptions;
  /** The work as this keeper wrote it last; `null` before it wrote. */
  #written: Snapshot | null = null;
  #cancel: Cancel | null = null;
  #writing: Promise<void> = Promise.resolve();
  /** Writes that wait for the one before. */
  #queued = 0;
  #isClosed = false;

  constructor(options: KeeperOptions) {
    this.#options = options;
    const trouble = options.isDamaged ? 'damaged' : null;
    this.store = createStore(() => ({
      trouble: options.journal ? trouble : 'unavailable',
      isSaved: false,
    }));
  }

  note(): void {
    if (this.#isClosed || !this.#options.journal) return;
    if (this.#cancel) return;
    this.#cancel = this.#options.clock.after(writeDelay, () => this.#enqueue());
    this.store.setState({ isSaved: false });
  }

  commit(): Promise<void> {
    if (this.#isClosed || !this.#options.journal) return Promise.resolve();
    this.#enqueue();
    return new Promise((resolve) => {
      const cancel = this.#options.clock.after(commitLimit, resolve);
      void this.#writing.then(() => {
        cancel();
        resolve();
      });
    });
  }

  close(): void {
    this.#isClosed = true;
    this.#cancel?.();
  }

  /** Writes follow one another; each takes what has changed by its turn. */
  #enqueue(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#queued++;
    this.#writing = this.#writing.then(() => this.#write());
  }

  async #write(): Promise<void> {
    this.#queued--;
    const { journal } = this.#options;
    if (this.#isClosed || !journal) return;
    const work = this.#options.work();
    const changes = this.#changesTo(work);
    try {
      if (changes.size > 0) await journal.write(changes);
      this.#written = work;
      const { trouble } = this.store.getState();
      const isStillDamaged = trouble === 'damaged';
      this.store.setState({
        trouble: isStillDamaged ? trouble : null,
        isSaved: this.#cancel === null && this.#queued === 0,
      });
    } catch {
      this.store.setState({ trouble: 'write-failed' });
    }
  }

  /** On the first write also what another load of the page kept, and this work does not have. */
  #changesTo(work: Snapshot): ReadonlyMap<string, unknown> {
    const changes = changedRecords(this.#written, work);
    if (this.#written) return changes;
    const left = this.#options.present.filter((name) => !changes.has(name));
    return new Map([...changes, ...left.map((name) => [name, undefined] as const)]);
  }
}
