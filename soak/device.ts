/**
 * What a browser keeps on one device for one person: a scope for each tab of a tenant, as JSON.
 *
 * Its one law: what a closed tab left is given to one tab of the same tenant, once.
 */
import type { Journal } from '../src/core/journal.ts';
import type { Snapshot } from '../src/state/snapshot.ts';
import { fromRecords } from '../src/state/snapshot.ts';

export class SoakDevice {
  #scopes = new Map<string, Map<string, unknown>>();
  #open = new Set<string>();

  /** The tab is there: what it keeps is its own. */
  enter(tab: string): void {
    this.#open.add(tab);
  }

  leave(tab: string): void {
    this.#open.delete(tab);
  }

  names(tab: string): readonly string[] {
    return [...this.#scope(tab).keys()];
  }

  read(tab: string): Snapshot | null {
    return fromRecords(this.#scope(tab));
  }

  /** What tabs of a tenant left that are not there any more, which is removed. */
  collect(tenant: string): readonly Snapshot[] {
    const left = [...this.#scopes.keys()].filter(
      (tab) => tab.startsWith(`${tenant}-`) && !this.#open.has(tab),
    );
    return left.flatMap((tab) => {
      const snapshot = this.read(tab);
      this.#scopes.delete(tab);
      return snapshot ?? [];
    });
  }

  journal(tab: string): Journal {
    return {
      write: (changes) => {
        const held = this.#scope(tab);
        for (const [name, value] of changes) {
          if (value === undefined) held.delete(name);
          else held.set(name, JSON.parse(JSON.stringify(value)));
        }
        return Promise.resolve();
      },
    };
  }

  #scope(tab: string): Map<string, unknown> {
    const scope = this.#scopes.get(tab) ?? new Map<string, unknown>();
    this.#scopes.set(tab, scope);
    return scope;
  }
}
