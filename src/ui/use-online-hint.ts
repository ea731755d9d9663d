/** What this device says about its network. A hint: it may say so over a line that works. */
import { useSyncExternalStore } from 'react';

/** False while the device says that it is offline. */
export function useOnlineHint(): boolean {
  return useSyncExternalStore(subscribe, () => navigator.onLine);
}

function subscribe(onChange: () => void): () => void {
  addEventListener('online', onChange);
  addEventListener('offline', onChange);
  return () => {
    removeEventListener('online', onChange);
    removeEventListener('offline', onChange);
  };
}
