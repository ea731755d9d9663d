import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Mode } from '../../../mock-server/options.ts';
import { RateLimited, ServerFault, SignInRequired } from '../../core/errors.ts';
import { settled } from '../../testing/manual-clock.ts';
import { memoryVault } from '../../testing/memory-vault.ts';
import type { MockedServer } from '../../testing/mocked-server.ts';
import { startMockedServer } from '../../testing/mocked-server.ts';
import { startScriptedHttp } from '../../testing/scripted-http.ts';
import { createTokenEndpointSignIn } from './token-endpoint-sign-in.ts';

let server: MockedServer;
const begin = async (mode: Mode = 'real') => {
  server = await startMockedServer({ mode });
};
afterEach(() => server.goAway());

/** A reload is another one with the same vaults. */
function openAccess(vault = memoryVault(), identityVault = memoryVault()) {
  const endpoint = `${server.line.baseUrl}/token`;
  const access = createTokenEndpointSignIn({
    ...{ endpoint, signOutEndpoint: `${endpoint}/revoke`, fields: { client_id: 'bedside' } },
    ...{ vault, identityVault, clock: server.clock, newId: () => 'session-1' },
  });
  return { ...access, vault, identityVault, reload: () => openAccess(vault, identityVault) };
}

const refusals = (times: number) =>
  server.present.faults.arm({
    ...{ kind: 'status', status: 500, times },
    match: { backEnd: 'token-endpoint' },
  });

/** Lets time pass for whoever waits, beside the keeper itself. */
async function passTime<Result>(result: Promise<Result>): Promise<Result> {
  const waiting = new Set([result]);
  const settle = () => waiting.clear();
  result.then(settle, settle);
  while (waiting.size > 0) {
    await settled();
    if (server.clock.timers > 1) server.clock.advance(1_000);
  }
  return result;
}

describe.each(['documented', 'real'] as const)('a token endpoint that answers as %s', (mode) => {
  beforeEach(() => begin(mode));

  it('[AU2] gives a token for name and password; a reload finds the same session', async () => {
    const { signIn, credentials, vault, reload } = openAccess();
    const identity = await signIn.signIn('consultant', 'secret');
    expect(identity).toMatchObject({ user: 'consultant', sessionId: 'session-1', group: '' });
    const token = await credentials.accessToken();
    expect([vault.read(), JSON.stringify(identity)].join()).not.toContain(token);
    const again = reload();
    expect(await again.signIn.restore()).toMatchObject({ user: 'consultant', isNewSession: false });
    expect(await again.credentials.accessToken()).not.toBe('');
  });

  it('[AU1] says what is wrong: the credentials, or that it is locked', async () => {
    const { signIn, vault } = openAccess();
    await expect(signIn.signIn('consultant', 'guess')).rejects.toThrow(SignInRequired);
    await expect(signIn.signIn('barred', 'secret')).rejects.toMatchObject({ retryAfter: 90_000 });
    await expect(signIn.signIn('barred', 'secret')).rejects.toThrow(RateLimited);
    expect(vault.read()).toBeNull();
  });
});

describe('a token of an endpoint', () => {
  beforeEach(() => begin());

  it('[AU3] is renewed when a tenth of its life is left, once for all who wait', async () => {
    const { signIn, credentials, vault } = openAccess();
    await signIn.signIn('brief', 'secret');
    const [token, before] = [await credentials.accessToken(), vault.read()];
    server.clock.jump(17_000);
    expect(await credentials.accessToken()).toBe(token);
    server.clock.jump(1_500);
    const [first, second] = await Promise.all([
      credentials.accessToken(),
      credentials.accessToken(),
    ]);
    expect(first).toBe(second);
    expect(first).not.toBe(token);
    expect(vault.read()).not.toBe(before);
  });

  it('[AU3] [F26] is asked for three times, with growing waits, and nobody is signed out', async () => {
    const { signIn, vault } = openAccess();
    let ended = 0;
    signIn.onSignedOut(() => ended++);
    await signIn.signIn('consultant', 'secret');
    const begun = server.clock.now();
    refusals(2);
    await passTime(signIn.check());
    expect(server.clock.now() - begun).toBe(3_000);
    refusals(3);
    await expect(passTime(signIn.check())).rejects.toThrow(ServerFault);
    expect(ended).toBe(0);
    expect(vault.read()).not.toBeNull();
  });

  it('[AU3] [F26] that is refused signs out, once', async () => {
    const { signIn, credentials, vault, identityVault, reload } = openAccess();
    let ended = 0;
    signIn.onSignedOut(() => ended++);
    await signIn.signIn('consultant', 'secret');
    // A copy that knows nothing of this tab spends its token.
    await reload().signIn.restore();
    await expect(credentials.renew()).rejects.toThrow(SignInRequired);
    expect([ended, vault.read(), identityVault.read()]).toEqual([1, null, null]);
  });

  it('[AU5] is given back on signing out, and nothing of it is kept', async () => {
    const { signIn, vault, identityVault } = openAccess();
    await signIn.signIn('consultant', 'secret');
    const refreshToken = vault.read();
    await signIn.signOut();
    expect([vault.read(), identityVault.read()]).toEqual([null, null]);
    const late = openAccess(memoryVault(refreshToken), memoryVault('{"user":"x","sessionId":"y"}'));
    expect(await late.signIn.restore()).toBeNull();
  });

  it('[AU4] the password unlocks; another one does not', async () => {
    const { signIn } = openAccess();
    await signIn.signIn('consultant', 'secret');
    await expect(signIn.unlock('secret')).resolves.toBeUndefined();
    await expect(signIn.unlock('guess')).rejects.toThrow(SignInRequired);
  });
});

describe('an endpoint that says little', () => {
  beforeEach(() => begin());

  it('[AU3] a token without an end and without a refresh token is used until it is refused', async () => {
    const http = await startScriptedHttp(() => ({ json: { accessToken: 'opaque' } }));
    const { signIn, credentials } = createTokenEndpointSignIn({
      ...{ endpoint: `${http.url}/token?realm=a`, signOutEndpoint: null, fields: { scope: 'x' } },
      ...{ vault: memoryVault(), identityVault: memoryVault(), clock: server.clock },
      newId: () => 'session-1',
    });
    expect(await signIn.signIn('Dr Typed', 'secret')).toMatchObject({ user: 'Dr Typed' });
    server.clock.jump(30 * 86_400_000);
    expect(await credentials.accessToken()).toBe('opaque');
    await signIn.check();
    await expect(credentials.renew()).rejects.toThrow(SignInRequired);
    expect(http.asked).toEqual([
      expect.objectContaining({
        path: '/token?realm=a',
        body: { scope: 'x', username: 'Dr Typed', password: 'secret' },
      }),
    ]);
    await http.close();
  });
});
