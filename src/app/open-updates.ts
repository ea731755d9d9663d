/** Puts the watch for new versions on this browser: its page, its clock, its memory. */
import { createVersionReader, readOwnBuild } from '../net/site-version.ts';
import { systemClock } from '../net/system-clock.ts';
import { sessionVault } from '../net/vault.ts';
import { onWake } from '../net/wake.ts';
import type { Updates } from '../state/updates.ts';
import { createUpdates } from '../state/updates.ts';

/** That the page was loaded anew by itself; goes with the person who was signed in. */
export const reloadMemory = sessionVault('bedside.reloaded');

export function openUpdates(page: Location): Updates {
  return createUpdates({
    own: readOwnBuild(),
    read: createVersionReader(page.href),
    clock: systemClock,
    onWake,
    memory: reloadMemory,
    reload: () => page.reload(),
  });
}

/** Vite says so of every part that is fetched late. */
export function onPartMissing(listener: () => void): void {
  addEventListener('vite:preloadError', listener);
}

/** Something is written on the page. */
export function hasFilledField(page: Document = document): boolean {
  const fields = page.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(
    'input:not([type=radio], [type=checkbox], [type=hidden]), textarea',
  );
  return [...fields].some(({ value }) => value !== '');
}
