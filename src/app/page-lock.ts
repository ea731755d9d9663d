/**
 * The lock of the page: one for all tenants, there while anybody is signed in anywhere.
 *
 * It owns when there is a lock at all; whose proof lifts it is said in `who-lifts.ts`. Its one law:
 * a page that comes back out of the browser's memory shows nobody's work unasked.
 */
import type { ReactNode } from 'react';
import type { StoreApi } from 'zustand/vanilla';
import { createStore } from 'zustand/vanilla';
import type { Clock } from '../core/clock.ts';
import type { OpenLock } from '../panels/lock/open-lock.tsx';
import type { Session } from '../state/session.ts';
import { isIn } from '../state/session.ts';

export interface PageLock {
  /** What stands around the page; `null` while nobody is signed in. */
  readonly store: StoreApi<{ frame: ((content: ReactNode) => ReactNode) | null }>;
  /** Resolves when the lock is there. */
  ensure(isNewSession: boolean): Promise<void>;
  /** Lets go of it once nobody is in. */
  release(): void;
}

export interface PageLockOptions {
  doors(): readonly { readonly session: Pick<Session, 'store'> }[];
  /** It comes with the console. */
  makeLock(isNewSession: boolean): Promise<OpenLock>;
  /** Hides a page that is put aside; what it shows when it comes back is decided first. */
  coverWhileAway(mayShow: () => Promise<void>): void;
  readonly clock: Clock;
}

export function createPageLock(options: PageLockOptions): PageLock {
  const { doors, makeLock, coverWhileAway, clock } = options;
  const store = createStore<{ frame: OpenLock['frame'] | null }>(() => ({ frame: null }));
  let opened: Promise<OpenLock> | null = null;
  coverWhileAway(async () => {
    const open = await opened?.catch(() => null);
    // Covers at once; the answers of the servers uncover.
    void open?.lock.checkFirst();
    await new Promise<void>((resolve) => clock.after(0, resolve));
  });
  return {
    store,
    async ensure(isNewSession) {
      opened ??= makeLock(isNewSession);
      const mine = opened;
      const { frame } = await mine;
      if (opened === mine) store.setState({ frame });
    },
    release() {
      if (doors().some(isIn)) return;
      const gone = opened;
      opened = null;
      store.setState({ frame: null });
      void gone?.then(({ lock }) => lock.close());
    },
  };
}
