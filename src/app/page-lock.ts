/**
 * The lock of the page: one for all tenants, there while anybody is signed in anywhere.
 *
 * It is lifted by whoever can prove who they are at one of them, the one that is looked at first. Its
 * one law: where a proof can be asked for, a mere name lifts nothing.
 */
import type { ReactNode } from 'react';
import type { StoreApi } from 'zustand/vanilla';
import { createStore } from 'zustand/vanilla';
import { coverWhileAway } from '../net/idle.ts';
import { systemClock } from '../net/system-clock.ts';
import type { OpenLock } from '../panels/lock/open-lock.tsx';
import type { Tenants } from '../state/tenants.ts';
import type { TenantDoor } from './open-tenant.ts';

export interface PageLock {
  /** What stands around the page; `null` while nobody is signed in. */
  readonly store: StoreApi<{ frame: ((content: ReactNode) => ReactNode) | null }>;
  /** Resolves when the lock is there. */
  ensure(isNewSession: boolean): Promise<void>;
  /** Lets go of it once nobody is in. */
  release(): void;
}

export interface PageLockOptions {
  /** Milliseconds without input; 0 for never. */
  limit: number;
  doors(): readonly TenantDoor[];
  tenants: Tenants;
  signOut(): void;
}

export function createPageLock(options: PageLockOptions): PageLock {
  const store = createStore<{ frame: OpenLock['frame'] | null }>(() => ({ frame: null }));
  let opened: Promise<OpenLock> | null = null;
  // A page that comes back out of the browser's memory shows nobody's work unasked.
  coverWhileAway(async () => {
    const open = await opened?.catch(() => null);
    // Covers at once; the answers of the servers uncover.
    void open?.lock.checkFirst();
    await new Promise<void>((resolve) => systemClock.after(0, resolve));
  });
  return {
    store,
    async ensure(isNewSession) {
      opened ??= import('./make-lock.ts').then(({ makeLock }) => makeLock(options, isNewSession));
      const mine = opened;
      const { frame } = await mine;
      if (opened === mine) store.setState({ frame });
    },
    release() {
      if (options.doors().some(isIn)) return;
      const gone = opened;
      opened = null;
      store.setState({ frame: null });
      void gone?.then(({ lock }) => lock.close());
    },
  };
}

const isIn = ({ session }: TenantDoor) => session.store.getState().status === 'signed-in';
