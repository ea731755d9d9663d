/**
 * What this browser keeps of somebody, and how it is removed when they are out.
 *
 * Its one law: what is to be removed is removed, also where the page ends meanwhile; then the next one
 * does it, before anybody works on it.
 */
import { forgetTab } from '../net/tab.ts';
import { deviceVault } from '../net/vault.ts';
import { reloadMemory } from './open-updates.ts';
import type { KeptHere } from './goodbye.ts';

const owed = deviceVault('bedside.owed');

/** Came with the workspace, so that this works without a network. */
const keptWork = () => import('./kept-work.ts');

async function wipe(): Promise<void> {
  await (await keptWork()).wipeKeptWork();
  owed.clear();
}

export const keptInBrowser: KeptHere = {
  forgetAddress: () => history.replaceState(null, '', location.pathname + location.search),
  forgetTab() {
    forgetTab();
    reloadMemory.clear();
  },
  removeWork: async (scope) => (await keptWork()).removeKeptWork(scope),
  oweWipe: () => owed.write('wipe'),
  wipe,
};

/** Removes what a page that ended had no time to; asked again before anybody works. */
export async function wipeWhatIsOwed(): Promise<void> {
  if (owed.read() !== null) await wipe().catch(() => undefined);
}
