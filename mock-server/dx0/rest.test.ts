import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findScenario } from '../scenarios/index.ts';
import type { MockServer } from '../server.ts';
import { bearer, call, signIn, startMock } from '../testing.ts';

let server: MockServer;

beforeEach(async () => {
  server = await startMock();
});
afterEach(() => server.close());

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
