/**
 * The composition root: makes of the config the tenants of a site, one of which is looked at.
 *
 * `app/` is the only place that names adapters. Only the ways in are loaded at first. Its one law:
 * what belongs to one tenant is made by its door; only the page, its lock and the way out are shared.
 */
import type { Tenants } from '../state/tenants.ts';
import { createTenants } from '../state/tenants.ts';
import type { Updates } from '../state/updates.ts';
import type { Config } from './config.ts';
import type { FoundConfig } from './find-config.ts';
import { hasFilledField, onPartMissing } from './open-updates.ts';
import type { TenantDoor, TenantPage } from './open-tenant.ts';
import { openTenant } from './open-tenant.ts';
import type { OpenWorkspace } from './open-workspace.tsx';
import type { PageLock } from './page-lock.ts';
import { createPageLock } from './page-lock.ts';
import type { SignOuts } from './sign-outs.ts';
import { createSignOuts } from './sign-outs.ts';
import { readTenant, writeTenant } from './tenant-address.ts';
import { workScopeOf } from './tenant-scope.ts';

export interface Bedside {
  /** The site could not be asked: it is the config of last time. */
  readonly isConfigKept: boolean;
  readonly updates: Updates;
  readonly tenants: Tenants;
  readonly doors: ReadonlyMap<string, TenantDoor>;
  readonly lock: PageLock;
}

export async function createBedside(
  { config, isKept }: FoundConfig,
  updates: Updates,
  address: Location,
): Promise<Bedside> {
  const doors = new Map<string, TenantDoor>();
  const signOuts = createSignOuts({ doors, tenants: () => tenants });
  const rooms = createRooms({ doors, tenants: () => tenants });
  const pageOf = (tenant: Config): TenantPage => ({
    ...{ address, updates },
    others: config.tenants.filter(({ id }) => id !== tenant.id).map(workScopeOf),
    ...rooms.of(tenant.id),
    async open(site, identity) {
      const [{ openWorkspace }] = await Promise.all([
        import('./open-workspace.tsx'),
        lock.ensure(identity.isNewSession),
      ]);
      return rooms.enter(tenant.id, await openWorkspace(site, identity, [...doors.values()]));
    },
    ...waysOut(tenant.id, doors, signOuts),
  });
  const opened = await Promise.all(config.tenants.map((each) => openTenant(each, pageOf(each))));
  for (const door of opened) doors.set(door.config.id, door);
  const named = config.tenants.find(({ id }) => id === readTenant(address));
  const tenants = createTenants({
    list: opened.map(({ config: { id, tenant }, session }) => ({ id, name: tenant, session })),
    currentId: (named ?? config.tenants[0]).id,
    keepsOthersOpen: config.keepOthersOpen,
    onSwitch: rooms.switched,
    signOutOf: (id) => signOuts.of(id),
  });
  const lock = createPageLock({
    ...{ doors: () => opened, tenants, signOut: () => signOuts.now() },
    limit: config.limits.idleLock * 1000,
  });
  for (const { session } of opened) {
    session.store.subscribe(() => lock.release());
    void session.restore();
  }
  onPartMissing(() => void noteMissing(opened, updates));
  return { isConfigKept: isKept, updates, tenants, doors, lock };
}

/** While a workspace is being opened nothing was written into it yet. */
async function noteMissing(doors: readonly TenantDoor[], updates: Updates): Promise<void> {
  const states = doors.map(({ opened }) => opened.getState());
  const rooms = await Promise.all(
    states.map(async ({ workspace }) => (await workspace?.catch(() => null)) ?? null),
  );
  const open = rooms.filter((room) => !!room);
  const isOpening = states.some(
    ({ workspace, isFailed }, at) => isFailed || (workspace && !rooms[at]),
  );
  await updates.onPartMissing(() => {
    if (open.some((room) => room.costOfReload() !== null)) return true;
    return !isOpening && hasFilledField();
  });
}

function waysOut(id: string, doors: ReadonlyMap<string, TenantDoor>, signOuts: SignOuts) {
  return {
    onLeave: () => signOuts.left(id),
    signOut: () => signOuts.everywhere(),
    onGoodbye: async (goodbye: Parameters<TenantPage['onGoodbye']>[0]) => {
      const door = doors.get(id);
      if (door) await signOuts.goodbye(door, goodbye);
    },
  };
}

interface RoomsOptions {
  doors: ReadonlyMap<string, TenantDoor>;
  tenants(): Tenants;
}

/** The workspaces that are open: the one that is looked at, and those behind it. */
function createRooms({ doors, tenants }: RoomsOptions) {
  const ready = new Map<string, OpenWorkspace>();
  const isCurrent = (id: string) => tenants().store.getState().currentId === id;
  /** Closes what is not to stay open behind another, as soon as nothing is lost by that. */
  const settle = () => {
    for (const [id, room] of ready) {
      const door = doors.get(id);
      const stays = tenants().keepsOthersOpen || isCurrent(id) || room.isNeeded();
      door?.hold(stays && !isCurrent(id) && !tenants().keepsOthersOpen);
      if (!stays) void door?.close();
    }
  };
  const followAddress = () => {
    const { currentId } = tenants().store.getState();
    const named = readTenant(location);
    if (named === null || named === currentId || !doors.has(named)) return;
    // Before its own listener hears of an address that is another tenant's.
    ready.get(currentId)?.hide();
    tenants().switchTo(named);
    if (!isCurrent(currentId)) return;
    writeTenant(currentId);
    void ready.get(currentId)?.show();
  };
  addEventListener('popstate', followAddress);
  return {
    of: (id: string) => ({
      isWanted: () => isCurrent(id) || tenants().keepsOthersOpen || doors.get(id)?.isHeld === true,
      onOpened(room: OpenWorkspace) {
        ready.set(id, room);
        tenants().note(id, room.workspace);
        room.workspace.consultation.onEvent(({ type }) => {
          if (type === 'alert-acknowledged') settle();
        });
        if (!isCurrent(id)) room.hide();
        settle();
      },
      onClosed() {
        ready.delete(id);
        tenants().note(id, null);
      },
    }),
    async enter(id: string, room: OpenWorkspace): Promise<OpenWorkspace> {
      if (isCurrent(id)) await room.show();
      return room;
    },
    switched(from: string, to: string): void {
      ready.get(from)?.hide();
      writeTenant(to);
      doors.get(to)?.open();
      void ready.get(to)?.show();
      settle();
    },
  };
}
