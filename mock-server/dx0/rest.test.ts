import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { decodeJwt, SignJWT } from 'jose';
import { findScenario } from '../scenarios/index.ts';
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
      sid: expect.any(String),
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

describe('case and tests', () => {
  const summary = (id: string) => ({ summary: findScenario(id)?.summary });

  it.each([{}, bearer('garbage'), { authorization: 'Basic eDp5' }])(
    'need no token and mind no bad one: %o',
    async (headers) => {
      const answer = await call(server, '/case', { headers });
      expect(answer).toMatchObject({ status: 200, body: summary('chest-pain') });
    },
  );

  it('lists every name of the price list, sorted', async () => {
    const { body } = await call(server, '/tests');
    const names = (body as { tests: string[] }).tests;
    expect(names.length).toBeGreaterThan(100);
    expect(names).toEqual([...names].sort());
    expect(names).toContain('complete blood count');
  });

  it.each([
    ['physician', 'chest-pain'],
    ['nurse', 'cough-and-fever'],
    ['resident', 'chest-pain'],
  ])('gives %s the case %s', async (username, id) => {
    const { access } = await signIn(server, username);
    const { body } = await call(server, '/case', { headers: bearer(access) });
    expect(body).toEqual(summary(id));
  });

  it('keeps the case named at sign-in, and lets a request name another', async () => {
    const { access } = await signIn(server, 'physician', '/login?case=syncope');
    const kept = await call(server, '/case', { headers: bearer(access) });
    expect(kept.body).toEqual(summary('syncope'));
    const other = await call(server, '/case?case=cough-and-fever', { headers: bearer(access) });
    expect(other.body).toEqual(summary('cough-and-fever'));
  });

  it('chooses by seed where nobody is signed in', async () => {
    const second = await startMock({ seed: 2 });
    expect((await call(second, '/case')).body).toEqual(summary('cough-and-fever'));
    await second.close();
  });

  it.each(['/case?case=nope', '/tests?case=nope'])('answers 404 to %s', async (path) => {
    const answer = await call(server, path);
    expect(answer).toMatchObject({ status: 404, body: { detail: 'Unknown case' } });
  });
});

describe('the frame of HTTP', () => {
  it.each([
    ['GET', '/nope', 404, { detail: 'Not Found' }, null],
    ['GET', '/login', 405, { detail: 'Method Not Allowed' }, 'POST'],
    ['POST', '/case', 405, { detail: 'Method Not Allowed' }, 'GET'],
    ['PUT', '/fhir/tests', 405, { detail: 'Method Not Allowed' }, 'POST'],
  ])('%s %s is %i', async (method, path, status, body, allow) => {
    const answer = await call(server, path, { method });
    expect(answer).toMatchObject({ status, body });
    expect(answer.headers.get('allow')).toBe(allow);
    expect(answer.headers.get('content-type')).toBe('application/json');
  });

  const preflight = {
    method: 'OPTIONS',
    headers: {
      origin: 'http://localhost:5173',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type',
    },
  };

  it('has no CORS in real mode', async () => {
    const asked = await call(server, '/login', preflight);
    expect(asked).toMatchObject({ status: 405, body: { detail: 'Method Not Allowed' } });
    const { headers } = await call(server, '/case', { headers: { origin: 'http://elsewhere' } });
    expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
  });

  it('is open to every origin in documented mode', async () => {
    server.setMode('documented');
    const asked = await call(server, '/login', preflight);
    expect(asked.status).toBe(200);
    expect(asked.headers.get('access-control-allow-headers')).toBe('authorization,content-type');
    for (const path of ['/case', '/nope']) {
      const { headers } = await call(server, path);
      expect(headers.get('access-control-allow-origin')).toBe('*');
    }
  });
});

describe('FHIR', () => {
  const transcript = [
    ['user', 'Patient presents with chest pain'],
    ['assistant', 'Can you describe it?'],
  ];

  it('bundles a transcript', async () => {
    const headers = bearer((await signIn(server, 'physician')).access);
    const body = { transcript, patient_id: 'patient-12345' };
    const answer = await call(server, '/fhir/transcript', { body, headers });
    expect(answer.body).toEqual({
      resourceType: 'Bundle',
      type: 'collection',
      entry: transcript.map(([display, contentString], index) => ({
        resource: {
          resourceType: 'Communication',
          id: `comm-${index + 1}`,
          status: 'completed',
          subject: { reference: 'Patient/patient-12345' },
          sender: { display },
          payload: [{ contentString }],
        },
      })),
    });
  });

  it('bundles tests, for the patient `example` unless named', async () => {
    const headers = bearer((await signIn(server, 'physician')).access);
    const body = { tests: ['complete blood count'] };
    const answer = await call(server, '/fhir/tests', { body, headers });
    const resource = {
      resourceType: 'ServiceRequest',
      id: 'req-1',
      status: 'completed',
      intent: 'order',
      subject: { reference: 'Patient/example' },
      code: { text: 'complete blood count' },
    };
    expect(answer.body).toEqual({
      resourceType: 'Bundle',
      type: 'collection',
      entry: [{ resource }],
    });
  });

  it.each(['real', 'documented'] as const)('tells five refusals apart in %s mode', async (mode) => {
    server.setMode(mode);
    const forged = await new SignJWT({ sub: 'physician', sid: 'a', grp: 'admin', exp: 9e9 })
      .setProtectedHeader({ alg: 'HS256' })
      .sign(new TextEncoder().encode('another key of thirty-two bytes!'));
    const refusals: [Record<string, string>, number, string][] = [
      [{}, 403, 'Not authenticated'],
      [{ authorization: 'Bearer' }, 403, 'Not authenticated'],
      [{ authorization: 'Basic eDp5' }, 403, 'Invalid authentication credentials'],
      [bearer('garbage'), 401, 'Invalid token'],
      [bearer(forged), 401, 'Invalid token'],
      [bearer((await signIn(server, 'nurse')).access), 403, 'Forbidden'],
    ];
    for (const [headers, status, detail] of refusals) {
      const answer = await call(server, '/fhir/transcript', { body: { transcript }, headers });
      expect(answer).toMatchObject({ status, body: { detail } });
    }
  });
});
