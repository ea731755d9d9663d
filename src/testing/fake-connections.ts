/** Lines whose breakers are in the hand of a test. */
import type { Connections, RestingLink } from '../core/connections.ts';

export interface FakeConnections extends Connections {
  /** Something rests, may be tried again, or answers again. */
  change(): void;
}

const nothing: readonly RestingLink[] = [];

export function fakeConnections(): FakeConnections {
  const listeners = new Set<() => void>();
  return {
    backEnds: [],
    config: null,
    browser: 'test',
    read: () => ({ links: [], errors: [] }),
    resting: () => nothing,
    check: () => Promise.resolve({ kind: 'unreachable' }),
    tryNow: () => undefined,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    vitals: () => [],
    readVersion: () => Promise.resolve(null),
    change() {
      for (const listener of listeners) listener();
    },
  };
}
