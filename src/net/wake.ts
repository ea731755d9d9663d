/**
 * When it is worth trying at once: the network is said to be back, the tab is seen again, the page
 * comes out of the back/forward cache. These are hints, never proof.
 */
import type { Cancel } from '../core/clock.ts';

export function onWake(listener: () => void): Cancel {
  const whenVisible = () => {
    if (document.visibilityState === 'visible') listener();
  };
  addEventListener('online', listener);
  addEventListener('pageshow', listener);
  document.addEventListener('visibilitychange', whenVisible);
  return () => {
    removeEventListener('online', listener);
    removeEventListener('pageshow', listener);
    document.removeEventListener('visibilitychange', whenVisible);
  };
}
