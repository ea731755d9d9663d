/**
 * Who is signed in, as a store. It owns the way in and the way out; what a signed-in person works
 * with is built and torn down by the composition root, which watches `status`.
 *
 * Its one law: a person who signs out is signed out everywhere on this site at once, whatever the
 * server says.
 */
import type { StoreApi } from 'zustand/vanilla';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { Identity, SignIn } from '../core/backend.ts';

export type SessionState =
  { status: 'restoring' } | SignedOut | { status: 'signed-in'; identity: Identity };

/** And why. */
export type SignedOut =
  | { status: 'signed-out'; cause: 'nobody-was-in' }
  /** `elsewhere`: in another tab. `told`: the server knows, as far as is known here. */
  | { status: 'signed-out'; cause: 'left'; elsewhere: boolean; told: boolean }
  | { status: 'signed-out'; cause: 'ended-by-server' }
  /** The session of before a reload could not be taken up, which may yet succeed. */
  | { status: 'signed-out'; cause: 'not-restored'; error: unknown };

/** What the tabs of this site say to one another. */
export interface Tabs {
  post(message: unknown): void;
  listen(listener: (message: unknown) => void): () => void;
}

export interface Session {
  readonly store: StoreApi<SessionState>;
  restore(): Promise<void>;
  /** @throws the errors of `core/errors.ts`; the state stays signed out then. */
  signIn(username: string, password: string): Promise<void>;
  /** Whether it is still the same person. @throws the errors of `core/errors.ts` */
  unlock(password: string): Promise<void>;
  /** Whether the session still holds. @throws the errors of `core/errors.ts` */
  check(): Promise<void>;
  signOut(): Promise<void>;
}

const farewell = 'signed-out';

export function createSession(signIn: SignIn, tabs?: Tabs): Session {
  const store = createStore<SessionState>(() => ({ status: 'restoring' }));
  const enter = (state: SessionState) => store.setState(state, true);

  const leave = async (elsewhere: boolean) => {
    const left = { status: 'signed-out', cause: 'left', elsewhere, told: true } as const;
    enter(left);
    try {
      await signIn.signOut();
    } catch {
      // The person is signed out here all the same.
      if (store.getState() === left) enter({ ...left, told: false });
    }
  };

  tabs?.listen((message) => {
    if (message === farewell) void leave(true);
  });
  signIn.onSignedOut(() => enter({ status: 'signed-out', cause: 'ended-by-server' }));
  return {
    store,
    async restore() {
      enter({ status: 'restoring' });
      const before = store.getState();
      const result = await restored(signIn);
      if (store.getState() === before) enter(result);
    },
    async signIn(username, password) {
      enter({ status: 'signed-in', identity: await signIn.signIn(username, password) });
    },
    unlock: (password) => signIn.unlock(password),
    check: () => signIn.check(),
    signOut() {
      tabs?.post(farewell);
      return leave(false);
    },
  };
}

async function restored(signIn: SignIn): Promise<SessionState> {
  try {
    const identity = await signIn.restore();
    if (identity) return { status: 'signed-in', identity };
    return { status: 'signed-out', cause: 'nobody-was-in' };
  } catch (error) {
    return { status: 'signed-out', cause: 'not-restored', error };
  }
}

export function useSession(session: Session): SessionState {
  return useStore(session.store);
}
