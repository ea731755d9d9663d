import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { SignInRequired, Unreachable } from '../../core/errors.ts';
import { createHttp } from '../../net/http.ts';
import { memoryVault } from '../../testing/memory-vault.ts';
import type { MockedServer } from '../../testing/mocked-server.ts';
import { startMockedServer } from '../../testing/mocked-server.ts';
import { createApiKeySignIn } from './api-key-sign-in.ts';

const key = 'sk-Xnai-demo';
let server: MockedServer;
beforeEach(async () => {
  server = await startMockedServer({});
});
afterEach(() => server.goAway());

/** At a server that takes bearer tokens; its answers say whether the key is good. */
function openAccess(vault = memoryVault()) {
  const baseUrl = new URL('/openai', server.line.baseUrl).href;
  async function check(candidate: string): Promise<void> {
    const credentials = {
      accessToken: () => Promise.resolve(candidate),
      renew: () => Promise.resolve(),
    };
    await createHttp({ baseUrl, credentials }).get('sessions?limit=1', z.unknown());
  }
  const access = createApiKeySignIn({ vault, newId: () => 'session-1', check });
  const http = createHttp({ baseUrl, credentials: access.credentials });
  const use = () => http.get('sessions?limit=1', z.unknown());
  return { ...access, vault, use, reload: () => openAccess(vault) };
}

describe('a key', () => {
  it('[AU2] is checked, and taken up by a reload of the same tab alone', async () => {
    const { signIn, reload, use } = openAccess();
    const identity = await signIn.signIn('Dr Kay', key);
    expect(identity).toMatchObject({ user: 'Dr Kay', group: '', isNewSession: true });
    expect(JSON.stringify(identity)).not.toContain(key);
    await expect(use()).resolves.toBeDefined();
    expect(await reload().signIn.restore()).toMatchObject({ user: 'Dr Kay', isNewSession: false });
    expect(await openAccess().signIn.restore()).toBeNull();
  });

  it('[AU1] that no server takes is not kept', async () => {
    const { signIn, vault } = openAccess();
    await expect(signIn.signIn('Dr Kay', 'sk-Xnai-invalid')).rejects.toThrow(SignInRequired);
    expect(vault.read()).toBeNull();
  });

  it('[AU3] [F25] refused to many calls at once signs out once', async () => {
    const { signIn, use, vault } = openAccess();
    let ended = 0;
    signIn.onSignedOut(() => ended++);
    await signIn.signIn('Dr Kay', key);
    server.present.faults.arm({ kind: 'expire-tokens' });
    const calls = await Promise.allSettled(Array.from({ length: 10 }, use));
    expect(calls.map(({ status }) => status)).toEqual(Array<string>(10).fill('rejected'));
    expect([ended, vault.read()]).toEqual([1, null]);
  });

  it('[F26] stays where the server cannot be asked, and is tried again', async () => {
    const { signIn, reload } = openAccess();
    await signIn.signIn('Dr Kay', key);
    await server.goAway();
    await expect(reload().signIn.restore()).rejects.toThrow(Unreachable);
    await server.comeBack();
    expect(await reload().signIn.restore()).toMatchObject({ user: 'Dr Kay' });
  });

  it('[AU4] unlocks by itself alone, without a server; [AU5] is gone after signing out', async () => {
    const { signIn, credentials, vault } = openAccess();
    await signIn.signIn('Dr Kay', key);
    await expect(signIn.unlock(key)).resolves.toBeUndefined();
    await expect(signIn.unlock('sk-Xnai-other')).rejects.toThrow(SignInRequired);
    await signIn.signOut();
    await expect(credentials.accessToken()).rejects.toThrow(SignInRequired);
    await expect(signIn.unlock(key)).rejects.toThrow(SignInRequired);
    expect(vault.read()).toBeNull();
  });
});
