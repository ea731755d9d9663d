/**
 * What the notices role has told since the person signed in, and how its line stands.
 *
 * An emergency goes to the alerts at once; what else is new passes by on screen and stays in the list.
 * Its one law: nothing is raised or shown twice, and nothing of it outlives the sign-in.
 */
import { useStore } from 'zustand';
import type { StoreApi } from 'zustand/vanilla';
import { createStore } from 'zustand/vanilla';
import type { AlertReport } from '../core/alert.ts';
import type { Clock } from '../core/clock.ts';
import type { ConnectionState } from '../core/connection.ts';
import type { Notice, NoticeBackend } from '../core/notice.ts';

export interface NoticesState {
  /** The latest first. */
  readonly notices: readonly Notice[];
  readonly connection: ConnectionState;
}

export interface Notices {
  readonly store: StoreApi<NoticesState>;
  /** Told of each that is new, and no emergency: that has a place of its own. */
  onNew(listener: (notice: Notice) => void): () => void;
  /** Connects now instead of at the end of a wait. */
  tryNow(): void;
  close(): void;
}

export interface NoticesOptions {
  readonly backend: NoticeBackend;
  /** Who tells, as people know it. */
  readonly from: string;
  readonly clock: Clock;
  raise(report: AlertReport): void;
}

const mostKept = 200;
/** An emergency that was told before anybody listened is raised up to this age, in milliseconds. */
const raisedUpTo = 60 * 60_000;

export function createNotices({ backend, from, clock, raise }: NoticesOptions): Notices {
  const store = createStore<NoticesState>(() => ({ notices: [], connection: { phase: 'idle' } }));
  const listeners = new Set<(notice: Notice) => void>();
  const line = backend.listen({
    connection: (connection) => store.setState({ connection }),
    notice(notice) {
      if (store.getState().notices.some(({ id }) => id === notice.id)) return;
      store.setState(({ notices }) => ({ notices: insert(notices, notice) }));
      if (notice.grade !== 'emergency') {
        if (!notice.isOld) for (const listener of listeners) listener(notice);
        return;
      }
      const isDue = !notice.isOld || clock.now() - notice.saidAt < raisedUpTo;
      if (isDue) raise({ severity: 'emergency', text: wordsOf(notice), by: from });
    },
  });
  return {
    store,
    onNew(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    tryNow: () => line.reconnect(),
    close() {
      line.close();
      listeners.clear();
    },
  };
}

function insert(notices: readonly Notice[], notice: Notice): readonly Notice[] {
  return [notice, ...notices].sort((a, b) => b.saidAt - a.saidAt).slice(0, mostKept);
}

function wordsOf({ title, text }: Notice): string {
  return text === '' ? title : `${title}: ${text}`;
}

export function useNotices<Part>(notices: Notices, select: (state: NoticesState) => Part): Part {
  return useStore(notices.store, select);
}
