/**
 * Signing out where there are several tenants: of one, or of all at once.
 *
 * A workstation is shared, so the plain way out is that of all. Its one law: whoever has something to
 * lose is asked before anybody is out, one after another.
 */
import { forgetTab } from '../net/tab.ts';
import type { Tenants } from '../state/tenants.ts';
import type { Goodbye, TenantDoor } from './open-tenant.ts';
import { reloadMemory } from './open-updates.ts';
import { workScopeOf } from './tenant-scope.ts';

export interface SignOuts {
  everywhere(): void;
  of(id: string): void;
  /** Of all, and nobody is asked. */
  now(): void;
  /** Somebody was asked, and leaves. */
  left(id: string): void;
  /** Cleans up after one who is out. */
  goodbye(door: TenantDoor, goodbye: Goodbye): Promise<void>;
}

export interface SignOutsOptions {
  doors: ReadonlyMap<string, TenantDoor>;
  tenants(): Tenants;
}

export function createSignOuts({ doors, tenants }: SignOutsOptions): SignOuts {
  /** Who is still to be asked before all are out; `null` while one alone leaves. */
  let toAsk: string[] | null = null;
  let isLeavingAll = false;
  let stopWatching = (): void => undefined;

  /** What would be lost is seen where it is. */
  const ask = (id: string) => {
    const { store, switchTo } = tenants();
    const leaving = store.getState().open.get(id)?.leaving;
    if (!leaving) return goOn(id);
    stopWatching();
    stopWatching = leaving.store.subscribe(({ phase }) => {
      if (phase === 'asking') switchTo(id);
    });
    leaving.leave();
  };
  const goOn = (id: string) => {
    if (toAsk === null) return void doors.get(id)?.session.signOut();
    const next = toAsk.shift();
    if (next === undefined) signOuts.now();
    else ask(next);
  };
  const signOuts: SignOuts = {
    everywhere() {
      const { currentId, open } = tenants().store.getState();
      toAsk = [...open.keys()].filter((id) => id !== currentId);
      ask(currentId);
    },
    of(id) {
      toAsk = null;
      ask(id);
    },
    now() {
      stopWatching();
      isLeavingAll = true;
      for (const { session } of doors.values()) void session.signOut();
      void wipeAfter([...doors.values()]).finally(() => (isLeavingAll = false));
    },
    left: goOn,
    async goodbye(door, { elsewhere }) {
      if (tenants().store.getState().currentId === door.config.id) forgetAddress();
      if (![...doors.values()].some(isIn)) {
        forgetTab();
        reloadMemory.clear();
      }
      // The tab in which the person signed out removes what the device keeps, for all tabs: another
      // one may hear of it late, when the next person is at work already.
      if (elsewhere || isLeavingAll) return;
      const { removeKeptWork } = await import('./kept-work.ts');
      await removeKeptWork(workScopeOf(door.config));
    },
  };
  return signOuts;
}

const isIn = ({ session }: TenantDoor) => session.store.getState().status === 'signed-in';

/** The address of what was looked at last goes as well. */
function forgetAddress(): void {
  history.replaceState(null, '', location.pathname + location.search);
}

async function wipeAfter(doors: readonly TenantDoor[]): Promise<void> {
  await Promise.all(doors.map((door) => door.close()));
  // Came with the workspace, so that this works without a network.
  const { wipeSafeStore } = await import('../net/safe-store.ts');
  await wipeSafeStore();
}
