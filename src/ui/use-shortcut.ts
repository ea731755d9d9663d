/** A keyboard shortcut for the whole page. */
import { useEffect, useEffectEvent } from 'react';

/** @param handle true where it took the key, which then does nothing else */
export function useShortcut(handle: (event: KeyboardEvent) => boolean): void {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (handle(event)) event.preventDefault();
  });
  // The key may be pressed while nothing of React's has the focus, so the page itself listens.
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKeyDown(event);
    addEventListener('keydown', listener);
    return () => removeEventListener('keydown', listener);
  }, []);
}
