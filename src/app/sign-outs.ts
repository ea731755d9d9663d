/**
 * Signing out where there are several tenants: of one, or of all at once. Loaded with the console.
 *
 * A workstation is shared, so the plain way out is that of all. Its one law: whoever has something to
 * lose is asked before anybody is out, one after another, also about work of a tenant that is closed
 * meanwhile.
 */
import type { Cancel } from '../core/clock.ts';
import type { Leaving } from '../state/leaving.ts';
import type { Session } from '../state/session.ts';
import { isIn } from '../state/session.ts';
import type { Tenants } from '../state/tenants.ts';
import type { KeptHere } from './goodbye.ts';
import type { TenantDoor } from './open-tenant.ts';

export interface SignOuts {
  everywhere(): void;
  of(id: string): void;
  /** Of all, and nobody is asked. */
  now(): void;
  /** Somebody was asked, and leaves. */
  left(id: string): void;
  /** All are on their way out, and everything is removed. */
  isLeavingAll(): boolean;
  /** It is that one's turn to be asked. */
  isAsked(id: string): boolean;
}

/** What is read of a door, and no more. */
export interface LeavingDoor extends Pick<TenantDoor, 'open' | 'close'> {
  readonly opened: { getState(): { readonly workspace: Promise<LeavingRoom> | null } };
  readonly session: Pick<Session, 'store' | 'signOut'>;
}

interface LeavingRoom {
  readonly workspace: { readonly leaving: Leaving };
}

export interface SignOutsOptions {
  readonly doors: ReadonlyMap<string, LeavingDoor>;
  tenants(): Tenants;
  readonly keptHere: Pick<KeptHere, 'oweWipe' | 'wipe'>;
  /** Nobody is asked there any more. */
  onAnswered(): void;
}

export function createSignOuts(options: SignOutsOptions): SignOuts {
  const { doors, tenants, keptHere, onAnswered } = options;
  /** Who is still to be asked before all are out; `null` while one alone leaves. */
  let toAsk: string[] | null = null;
  let asked: string | null = null;
  /** Whose word to leave is waited for. */
  let awaited: string | null = null;
  /** Which wish to leave it is: what comes of an earlier one counts no more. */
  let wish = 0;
  let isLeavingAll = false;
  let stopWatching: Cancel = () => undefined;

  /** What would be lost is seen where it is. */
  const watch = (id: string, { store }: Leaving) => {
    stopWatching = store.subscribe(({ phase }) => {
      if (phase === 'asking') tenants().show(id);
      if (phase !== 'idle') return;
      asked = null;
      onAnswered();
    });
  };

  const ask = async (id: string) => {
    const mine = wish;
    stopWatching();
    asked = awaited = id;
    const { open } = tenants().store.getState();
    const leaving = open.get(id)?.leaving ?? (await openToAsk(doors.get(id)));
    if (mine !== wish) return;
    if (!leaving) return signOuts.left(id);
    watch(id, leaving);
    leaving.leave();
    // Asked before, and left without an answer.
    if (leaving.store.getState().phase === 'asking') tenants().show(id);
  };
  const begin = (first: string, others: string[] | null) => {
    toAsk = others;
    wish++;
    void ask(first);
  };

  const signOuts: SignOuts = {
    everywhere() {
      const { currentId } = tenants().store.getState();
      const others = [...doors].filter(([id, door]) => id !== currentId && isIn(door));
      begin(
        currentId,
        others.map(([id]) => id),
      );
    },
    of: (id) => begin(id, null),
    now() {
      stopWatching();
      asked = null;
      isLeavingAll = true;
      keptHere.oweWipe();
      void signOutOf([...doors.values()])
        .then(() => keptHere.wipe())
        .finally(() => (isLeavingAll = false));
    },
    left(id) {
      // One word is not taken for two.
      if (awaited !== id) return;
      awaited = null;
      if (toAsk === null) return void doors.get(id)?.session.signOut();
      const next = toAsk.shift();
      if (next === undefined) signOuts.now();
      else void ask(next);
    },
    isLeavingAll: () => isLeavingAll,
    isAsked: (id) => asked === id,
  };
  return signOuts;
}

/** What is kept of a tenant that is closed is known once it is open; `null` where it cannot be. */
async function openToAsk(door: LeavingDoor | undefined): Promise<Leaving | null> {
  if (!door || !isIn(door)) return null;
  door.open();
  const room = await door.opened.getState().workspace?.catch(() => null);
  return room?.workspace.leaving ?? null;
}

/** Resolves when nothing more of them is written. */
async function signOutOf(doors: readonly LeavingDoor[]): Promise<void> {
  await Promise.all(
    doors.map((door) => {
      void door.session.signOut();
      return door.close();
    }),
  );
}
