/**
 * What this device keeps of a person's work, found again when they come back.
 *
 * Each tab keeps its own. What a tab that is gone left behind (a crash, a closed window) goes to
 * the same person's next tab; another person's is removed unseen. Its one law: what was left has one
 * tab that stands for it, and goes from its place only once that tab has kept it as its own.
 */
import { countPending } from '../core/alert-log.ts';
import type { AskedAnalysis } from '../core/asked-analysis.ts';
import type { Journal } from '../core/journal.ts';
import type { Progress } from '../core/record/progress.ts';
import type { ArchivedWork } from '../core/resume.ts';
import { archiveAll } from '../core/resume.ts';
import type { SafeStore } from '../net/safe-store.ts';
import { openSafeStore, wipeSafeStore } from '../net/safe-store.ts';
import { systemClock } from '../net/system-clock.ts';
import { aloneAmongTabs, claimTab, openTabs, succeedTab } from '../net/tab.ts';
import type { Snapshot } from '../state/snapshot.ts';
import { fromRecords } from '../state/snapshot.ts';

export interface KeptWork extends LeftWork {
  /** `null` where this browser keeps nothing safely. */
  readonly journal: Journal | null;
  /** This tab's own work. */
  readonly snapshot: Snapshot | null;
  /** Names of the records that it is read from. */
  readonly present: readonly string[];
  /** Something was kept that could not be read. */
  readonly isDamaged: boolean;
  /** What other tabs of this person keep now. It stays where it is. */
  readOthers(): Promise<readonly OtherWork[]>;
  /** Names of the tabs that are open now; `null` where the browser cannot tell. */
  openTabs(): Promise<ReadonlySet<string> | null>;
  /**
   * Takes the place of another tab of this person that has been closed meanwhile, where an alert of
   * its work waits for somebody; `null` where there is nothing to take.
   */
  takeOver(tab: string): Promise<LeftWork | null>;
}

/** Work of this person from tabs that are gone. */
export interface LeftWork {
  readonly found: ArchivedWork;
  readonly foundAnalyses: readonly AskedAnalysis[];
  /** How far the history holds all of it, and of this tab's own, by the ids of the conversations. */
  readonly progress: ReadonlyMap<string, Progress>;
  /** What was found is kept as this tab's own; it goes from where it was. */
  settle(): Promise<void>;
}

/** Where work is kept, and who else is there. */
export interface Device {
  openStore(): Promise<SafeStore>;
  /** As `net/tab.ts` has them. */
  readonly tabs: {
    claim(): Promise<string>;
    open(): Promise<ReadonlySet<string> | null>;
    succeed(tab: string): Promise<boolean>;
    alone<Result>(task: () => Promise<Result>): Promise<Result>;
  };
}

const thisBrowser: Device = {
  openStore: openSafeStore,
  tabs: { claim: claimTab, open: openTabs, succeed: succeedTab, alone: aloneAmongTabs },
};

export interface OtherWork {
  readonly snapshot: Snapshot;
  readonly isOpen: boolean;
}

interface Scope {
  readonly tenant: string;
  readonly user: string;
  readonly tab: string;
}

const nothing: KeptWork = {
  journal: null,
  snapshot: null,
  present: [],
  found: { ended: [], waiting: [] },
  foundAnalyses: [],
  progress: new Map(),
  isDamaged: false,
  readOthers: () => Promise.resolve([]),
  openTabs: () => Promise.resolve(null),
  takeOver: () => Promise.resolve(null),
  settle: () => Promise.resolve(),
};

/** @param otherTenants whose work is none of this one's business, and stays */
export async function findKeptWork(
  person: Omit<Scope, 'tab'>,
  otherTenants: readonly string[],
  device: Device = thisBrowser,
): Promise<KeptWork> {
  const { tabs } = device;
  try {
    const [store, tab] = await Promise.all([device.openStore(), tabs.claim()]);
    const own = { ...person, tab };
    const mine = await readSnapshot(store, own);
    const left = await tabs.alone(() => findLeftovers(store, tabs, own, otherTenants));
    const leftWork = asLeft(store, left);
    return {
      ...leftWork,
      journal: store.journal(nameOf(own)),
      snapshot: mine.snapshot,
      present: mine.names,
      progress: new Map([...(mine.snapshot?.progress ?? []), ...leftWork.progress]),
      isDamaged: [mine, ...left].some(({ isDamaged }) => isDamaged),
      readOthers: () => readOthers(store, tabs, own),
      openTabs: () => tabs.open(),
      takeOver: (closed) => tabs.alone(() => takeOver(store, tabs, own, closed)),
    };
  } catch {
    return nothing;
  }
}

interface Leftover extends Reading {
  readonly scope: Scope;
}

function asLeft(store: SafeStore, left: readonly Pick<Leftover, 'scope' | 'snapshot'>[]): LeftWork {
  const works = left.flatMap(({ snapshot }) => snapshot ?? []);
  return {
    found: archiveAll(works, systemClock.now()),
    foundAnalyses: works.flatMap(({ analyses = [] }) => analyses),
    progress: new Map(works.flatMap(({ progress = [] }) => [...progress])),
    async settle() {
      // What cannot be removed is known for a copy by the next load.
      await Promise.allSettled(left.map(({ scope }) => store.remove(nameOf(scope))));
    },
  };
}

/** Takes the place of the tabs that left something of this person; everyone else's is removed. */
async function findLeftovers(
  store: SafeStore,
  tabs: Device['tabs'],
  own: Scope,
  otherTenants: readonly string[],
): Promise<readonly Leftover[]> {
  const open = await tabs.open();
  if (!open) return [];
  const left: Leftover[] = [];
  for (const name of await store.scopes()) {
    const scope = parseName(name);
    if (scope && otherTenants.includes(scope.tenant)) continue;
    if (scope && (scope.tab === own.tab ? isSamePerson(scope, own) : open.has(scope.tab))) continue;
    if (!scope || !isSamePerson(scope, own)) await store.remove(name);
    // Two tabs that open at once must not both take the same work on.
    else if (await tabs.succeed(scope.tab))
      left.push({ scope, ...(await readSnapshot(store, scope)) });
  }
  return left;
}

/** What cannot be read is left to the next load, which says so. */
async function takeOver(
  store: SafeStore,
  tabs: Device['tabs'],
  own: Scope,
  tab: string,
): Promise<LeftWork | null> {
  const open = await tabs.open();
  const scope = { ...own, tab };
  if (!open || open.has(tab) || !(await store.scopes()).includes(nameOf(scope))) return null;
  const { records, unreadable } = await store.read(nameOf(scope));
  const snapshot = unreadable === 0 ? fromRecords(records) : null;
  const isTaken = snapshot && waitsForSomebody(snapshot) && (await tabs.succeed(tab));
  return isTaken ? asLeft(store, [{ scope, snapshot }]) : null;
}

function waitsForSomebody({ conversation, earlier }: Snapshot): boolean {
  return countPending([conversation, ...earlier]) > 0;
}

async function readOthers(
  store: SafeStore,
  tabs: Device['tabs'],
  own: Scope,
): Promise<readonly OtherWork[]> {
  const open = await tabs.open();
  const scopes = (await store.scopes()).map(parseName).filter((scope) => scope !== null);
  const others = scopes.filter((scope) => isSamePerson(scope, own) && scope.tab !== own.tab);
  const works = others.map(async (scope): Promise<OtherWork[]> => {
    const { records } = await store.read(nameOf(scope));
    const snapshot = fromRecords(records);
    return snapshot ? [{ snapshot, isOpen: open?.has(scope.tab) ?? true }] : [];
  });
  return (await Promise.all(works)).flat();
}

/** Removes what this device keeps of a tenant, of every person and tab. */
export async function removeKeptWork(tenant: string): Promise<void> {
  try {
    const store = await openSafeStore();
    const names = await store.scopes();
    const own = names.filter((name) => parseName(name)?.tenant === tenant);
    await Promise.all(own.map((name) => store.remove(name)));
    store.close();
  } catch {
    // A browser that keeps nothing has nothing to remove.
  }
}

/** Removes what this device keeps of anybody, and what sealed it. */
export async function wipeKeptWork(): Promise<void> {
  await wipeSafeStore();
}

interface Reading {
  readonly names: readonly string[];
  readonly snapshot: Snapshot | null;
  readonly isDamaged: boolean;
}

/** What does not read as a whole is removed, so that it is told of once. */
async function readSnapshot(store: SafeStore, scope: Scope): Promise<Reading> {
  const { records, unreadable } = await store.read(nameOf(scope));
  try {
    if (unreadable === 0) {
      return { names: [...records.keys()], snapshot: fromRecords(records), isDamaged: false };
    }
  } catch {
    // Of another version, or changed by something that is not Bedside: handled below.
  }
  await store.remove(nameOf(scope));
  return { names: [], snapshot: null, isDamaged: true };
}

function isSamePerson(a: Scope, b: Scope): boolean {
  return a.tenant === b.tenant && a.user === b.user;
}

function nameOf({ tenant, user, tab }: Scope): string {
  return JSON.stringify([tenant, user, tab]);
}

function parseName(name: string): Scope | null {
  const parts = JSON.parse(name) as unknown;
  if (!Array.isArray(parts) || parts.length !== 3) return null;
  const [tenant, user, tab] = parts.map(String);
  return { tenant: tenant ?? '', user: user ?? '', tab: tab ?? '' };
}
