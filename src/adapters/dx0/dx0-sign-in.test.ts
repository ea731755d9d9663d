import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Forbidden, RateLimited, SignInRequired, Unreachable } from '../../core/errors.ts';
import type { MockedDx0 } from '../../testing/mocked-dx0.ts';
import { startMockedDx0 } from '../../testing/mocked-dx0.ts';

let dx0: MockedDx0;
beforeEach(async () => {
  dx0 = await startMockedDx0();
});
afterEach(() => dx0.tearDown());

describe('sign-in', () => {
  it('[AU6] tells who is here and what they may', async () => {
    const physician = await dx0.backend.signIn.signIn('physician', 'secret');
    expect(physician).toMatchObject({ user: 'physician', group: 'admin', mayExport: true });
    expect(physician.sessionId).toMatch(/^[0-9a-f]{32}$/);
    const nurse = await dx0.backend.signIn.signIn('nurse', 'secret');
    expect(nurse).toMatchObject({ user: 'nurse', group: 'default', mayExport: false });
    expect(nurse.sessionId).not.toBe(physician.sessionId);
  });

  it('[AU1] wrong credentials are named, and nothing is kept', async () => {
    const attempt = dx0.backend.signIn.signIn('nurse', 'guess');
    await expect(attempt).rejects.toThrow(new SignInRequired('Invalid credentials'));
    expect(dx0.vault.read()).toBeNull();
  });

  it('[AU1] five failures lock everyone out from here, right password or not', async () => {
    for (let failures = 0; failures < 5; failures++) {
      await expect(dx0.backend.signIn.signIn('nurse', 'guess')).rejects.toThrow(SignInRequired);
    }
    await expect(dx0.backend.signIn.signIn('nurse', 'secret')).rejects.toThrow(RateLimited);
    dx0.clock.advance(300_000);
    await expect(dx0.backend.signIn.signIn('nurse', 'secret')).resolves.toBeDefined();
  });

  it('[AU1] a server that is down is said to be so', async () => {
    await dx0.goAway();
    await expect(dx0.backend.signIn.signIn('nurse', 'secret')).rejects.toThrow(Unreachable);
  });

  it('[AU1] a clock that is off is noticed', async () => {
    dx0.clock.jump(-3_600_000);
    const { clockSkew } = await dx0.backend.signIn.signIn('nurse', 'secret');
    expect(Math.abs(clockSkew - 3_600_000)).toBeLessThan(60_000);
  });

  it('[AU2] only the refresh token is kept for a reload', async () => {
    await dx0.backend.signIn.signIn('nurse', 'secret');
    expect(dx0.vault.read()).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('a reload', () => {
  it('[AU2] takes up the same session, and its refresh token is spent once', async () => {
    const { sessionId } = await dx0.backend.signIn.signIn('nurse', 'secret');
    const before = dx0.vault.read();
    const restored = await dx0.reload().signIn.restore();
    expect(restored).toMatchObject({ user: 'nurse', sessionId });
    expect(dx0.vault.read()).not.toBe(before);
    expect(await dx0.reload().signIn.restore()).toMatchObject({ sessionId });
  });

  it('[AU2] goes on with the conversation line of the same session', async () => {
    const { sessionId } = await dx0.backend.signIn.signIn('nurse', 'secret');
    const reloaded = dx0.reload();
    await reloaded.signIn.restore();
    const { sink } = await dx0.online(null, reloaded);
    expect(sink.all('session-opened')).toMatchObject([{ sessionId, remembers: false }]);
  });

  it('[AU2] finds nobody where nobody was signed in, and asks nothing', async () => {
    await dx0.goAway();
    expect(await dx0.backend.signIn.restore()).toBeNull();
  });

  it('[F26] with a refresh token that is dead is signed out and forgets it', async () => {
    dx0.vault.write('0'.repeat(64));
    let told = 0;
    const reloaded = dx0.reload();
    reloaded.signIn.onSignedOut(() => told++);
    expect(await reloaded.signIn.restore()).toBeNull();
    expect(dx0.vault.read()).toBeNull();
    expect(told).toBe(1);
  });

  it('[F26] while the server is down is an error, and no sign-out', async () => {
    await dx0.backend.signIn.signIn('nurse', 'secret');
    const kept = dx0.vault.read();
    await dx0.goAway();
    await expect(dx0.reload().signIn.restore()).rejects.toThrow(Unreachable);
    expect(dx0.vault.read()).toBe(kept);
  });
});

describe('sign-out', () => {
  it('[AU5] ends the session here and on the server', async () => {
    await dx0.backend.signIn.signIn('physician', 'secret');
    const spent = dx0.vault.read();
    await dx0.backend.signIn.signOut();
    expect(dx0.vault.read()).toBeNull();
    await expect(dx0.backend.exports.exportOrders('p-1', [])).rejects.toThrow(SignInRequired);
    dx0.vault.write(spent ?? '');
    expect(await dx0.reload().signIn.restore()).toBeNull();
  });

  it('[AU5] ends it here although the server cannot be told', async () => {
    await dx0.backend.signIn.signIn('nurse', 'secret');
    await dx0.goAway();
    await expect(dx0.backend.signIn.signOut()).rejects.toThrow(Unreachable);
    expect(dx0.vault.read()).toBeNull();
  });

  it('[AU5] of nobody does nothing', async () => {
    await expect(dx0.backend.signIn.signOut()).resolves.toBeUndefined();
  });
});

describe('unlocking', () => {
  it('[AU4] with the password of the same person goes on with the same session', async () => {
    const { sessionId } = await dx0.backend.signIn.signIn('nurse', 'secret');
    const kept = dx0.vault.read();
    await dx0.backend.signIn.unlock('secret');
    expect(dx0.vault.read()).toBe(kept);
    expect(await dx0.reload().signIn.restore()).toMatchObject({ user: 'nurse', sessionId });
  });

  it('[AU4] with another password does not, and signs nobody out', async () => {
    await dx0.backend.signIn.signIn('nurse', 'secret');
    const kept = dx0.vault.read();
    let told = 0;
    dx0.backend.signIn.onSignedOut(() => told++);
    const attempt = dx0.backend.signIn.unlock('guess');
    await expect(attempt).rejects.toThrow(new SignInRequired('Invalid credentials'));
    expect(dx0.vault.read()).toBe(kept);
    expect(told).toBe(0);
  });

  it('[AU4] is locked out as signing in is', async () => {
    await dx0.backend.signIn.signIn('nurse', 'secret');
    for (let failures = 0; failures < 5; failures++) {
      await expect(dx0.backend.signIn.unlock('guess')).rejects.toThrow(SignInRequired);
    }
    await expect(dx0.backend.signIn.unlock('secret')).rejects.toThrow(RateLimited);
  });

  it('[AU4] is for who is signed in', async () => {
    await expect(dx0.backend.signIn.unlock('secret')).rejects.toThrow(SignInRequired);
  });
});

describe('a check', () => {
  it('[F32] of a session that holds passes, of one that was ended elsewhere does not', async () => {
    await dx0.backend.signIn.signIn('nurse', 'secret');
    await expect(dx0.backend.signIn.check()).resolves.toBeUndefined();
    const other = dx0.reload();
    await other.signIn.restore();
    await other.signIn.signOut();
    await expect(dx0.backend.signIn.check()).rejects.toThrow(SignInRequired);
  });
});

describe('case and tests', () => {
  it('[OR1] the case and the tests on offer are read', async () => {
    await dx0.backend.signIn.signIn('nurse', 'secret');
    const { summary } = await dx0.backend.caseRecord.readCase();
    const tests = await dx0.backend.caseRecord.readTests();
    expect(summary).toMatch(/cough/i);
    expect(tests.length).toBeGreaterThan(20);
    expect(tests).toEqual([...tests].sort());
  });

  it('[OB5] are not read any more by who has gone', async () => {
    await dx0.backend.signIn.signIn('nurse', 'secret');
    const abort = new AbortController();
    const reading = dx0.backend.caseRecord.readCase(abort.signal);
    abort.abort();
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('FHIR', () => {
  it('[XP1] bundles are made for an admin, with the patient that was named', async () => {
    await dx0.backend.signIn.signIn('physician', 'secret');
    const orders = await dx0.backend.exports.exportOrders('p-7', ['troponin', 'd-dimer']);
    expect(orders.entries).toBe(2);
    expect(orders.json).toContain('Patient/p-7');
    const transcript = await dx0.backend.exports.exportTranscript('p-7', [
      { speaker: 'Clinician', text: 'Do you smoke?' },
    ]);
    expect(transcript.entries).toBe(1);
    expect(JSON.parse(transcript.json)).toMatchObject({
      resourceType: 'Bundle',
      entry: [{ resource: { payload: [{ contentString: 'Do you smoke?' }] } }],
    });
  });

  it('[AU6] are refused to anybody else, in words', async () => {
    await dx0.backend.signIn.signIn('nurse', 'secret');
    const attempt = dx0.backend.exports.exportOrders('p-7', ['troponin']);
    await expect(attempt).rejects.toThrow(new Forbidden('Forbidden'));
  });

  it('[AU3][F25] ten at once with a token that is over make one renewal', async () => {
    await dx0.backend.signIn.signIn('physician', 'secret');
    const before = dx0.vault.read();
    dx0.clock.advance(3_600_000);
    const exports = Array.from({ length: 10 }, () => dx0.backend.exports.exportOrders('p-7', []));
    expect(await Promise.all(exports)).toHaveLength(10);
    // A second renewal with the spent token would have signed out.
    expect(dx0.vault.read()).not.toBe(before);
    expect(dx0.vault.read()).not.toBeNull();
  });
});

describe('[F21] a POST that the server took, and whose answer is lost', () => {
  const lose = (path: string) =>
    dx0.server.faults.arm({ kind: 'lost-answer', match: { path: `/api/v1/${path}` } });
  /** How often the server was asked. */
  const asked = async (path: string): Promise<number> => {
    const { counts } = (await (await fetch(`${dx0.server.url}/_mock/`)).json()) as {
      counts: { rest: Record<string, number> };
    };
    return counts.rest[`POST /api/v1/${path}`] ?? 0;
  };

  it('sign-in: is not repeated, leaves nothing behind, and can be tried again', async () => {
    lose('login');
    await expect(dx0.backend.signIn.signIn('nurse', 'secret')).rejects.toThrow(Unreachable);
    expect(await asked('login')).toBe(1);
    expect(dx0.vault.read()).toBeNull();
    await expect(dx0.backend.signIn.signIn('nurse', 'secret')).resolves.toMatchObject({
      user: 'nurse',
    });
  });

  it('renewal: nobody is signed out while the old token holds, and the refusal after it is told once', async () => {
    await dx0.backend.signIn.signIn('physician', 'secret');
    let signedOut = 0;
    dx0.backend.signIn.onSignedOut(() => signedOut++);
    lose('refresh');
    dx0.clock.jump(56 * 60_000);
    const order = () => dx0.backend.exports.exportOrders('patient-1', ['d-dimer']);
    await expect(order()).resolves.toMatchObject({ entries: 1 });
    await expect(order()).resolves.toMatchObject({ entries: 1 });
    expect([await asked('refresh'), signedOut]).toEqual([1, 0]);
    dx0.clock.jump(60_000);
    await expect(order()).rejects.toThrow(SignInRequired);
    expect([await asked('refresh'), signedOut]).toEqual([2, 1]);
    expect(dx0.vault.read()).toBeNull();
  });

  it('sign-out: is done here, not repeated, and says that it was not confirmed', async () => {
    await dx0.backend.signIn.signIn('nurse', 'secret');
    const { vault } = dx0;
    const spent = vault.read();
    lose('logout');
    await expect(dx0.backend.signIn.signOut()).rejects.toThrow(Unreachable);
    expect(await asked('logout')).toBe(1);
    expect(vault.read()).toBeNull();
    vault.write(spent ?? '');
    expect(await dx0.reload().signIn.restore()).toBeNull();
  });

  it('export: is not repeated by itself, and a second try makes the same bundle', async () => {
    await dx0.backend.signIn.signIn('physician', 'secret');
    lose('fhir/tests');
    const order = () => dx0.backend.exports.exportOrders('patient-1', ['d-dimer']);
    await expect(order()).rejects.toThrow(Unreachable);
    expect(await asked('fhir/tests')).toBe(1);
    await expect(order()).resolves.toMatchObject({ entries: 1 });
  });
});
