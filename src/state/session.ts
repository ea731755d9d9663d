/**
 * Who is signed in, as a store. It owns the way in and the way out; what a signed-in person works
 * with is built and torn down by the composition root, which watches `status`.
 */
import type { StoreApi } from 'zustand/vanilla';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { Identity, SignIn } from '../core/backend.ts';

export type SessionState =
  | { status: 'restoring' }
  /** `error`: why the session of before a reload could not be taken up. `ended`: the server ended it. */
  | { status: 'signed-out'; error: unknown; ended: boolean }
  | { status: 'signed-in'; identity: Identity };

export interface Session {
  readonly store: StoreApi<SessionState>;
  restore(): Promise<void>;
  /** @throws the errors of `core/errors.ts`; the state stays signed out then. */
  signIn(username: string, password: string): Promise<void>;
  signOut(): Promise<void>;
}

export function createSession(signIn: SignIn): Session {
  const store = createStore<SessionState>(() => ({ status: 'restoring' }));
  const leave = (ended: boolean, error: unknown = null) =>
    store.setState({ status: 'signed-out', error, ended }, true);
  const enter = (identity: Identity) => store.setState({ status: 'signed-in', identity }, true);

  signIn.onSignedOut(() => leave(store.getState().status === 'signed-in'));
  return {
    store,
    async restore() {
      store.setState({ status: 'restoring' }, true);
      try {
        const identity = await signIn.restore();
        if (identity) enter(identity);
        else leave(false);
      } catch (error) {
        leave(false, error);
      }
    },
    async signIn(username, password) {
      enter(await signIn.signIn(username, password));
    },
    async signOut() {
      leave(false);
      // The person is signed out here whether or not the server could be told.
      await signIn.signOut().catch(() => undefined);
    },
  };
}

export function useSession(session: Session): SessionState {
  return useStore(session.store);
}
