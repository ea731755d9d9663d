import { describe, expect, it } from 'vitest';
import type { Identity, SignIn } from '../core/backend.ts';
import { RateLimited, SignInRequired, Unreachable } from '../core/errors.ts';
import { createSession } from './session.ts';

const nurse: Identity = {
  user: 'nurse',
  group: 'default',
  sessionId: 'session-1',
  mayExport: false,
  clockSkew: 0,
  isNewSession: true,
};

/** A door whose answers the test decides. */
function openSession(door: Partial<SignIn> = {}) {
  let end = (): void => undefined;
  const signIn: SignIn = {
    restore: () => Promise.resolve(null),
    signIn: () => Promise.resolve(nurse),
    signOut: () => Promise.resolve(),
    onSignedOut(listener) {
      end = listener;
      return () => undefined;
    },
    ...door,
  };
  const session = createSession(signIn);
  return { session, state: () => session.store.getState(), end: () => end() };
}

const signedOut = { status: 'signed-out', error: null, ended: false };

describe('the session', () => {
  it('[AU2] is restored after a reload', async () => {
    const { session, state } = openSession({ restore: () => Promise.resolve(nurse) });
    expect(state()).toEqual({ status: 'restoring' });
    await session.restore();
    expect(state()).toEqual({ status: 'signed-in', identity: nurse });
  });

  it('[AU2] is signed out where there is nothing to restore', async () => {
    const { session, state } = openSession();
    await session.restore();
    expect(state()).toEqual(signedOut);
  });

  it('[F26] says why it could not be restored, and can try again', async () => {
    const fault = new Unreachable('no');
    let isDown = true;
    const { session, state } = openSession({
      restore: () => (isDown ? Promise.reject(fault) : Promise.resolve(nurse)),
    });
    await session.restore();
    expect(state()).toEqual({ status: 'signed-out', error: fault, ended: false });
    isDown = false;
    await session.restore();
    expect(state()).toEqual({ status: 'signed-in', identity: nurse });
  });

  it.each([new SignInRequired('Invalid credentials'), new RateLimited('Too many', 5000)])(
    '[AU1] a refusal (%s) leaves it signed out and is the caller’s to tell',
    async (refusal) => {
      const { session, state } = openSession({ signIn: () => Promise.reject(refusal) });
      await session.restore();
      await expect(session.signIn('nurse', 'x')).rejects.toBe(refusal);
      expect(state()).toEqual(signedOut);
    },
  );

  it('[AU5] is signed out at once, whether or not the server could be told', async () => {
    const { session, state } = openSession({
      signOut: () => Promise.reject(new Unreachable('no')),
    });
    await session.signIn('nurse', 'secret');
    const leaving = session.signOut();
    expect(state()).toEqual(signedOut);
    await expect(leaving).resolves.toBeUndefined();
  });

  it('[F26] that the server ends says so', async () => {
    const { session, state, end } = openSession();
    await session.signIn('nurse', 'secret');
    end();
    expect(state()).toEqual({ status: 'signed-out', error: null, ended: true });
  });
});
