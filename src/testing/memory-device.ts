/**
 * A device in memory, with several pages on it: what is kept outlives a page, and its locks do not.
 *
 * It stands for IndexedDB and Web Locks, as `app/kept-work.ts` asks for them. Its one law: a lock is
 * held by one page at a time, and is free again the moment that the page is gone.
 */
import type { Device } from '../app/kept-work.ts';
import type { SafeStore } from '../net/safe-store.ts';
import { newId } from '../lib/new-id.ts';

export interface MemoryPage extends Device {
  readonly store: SafeStore;
  /** The page is gone without a word: nothing more is written or removed by it. */
  crash(): void;
}

export class MemoryDevice {
  readonly #scopes = new Map<string, Map<string, unknown>>();
  /** Names of tabs, by the page that stands for each. */
  readonly #locks = new Map<string, object>();
  #queue: Promise<unknown> = Promise.resolve();

  /** What is kept, by scope. */
  get scopes(): readonly string[] {
    return [...this.#scopes.keys()];
  }

  /** @param tab what a reload of it is called again */
  openPage(tab = newId()): MemoryPage {
    const page = { isGone: false };
    const store = this.#storeOf(page);
    const hold = (name: string) => {
      const holder = this.#locks.get(name) ?? page;
      if (!page.isGone) this.#locks.set(name, holder);
      return Promise.resolve(holder === page);
    };
    return {
      store,
      openStore: () => Promise.resolve(store),
      tabs: {
        claim: async () => {
          await hold(tab);
          return tab;
        },
        open: () => {
          const others = [...this.#locks].filter(([name, own]) => own !== page || name === tab);
          return Promise.resolve(new Set(others.map(([name]) => name)));
        },
        succeed: hold,
        alone: (task) => {
          const mine = this.#queue.then(task);
          this.#queue = mine.catch(() => undefined);
          return mine;
        },
      },
      crash: () => {
        page.isGone = true;
        for (const [name, holder] of this.#locks) if (holder === page) this.#locks.delete(name);
      },
    };
  }

  #storeOf(page: { readonly isGone: boolean }): SafeStore {
    const change = (act: () => void): Promise<void> => {
      if (!page.isGone) act();
      return Promise.resolve();
    };
    return {
      scopes: () => Promise.resolve(this.scopes),
      read: (scope) =>
        Promise.resolve({ records: new Map(this.#scopes.get(scope)), unreadable: 0 }),
      journal: (scope) => ({
        write: (changes) =>
          change(() => {
            const records = new Map(this.#scopes.get(scope));
            for (const [name, value] of changes) {
              if (value === undefined) records.delete(name);
              else records.set(name, structuredClone(value));
            }
            this.#scopes.set(scope, records);
          }),
      }),
      remove: (scope) => change(() => void this.#scopes.delete(scope)),
      close: () => undefined,
    };
  }
}
