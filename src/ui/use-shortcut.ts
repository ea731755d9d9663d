/** A keyboard shortcut for the whole page. */
import { useEffect, useEffectEvent } from 'react';

/** What lies over the page takes all keys for itself. */
const covers = '[role="dialog"], [role="alertdialog"], [inert]';

/** @param handle true where it took the key, which then does nothing else */
export function useShortcut(handle: (event: KeyboardEvent) => boolean): void {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (document.querySelector(covers) === null && handle(event)) event.preventDefault();
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
