/** The present time for what is counted on screen ("6 min ago", "next try in 4 s"). */
import { useCallback, useSyncExternalStore } from 'react';

/**
 * Milliseconds since 1970, to the last full `interval` milliseconds; the component is drawn again
 * when it changes.
 */
export function useNow(interval: number): number {
  const subscribe = useCallback(
    (onChange: () => void) => {
      const timer = setInterval(onChange, interval);
      return () => clearInterval(timer);
    },
    [interval],
  );
  return useSyncExternalStore(subscribe, () => Math.floor(Date.now() / interval) * interval);
}
