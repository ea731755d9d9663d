/**
 * Whose proof lifts the lock of a page, where people are signed in at several tenants.
 *
 * It is asked of the tenant that is looked at. Its one law: where a proof can be asked for anywhere, a
 * mere name lifts nothing.
 */
import type { Proof } from '../core/backend.ts';
import type { Session } from '../state/session.ts';
import { isIn } from '../state/session.ts';

/** What is read of a door, and no more. */
export interface GuardedDoor {
  readonly config: { readonly id: string; readonly tenant: string };
  readonly session: Pick<Session, 'store' | 'proof' | 'unlock' | 'check'>;
}

export interface Guards {
  who(): { readonly user: string; readonly tenant: string; readonly proof: Proof };
  /** @throws where it is not that person */
  verify(secret: string): Promise<void>;
  /** @throws where a session does not hold, or that could not be found out */
  check(): Promise<void>;
}

export function createGuards(doors: readonly GuardedDoor[], currentId: () => string): Guards {
  const inside = () => doors.filter(isIn);
  const whoLifts = () => {
    const current = currentId();
    const first = inside().sort(
      (a, b) => Number(b.config.id === current) - Number(a.config.id === current),
    );
    return first.find(({ session }) => session.proof !== 'none') ?? first[0];
  };
  return {
    who() {
      const door = whoLifts();
      const state = door?.session.store.getState();
      return {
        user: state?.status === 'signed-in' ? state.identity.user : '',
        tenant: door?.config.tenant ?? '',
        proof: door?.session.proof ?? 'none',
      };
    },
    verify: (secret) =>
      whoLifts()?.session.unlock(secret) ?? Promise.reject(new Error('Nobody is in')),
    async check() {
      await Promise.all(inside().map(({ session }) => session.check()));
    },
  };
}
