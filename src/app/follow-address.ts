/**
 * Lets the address of the page follow what a workspace shows, while it is looked at.
 *
 * What follows it comes after the console; where it cannot be had, the console is as good without. Its
 * one law: what is let go of hears of no later address, which is another tenant's.
 */
import { createStore } from 'zustand/vanilla';
import type { Workspace } from '../state/workspace.ts';
import type { Address } from './address.tsx';

export interface Followed {
  /** `null` while it is not followed. */
  readonly opened: Promise<Address | null> | null;
}

export function followAddress({ view, consultation }: Workspace) {
  const store = createStore<Followed>(() => ({ opened: null }));
  let followed: Address | null = null;
  const start = () => {
    const isWanted = () => store.getState().opened === opened;
    const open = async () => {
      const { openAddress } = await import('./address.tsx');
      const address = isWanted() ? await openAddress({ view, consultation }) : null;
      if (isWanted()) followed = address;
      else address?.close();
      return address;
    };
    const opened: Promise<Address | null> = open().catch(() => null);
    store.setState({ opened });
    return opened;
  };
  return {
    store,
    async follow() {
      const opened = store.getState().opened ?? start();
      // A link leads where it says from the first moment; else nobody waits for it.
      if (location.hash.length > '#/'.length) await opened;
    },
    /** At once: the next address is none of its. */
    letGo() {
      store.setState({ opened: null });
      followed?.close();
      followed = null;
    },
  };
}
