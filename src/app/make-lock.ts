/** Joins the lock to this browser and to the tenants of the page. Loaded with the console. */
import { onInput } from '../net/idle.ts';
import { systemClock } from '../net/system-clock.ts';
import { openTabChannel } from '../net/tab-channel.ts';
import { sessionVault } from '../net/vault.ts';
import { onWake } from '../net/wake.ts';
import type { OpenLock } from '../panels/lock/open-lock.tsx';
import { openLock } from '../panels/lock/open-lock.tsx';
import type { Tenants } from '../state/tenants.ts';
import type { GuardedDoor } from './who-lifts.ts';
import { createGuards } from './who-lifts.ts';

export interface LockOfPage {
  /** Milliseconds without input; 0 for never. */
  readonly limit: number;
  readonly isNewSession: boolean;
  readonly doors: readonly GuardedDoor[];
  readonly tenants: Tenants;
  signOut(): void;
}

export function makeLock({ limit, isNewSession, doors, tenants, signOut }: LockOfPage): OpenLock {
  const { who, verify, check } = createGuards(doors, () => tenants.store.getState().currentId);
  return openLock(
    {
      ...{ clock: systemClock, limit, isNewSession, onInput, onWake, verify, check },
      memory: sessionVault('bedside.input'),
      tabs: openTabChannel('bedside.presence'),
    },
    { who, work: () => [...tenants.store.getState().open.values()], onSignOut: signOut },
  );
}
