/** What this browser keeps of somebody, and how it is removed when they are out. */
import { forgetTab } from '../net/tab.ts';
import { reloadMemory } from './open-updates.ts';
import type { KeptHere } from './goodbye.ts';

/** Came with the workspace, so that this works without a network. */
const keptWork = () => import('./kept-work.ts');

export const keptInBrowser: KeptHere = {
  forgetAddress: () => history.replaceState(null, '', location.pathname + location.search),
  forgetTab() {
    forgetTab();
    reloadMemory.clear();
  },
  removeWork: async (scope) => (await keptWork()).removeKeptWork(scope),
  wipe: async () => (await keptWork()).wipeKeptWork(),
};
