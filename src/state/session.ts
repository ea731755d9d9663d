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
import type { Identity, Proof, SignIn } from '../core/backend.ts';
import { BadFrame, isRetryable } from '../core/errors.ts';

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
  /** What signing in and unlocking ask for. */
  readonly proof: Proof;
  /** `unseen`: the sign-in page stays, and a person who uses it goes first. */
  restore(how?: 'unseen'): Promise<void>;
  /** @throws the errors of `core/errors.ts`; the state stays signed out then. */
  signIn(username: string, secret: string): Promise<void>;
  /** Whether it is still the same person. @throws the errors of `core/errors.ts` */
  unlock(secret: string): Promise<void>;
  /** Whether the session still holds. @throws the errors of `core/errors.ts` */
  check(): Promise<void>;
  signOut(): Promise<void>;
}

const farewell = 'signed-out';

export function createSession(signIn: SignIn, tabs?: Tabs): Session {
  const store = createStore<SessionState>(() => ({ status: 'restoring' }));
  const enter = (state: SessionState) => store.setState(state, true);

  /** How often a person has tried to sign in, and how often of these an answer came. */
  let tries = 0;
  let answers = 0;

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
    proof: signIn.proof,
    async restore(how) {
      if (tries > answers) return;
      if (how !== 'unseen') enter({ status: 'restoring' });
      const before = store.getState();
      const triesBefore = tries;
      const result = await restored(signIn);
      if (store.getState() === before && tries === triesBefore) enter(result);
    },
    async signIn(username, secret) {
      tries++;
      try {
        enter({ status: 'signed-in', identity: await signIn.signIn(username, secret) });
      } finally {
        answers++;
      }
    },
    unlock: (secret) => signIn.unlock(secret),
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

/** Whether a session that could not be taken up may yet be: a server or a network is missing. */
export function isWorthRestoring(state: SessionState): boolean {
  if (state.status !== 'signed-out' || state.cause !== 'not-restored') return false;
  // Pages instead of data come from what stands before the server, as long as it is away.
  return isRetryable(state.error) || state.error instanceof BadFrame;
}

export function isIn({ session }: { readonly session: Pick<Session, 'store'> }): boolean {
  return session.store.getState().status === 'signed-in';
}

export function useSession(session: Session): SessionState {
  return useStore(session.store);
}
