/** How the lines to the back ends are, for panels. */
import { useSyncExternalStore } from 'react';
import type { Connections, RestingLink } from '../core/connections.ts';
import { useWorkspace } from './workspace.ts';

export function useConnections(): Connections {
  return useWorkspace().connections;
}

/** What rests at present, and may be tried by hand. */
export function useResting(): readonly RestingLink[] {
  const { onChange, resting } = useConnections();
  return useSyncExternalStore(onChange, resting);
}
