/** Joins the lock to this browser and to the tenants of the page. Loaded with the console. */
import { onInput } from '../net/idle.ts';
import { systemClock } from '../net/system-clock.ts';
import { openTabChannel } from '../net/tab-channel.ts';
import { sessionVault } from '../net/vault.ts';
import { onWake } from '../net/wake.ts';
import type { OpenLock } from '../panels/lock/open-lock.tsx';
import { openLock } from '../panels/lock/open-lock.tsx';
import type { TenantDoor } from './open-tenant.ts';
import type { PageLockOptions } from './page-lock.ts';

export function makeLock(options: PageLockOptions, isNewSession: boolean): OpenLock {
  const { limit, doors, tenants, signOut } = options;
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

const isIn = ({ session }: TenantDoor) => session.store.getState().status === 'signed-in';
