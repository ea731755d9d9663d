import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { decodeJwt } from 'jose';
import type { MockServer } from '../server.ts';
import { bearer, call, readTokenPair, signIn, startMock } from '../testing.ts';

let server: MockServer;
let time: number;

beforeEach(async () => {
  time = Date.UTC(2026, 0, 1);
  server = await startMock({ now: () => time });
});
afterEach(() => server.close());

const tests = { tests: [] };

describe('login', () => {
  it.each([
    ['physician', 'admin', 3600],
    ['nurse', 'default', 3600],
    ['resident', 'default', 3600],
    ['shortlived', 'admin', 20],
  ])('gives %s a signed token of group %s for %i s', async (username, grp, life) => {
    const { access, refresh } = await signIn(server, username);
    const claims = decodeJwt(access);
    expect(claims).toEqual({
      sub: username,
      sid: expect.any(String) as unknown,
      grp,
      exp: time / 1000 + life,
    });
    expect(claims['sid']).toMatch(/^[0-9a-f]{32}$/);
    expect(refresh).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each(['physician', 'nobody'])('refuses %s with a wrong password', async (username) => {
    const answer = await call(server, '/login', { body: { username, password: 'x' } });
    expect(answer).toMatchObject({ status: 401, body: { detail: 'Invalid credentials' } });
  });

  it('always refuses the locked account, and counts no failure for it', async () => {
    for (let attempt = 0; attempt < 7; attempt += 1) {
      const answer = await call(server, '/login', {
        body: { username: 'locked', password: 'secret' },
      });
      expect(answer).toMatchObject({
        status: 429,
        body: { detail: 'Too many failed login attempts' },
      });
    }
    expect((await signIn(server)).access).toBeDefined();
  });
});

describe('lock-out', () => {
  const attempt = async (username: string, password: string, address: string): Promise<number> => {
    const headers = { 'x-forwarded-for': address };
    return (await call(server, '/login', { body: { username, password }, headers })).status;
  };

  it('closes after five failures, right password or not, for that address only', async () => {
    for (let failure = 0; failure < 5; failure += 1) {
      expect(await attempt('physician', 'bad', '10.0.0.1')).toBe(401);
      // A success in between forgets nothing.
      if (failure < 4) expect(await attempt('nurse', 'secret', '10.0.0.1')).toBe(200);
    }
    expect(await attempt('physician', 'bad', '10.0.0.1')).toBe(429);
    expect(await attempt('nurse', 'secret', '10.0.0.1, 10.9.9.9')).toBe(429);
    expect(await attempt('nurse', 'secret', '10.0.0.2')).toBe(200);
  });

  it('opens again 300 s after the failures', async () => {
    for (let failure = 0; failure < 5; failure += 1) await attempt('nurse', 'bad', '10.0.0.1');
    time += 299_999;
    expect(await attempt('nurse', 'secret', '10.0.0.1')).toBe(429);
    time += 1;
    expect(await attempt('nurse', 'secret', '10.0.0.1')).toBe(200);
  });

  it('counts the address of the connection when none is forwarded', async () => {
    const body = { username: 'nurse', password: 'bad' };
    for (let failure = 0; failure < 5; failure += 1) await call(server, '/login', { body });
    expect((await call(server, '/login', { body })).status).toBe(429);
  });

  it('does not count what is not even a sign-in', async () => {
    for (let failure = 0; failure < 7; failure += 1) await call(server, '/login', { body: {} });
    expect((await signIn(server)).access).toBeDefined();
  });
});

describe('refresh and logout', () => {
  it('rotates: a new pair for the same session, the spent token dead at once', async () => {
    const first = await signIn(server, 'physician');
    time += 2000;
    const body = { refresh_token: first.refresh };
    const second = readTokenPair((await call(server, '/refresh', { body })).body);
    expect(second.refresh).not.toBe(first.refresh);
    expect(decodeJwt(second.access)['sid']).toBe(decodeJwt(first.access)['sid']);
    expect(decodeJwt(second.access).exp).toBe((decodeJwt(first.access).exp ?? 0) + 2);
    const spent = await call(server, '/refresh', { body });
    expect(spent).toMatchObject({ status: 401, body: { detail: 'Invalid token' } });
    for (const { access } of [first, second]) {
      const answer = await call(server, '/fhir/tests', { body: tests, headers: bearer(access) });
      expect(answer.status).toBe(200);
    }
  });

  it('works after the access token has run out, which FHIR refuses by then', async () => {
    const { access, refresh } = await signIn(server, 'shortlived');
    time += 20_000;
    const late = await call(server, '/fhir/tests', { body: tests, headers: bearer(access) });
    expect(late).toMatchObject({ status: 401, body: { detail: 'Invalid token' } });
    const { status } = await call(server, '/refresh', { body: { refresh_token: refresh } });
    expect(status).toBe(200);
  });

  it('signs out with null, always', async () => {
    const { refresh } = await signIn(server);
    for (const token of [refresh, refresh, 'nope']) {
      const answer = await call(server, '/logout', { body: { refresh_token: token } });
      expect(answer).toMatchObject({ status: 200, body: null });
    }
  });

  it('kills both tokens of the session on sign-out', async () => {
    const { access, refresh } = await signIn(server, 'physician');
    await call(server, '/logout', { body: { refresh_token: refresh } });
    const fhir = await call(server, '/fhir/tests', { body: tests, headers: bearer(access) });
    expect(fhir).toMatchObject({ status: 401, body: { detail: 'Invalid token' } });
    const again = await call(server, '/refresh', { body: { refresh_token: refresh } });
    expect(again).toMatchObject({ status: 401, body: { detail: 'Invalid token' } });
  });

  it('ignores a spent refresh token on sign-out', async () => {
    const first = await signIn(server);
    const body = { refresh_token: first.refresh };
    const second = readTokenPair((await call(server, '/refresh', { body })).body);
    await call(server, '/logout', { body });
    const { status } = await call(server, '/refresh', { body: { refresh_token: second.refresh } });
    expect(status).toBe(200);
  });

  it('takes access tokens of an earlier run with the same seed, but no refresh tokens', async () => {
    const { access, refresh } = await signIn(server, 'physician');
    await server.close();
    server = await startMock({ now: () => time });
    const fhir = await call(server, '/fhir/tests', { body: tests, headers: bearer(access) });
    expect(fhir.status).toBe(200);
    const { status } = await call(server, '/refresh', { body: { refresh_token: refresh } });
    expect(status).toBe(401);
    await server.close();
    server = await startMock({ now: () => time, seed: 2 });
    const other = await call(server, '/fhir/tests', { body: tests, headers: bearer(access) });
    expect(other.status).toBe(401);
  });
});
