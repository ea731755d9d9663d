/**
 * The composition root: makes of the config the tenants of a site, one of which is looked at.
 *
 * `app/` is the only place that names adapters. Only the ways in are loaded at first. Its one law:
 * what belongs to one tenant is made by its door; only the page, its lock and the way out are shared.
 */
import { coverWhileAway } from '../net/idle.ts';
import { systemClock } from '../net/system-clock.ts';
import type { Tenants } from '../state/tenants.ts';
import { createTenants } from '../state/tenants.ts';
import type { Updates } from '../state/updates.ts';
import type { Config } from './config.ts';
import type { FoundConfig } from './find-config.ts';
import { sayGoodbye } from './goodbye.ts';
import { keptInBrowser, wipeWhatIsOwed } from './kept-here.ts';
import { hasFilledField, onPartMissing } from './open-updates.ts';
import type { TenantDoor, TenantPage } from './open-tenant.ts';
import { openTenant } from './open-tenant.ts';
import type { PageLock } from './page-lock.ts';
import { createPageLock } from './page-lock.ts';
import { createRooms } from './rooms.ts';
import type { SignOuts } from './sign-outs.ts';
import { pageAddress } from './tenant-address.ts';
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
  void wipeWhatIsOwed();
  const doors = new Map<string, TenantDoor>();
  const [{ id: usualId }] = config.tenants;
  const shared = { doors, tenants: () => tenants, keptHere: keptInBrowser };
  // Comes with the first workspace: before that nobody can ask for it.
  let signOuts: SignOuts | null = null;
  const rooms = createRooms({
    ...{ ...shared, address: pageAddress, usualId },
    isAsked: (id) => signOuts?.isAsked(id) === true,
  });
  const isLeavingAll = () => signOuts?.isLeavingAll() === true;
  const pageOf = (tenant: Config): TenantPage => ({
    ...{ address, updates },
    others: config.tenants.filter(({ id }) => id !== tenant.id).map(workScopeOf),
    ...rooms.of(tenant.id),
    async open(site, identity) {
      const [{ createSignOuts, openWorkspace }] = await Promise.all([
        import('./open-workspace.tsx'),
        lock.ensure(identity.isNewSession),
        wipeWhatIsOwed(),
      ]);
      signOuts ??= createSignOuts({ ...shared, onAnswered: () => rooms.settle() });
      return rooms.enter(tenant.id, await openWorkspace(site, identity, [...doors.values()]));
    },
    onLeave: () => signOuts?.left(tenant.id),
    signOut: () => signOuts?.everywhere(),
    onGoodbye: (goodbye) => sayGoodbye({ ...shared, isLeavingAll }, tenant, goodbye),
  });
  const opened = await Promise.all(config.tenants.map((each) => openTenant(each, pageOf(each))));
  for (const door of opened) doors.set(door.config.id, door);
  const named = config.tenants.find(({ id }) => id === pageAddress.read());
  const tenants = createTenants({
    list: opened.map(({ config: { id, tenant }, session }) => ({ id, name: tenant, session })),
    currentId: named?.id ?? usualId,
    keepsOthersOpen: config.keepOthersOpen,
    onSwitch: (from, to) => rooms.switched(from, to),
    signOutOf: (id) => signOuts?.of(id),
  });
  const lock = createPageLock({
    ...{ doors: () => opened, coverWhileAway, clock: systemClock },
    async makeLock(isNewSession) {
      const { makeLock } = await import('./make-lock.ts');
      const limit = config.limits.idleLock * 1000;
      const signOut = () => {
        if (signOuts) signOuts.now();
        else for (const { session } of opened) void session.signOut();
      };
      return makeLock({ limit, isNewSession, doors: opened, tenants, signOut });
    },
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
