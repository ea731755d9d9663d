import { describe, expect, it } from 'vitest';
import type { Identity, SignIn } from '../core/backend.ts';
import { RateLimited, SignInRequired, Unreachable } from '../core/errors.ts';
import type { Tabs } from './session.ts';
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
function openSession(door: Partial<SignIn> = {}, tabs?: Tabs) {
  let end = (): void => undefined;
  const signIn: SignIn = {
    proof: 'password',
    restore: () => Promise.resolve(null),
    signIn: () => Promise.resolve(nurse),
    unlock: () => Promise.resolve(),
    check: () => Promise.resolve(),
    signOut: () => Promise.resolve(),
    onSignedOut(listener) {
      end = listener;
      return () => undefined;
    },
    ...door,
  };
  const session = createSession(signIn, tabs);
  return { session, state: () => session.store.getState(), end: () => end() };
}

const nobody = { status: 'signed-out', cause: 'nobody-was-in' };
const left = { status: 'signed-out', cause: 'left', elsewhere: false, told: true };

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
    expect(state()).toEqual(nobody);
  });

  it('[F26] says why it could not be restored, and can try again', async () => {
    const fault = new Unreachable('no');
    let isDown = true;
    const { session, state } = openSession({
      restore: () => (isDown ? Promise.reject(fault) : Promise.resolve(nurse)),
    });
    await session.restore();
    expect(state()).toEqual({ status: 'signed-out', cause: 'not-restored', error: fault });
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
      expect(state()).toEqual(nobody);
    },
  );

  it('[F26] that the server ends says so', async () => {
    const { session, state, end } = openSession();
    await session.signIn('nurse', 'secret');
    end();
    expect(state()).toEqual({ status: 'signed-out', cause: 'ended-by-server' });
  });

  it('[F26] that the server has ended by the time of a reload says so', async () => {
    const opened = openSession({
      restore() {
        opened.end();
        return Promise.resolve(null);
      },
    });
    await opened.session.restore();
    expect(opened.state()).toEqual({ status: 'signed-out', cause: 'ended-by-server' });
  });
});

describe('signing out', () => {
  it('[AU5] is done at once, however long the server takes to answer', async () => {
    const { session, state } = openSession({ signOut: () => new Promise(() => undefined) });
    await session.signIn('nurse', 'secret');
    void session.signOut();
    expect(state()).toEqual(left);
  });

  it('[AU5] says so when the server could not be told', async () => {
    const { session, state } = openSession({
      signOut: () => Promise.reject(new Unreachable('no')),
    });
    await session.signIn('nurse', 'secret');
    await session.signOut();
    expect(state()).toEqual({ ...left, told: false });
  });

  it('[AU5] says nothing about it to who has signed in meanwhile', async () => {
    let fail = (): void => undefined;
    const { session, state } = openSession({
      signOut: () => new Promise((_, reject) => (fail = () => reject(new Unreachable('no')))),
    });
    await session.signIn('nurse', 'secret');
    const leaving = session.signOut();
    await session.signIn('nurse', 'secret');
    fail();
    await leaving;
    expect(state()).toEqual({ status: 'signed-in', identity: nurse });
  });

  it('[AU5] in one tab does so in all, each of which tells the server and no other tab', async () => {
    const ears: ((message: unknown) => void)[] = [];
    const said: unknown[] = [];
    let told = 0;
    const openTab = () => {
      const own: (message: unknown) => void = (message) => hear(message);
      let hear: (message: unknown) => void = () => undefined;
      ears.push(own);
      return openSession(
        {
          async signOut() {
            await Promise.resolve();
            told++;
          },
        },
        {
          post(message) {
            said.push(message);
            for (const ear of ears) if (ear !== own) ear(message);
          },
          listen(listener) {
            hear = listener;
            return () => undefined;
          },
        },
      );
    };
    const tabs = [openTab(), openTab(), openTab()];
    for (const { session } of tabs) await session.signIn('nurse', 'secret');
    await tabs[0]?.session.signOut();
    expect(tabs.map(({ state }) => state())).toEqual([
      left,
      { ...left, elsewhere: true },
      { ...left, elsewhere: true },
    ]);
    expect([told, said.length]).toEqual([3, 1]);
  });

  it('[AU5] in another tab ends a restoring that is under way', async () => {
    let hear: (message: unknown) => void = () => undefined;
    let answer: (identity: Identity) => void = () => undefined;
    const { session, state } = openSession(
      { restore: () => new Promise((resolve) => (answer = resolve)) },
      {
        post: () => undefined,
        listen(listener) {
          hear = listener;
          return () => undefined;
        },
      },
    );
    const restoring = session.restore();
    hear('signed-out');
    answer(nurse);
    await restoring;
    expect(state()).toEqual({ ...left, elsewhere: true });
  });

  it('[SE3] is not caused by any other message', async () => {
    let hear: (message: unknown) => void = () => undefined;
    const { session, state } = openSession(
      {},
      {
        post: () => undefined,
        listen(listener) {
          hear = listener;
          return () => undefined;
        },
      },
    );
    await session.signIn('nurse', 'secret');
    for (const message of [null, {}, 'in-use', ['signed-out']]) hear(message);
    expect(state()).toMatchObject({ status: 'signed-in' });
  });
});
