import { describe, expect, it } from 'vitest';
import type { Identity, SignIn } from '../core/backend.ts';
import { Rejected, Unreachable } from '../core/errors.ts';
import { createSession } from '../state/session.ts';
import { createManualClock, settled } from '../testing/manual-clock.ts';
import { restoreAgain } from './restore-again.ts';

const nurse: Identity = {
  ...{ user: 'nurse', group: 'default', sessionId: 'session-1' },
  ...{ mayExport: false, clockSkew: 0, isNewSession: false },
};
const physician: Identity = { ...nurse, user: 'physician', isNewSession: true };

function reload(fault: Error = new Unreachable('no')) {
  const clock = createManualClock();
  let wake = (): void => undefined;
  let isDown = true;
  let tries = 0;
  let answer: (() => void) | null = null;
  const door: SignIn = {
    restore() {
      tries++;
      if (isDown) return Promise.reject(fault);
      return new Promise((resolve) => (answer = () => resolve(nurse)));
    },
    proof: 'password' as const,
    signIn: () => Promise.resolve(physician),
    unlock: () => Promise.resolve(),
    check: () => Promise.resolve(),
    signOut: () => Promise.resolve(),
    onSignedOut: () => () => undefined,
  };
  const session = createSession(door);
  restoreAgain(session, {
    clock,
    random: () => 0,
    onWake(listener) {
      wake = listener;
      return () => undefined;
    },
  });
  const seen: string[] = [];
  session.store.subscribe(({ status }) => seen.push(status));
  return {
    ...{ clock, session, seen },
    wake: () => wake(),
    comeBack: () => void (isDown = false),
    answer: () => answer?.(),
    tries: () => tries,
    pass: async (length: number) => {
      clock.advance(length);
      await settled();
    },
  };
}

describe('[AU2][F26] a session that could not be taken up for want of a server', () => {
  it('is tried again with back-off, unseen, until it is', async () => {
    const { session, pass, tries, comeBack, answer, seen, clock } = reload();
    await session.restore();
    seen.length = 0;
    for (let round = 2; round < 6; round++) {
      await pass(500);
      expect(tries()).toBe(round);
    }
    comeBack();
    await pass(15_000);
    answer();
    await settled();
    expect(session.store.getState()).toMatchObject({ status: 'signed-in', identity: nurse });
    expect(seen).not.toContain('restoring');
    expect(clock.timers).toBe(0);
  });

  it('is tried at once on a hint that the network is back', async () => {
    const { session, tries, comeBack, answer, wake } = reload();
    await session.restore();
    comeBack();
    wake();
    wake();
    answer();
    await settled();
    expect(tries()).toBe(2);
    expect(session.store.getState()).toMatchObject({ status: 'signed-in' });
  });

  it('does not take the place of who signs in meanwhile', async () => {
    const { session, comeBack, answer, wake, pass, tries } = reload();
    await session.restore();
    comeBack();
    wake();
    const signingIn = session.signIn('physician', 'secret');
    answer();
    await signingIn;
    await settled();
    expect(session.store.getState()).toMatchObject({ identity: physician });
    await pass(60_000);
    expect(tries()).toBe(2);
  });

  it('that the server refuses is not asked for again', async () => {
    const { session, pass, tries, wake } = reload(new Rejected(400, 'no'));
    await session.restore();
    wake();
    await pass(60_000);
    expect(tries()).toBe(1);
  });
});
