/**
 * Which browser tab this is: a name that outlives a reload, and that no two open tabs share.
 *
 * Duplicating a tab copies its session storage, name included; a lock that only one tab can hold
 * tells the copy from the original.
 */
import { newId } from '../lib/new-id.ts';

const storageKey = 'bedside.tab';
const lockName = (tab: string) => `bedside.tab.${tab}`;

let claimed: Promise<string> | null = null;

/** The same name for all who ask on this page: its own lock would look like that of another tab. */
export function claimTab(): Promise<string> {
  return (claimed ??= claimName());
}

async function claimName(): Promise<string> {
  const known = attempt(() => sessionStorage.getItem(storageKey));
  const tab = known && (await hold(known)) ? known : newId();
  if (tab !== known) await hold(tab);
  attempt(() => sessionStorage.setItem(storageKey, tab));
  return tab;
}

/**
 * Takes the place of a tab that is gone, for as long as this page lives. False where another page has
 * taken it, or the tab is there after all.
 */
export async function succeedTab(tab: string): Promise<boolean> {
  if (succeeded.has(tab)) return true;
  const isMine = await hold(tab);
  if (isMine) succeeded.add(tab);
  return isMine;
}

/** The tabs that this page stands for beside its own. */
const succeeded = new Set<string>();

/** The next person in this tab gets another name. */
export function forgetTab(): void {
  claimed = null;
  attempt(() => sessionStorage.removeItem(storageKey));
}

/** Names of the tabs that are open now, or stood for by another; `null` where the browser cannot tell. */
export async function openTabs(): Promise<ReadonlySet<string> | null> {
  const locks = lockManager();
  if (!locks) return null;
  const { held = [] } = await locks.query();
  const prefix = lockName('');
  const names = held.map(({ name = '' }) => name).filter((name) => name.startsWith(prefix));
  const tabs = names.map((name) => name.slice(prefix.length));
  return new Set(tabs.filter((tab) => !succeeded.has(tab)));
}

/** Runs `task` while no other tab runs one; where the browser cannot see to that, at once. */
export async function aloneAmongTabs<Result>(task: () => Promise<Result>): Promise<Result> {
  const locks = lockManager();
  return locks ? await locks.request('bedside.alone', task) : task();
}

/** Holds the tab's lock until the page is gone; false where another tab has it. */
function hold(tab: string): Promise<boolean> {
  const locks = lockManager();
  if (!locks) return Promise.resolve(true);
  return new Promise((resolve) => {
    void locks.request(lockName(tab), { ifAvailable: true }, (lock) => {
      resolve(lock !== null);
      return lock ? new Promise(() => undefined) : undefined;
    });
  });
}

/** Missing on a page that is not served by https. */
function lockManager(): LockManager | undefined {
  return (navigator as Partial<Navigator>).locks;
}

function attempt<Result>(access: () => Result): Result | null {
  try {
    return access();
  } catch {
    return null;
  }
}
