/**
 * The lock of the page: one for all tenants, there while anybody is signed in anywhere.
 *
 * It is lifted by whoever can prove who they are at one of them, the one that is looked at first. Its
 * one law: where a proof can be asked for, a mere name lifts nothing.
 */
import type { ReactNode } from 'react';
import type { StoreApi } from 'zustand/vanilla';
import { createStore } from 'zustand/vanilla';
import { coverWhileAway, onInput } from '../net/idle.ts';
import { systemClock } from '../net/system-clock.ts';
import { openTabChannel } from '../net/tab-channel.ts';
import { sessionVault } from '../net/vault.ts';
import { onWake } from '../net/wake.ts';
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
      opened ??= makeLock(options, isNewSession);
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

async function makeLock(options: PageLockOptions, isNewSession: boolean): Promise<OpenLock> {
  const { limit, doors, tenants, signOut } = options;
  const { openLock } = await import('../panels/lock/open-lock.tsx');
  return openLock(
    {
      ...{ clock: systemClock, limit, isNewSession, onInput, onWake },
      memory: sessionVault('bedside.input'),
      tabs: openTabChannel('bedside.presence'),
      verify: (secret) =>
        whoLifts(options)?.session.unlock(secret) ?? Promise.reject(new Error('Nobody is in')),
      async check() {
        await Promise.all(
          doors()
            .filter(isIn)
            .map(({ session }) => session.check()),
        );
      },
    },
    {
      who: () => {
        const door = whoLifts(options);
        const state = door?.session.store.getState();
        return {
          user: state?.status === 'signed-in' ? state.identity.user : '',
          tenant: door?.config.tenant ?? '',
          proof: door?.session.proof ?? 'none',
        };
      },
      work: () => [...tenants.store.getState().open.values()],
      onSignOut: signOut,
    },
  );
}

/** Who is looked at, unless there is somebody else who can prove more. */
function whoLifts({ doors, tenants }: PageLockOptions): TenantDoor | undefined {
  const { currentId } = tenants.store.getState();
  const inside = doors()
    .filter(isIn)
    .sort((a, b) => Number(b.config.id === currentId) - Number(a.config.id === currentId));
  return inside.find(({ session }) => session.proof !== 'none') ?? inside[0];
}
