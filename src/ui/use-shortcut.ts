/** A keyboard shortcut for the whole page. */
import { useEffect, useEffectEvent } from 'react';

/** What lies over the page takes all keys for itself. */
const covers = '[role="dialog"], [role="alertdialog"], [inert]';

/** A cover hides everything, and no key reaches under it. */
const hidden = '[data-cover]';

/**
 * @param handle true where it took the key, which then does nothing else
 * @param reach `above`: also while a dialog is open, for what is in sight above it
 */
export function useShortcut(
  handle: (event: KeyboardEvent) => boolean,
  reach: 'page' | 'above' = 'page',
): void {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    const stops = reach === 'page' ? covers : hidden;
    if (document.querySelector(stops) === null && handle(event)) event.preventDefault();
  });
  // The key may be pressed while nothing of React's has the focus, so the page itself listens.
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKeyDown(event);
    addEventListener('keydown', listener);
    return () => removeEventListener('keydown', listener);
  }, []);
}

/** Alt and nothing else: AltGr, which writes characters, counts as Alt with Ctrl on some systems. */
export function isAltAlone(event: KeyboardEvent): boolean {
  return event.altKey && !event.ctrlKey && !event.metaKey && !event.getModifierState('AltGraph');
}
