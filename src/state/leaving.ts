/**
 * Leaving: signing out removes the work from this device, and so what is not in the history yet.
 *
 * Its one law: nothing that is not written is removed without the person's word.
 */
import type { StoreApi } from 'zustand/vanilla';
import { createStore } from 'zustand/vanilla';
import type { Mirror } from './mirror.ts';
import { countUnwritten } from './record-standing.ts';

export interface Leaving {
  readonly store: StoreApi<LeavingState>;
  /** Signs out, or asks first where something would be lost. */
  leave(): void;
  /** Signs out as soon as everything is written. */
  leaveWhenWritten(): void;
  leaveAnyway(): void;
  stay(): void;
}

interface LeavingState {
  /** `asking`: something is not written. `waiting`: the person waits until it is. */
  readonly phase: 'idle' | 'asking' | 'waiting';
}

export function createLeaving(mirror: Mirror | null, signOut: () => void): Leaving {
  const store = createStore<LeavingState>(() => ({ phase: 'idle' }));
  const isWritten = () => !mirror || countUnwritten(mirror.store.getState()) === 0;
  const go = () => {
    store.setState({ phase: 'idle' });
    signOut();
  };
  mirror?.store.subscribe(() => {
    if (store.getState().phase === 'waiting' && isWritten()) go();
  });
  return {
    store,
    leave: () => (isWritten() ? go() : store.setState({ phase: 'asking' })),
    leaveWhenWritten() {
      if (isWritten()) return go();
      store.setState({ phase: 'waiting' });
      mirror?.tryNow();
    },
    leaveAnyway: go,
    stay: () => store.setState({ phase: 'idle' }),
  };
}
