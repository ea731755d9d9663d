/** The control API over HTTP, and the ledger. */
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MockServer } from '../server.ts';
import { call, openLine, signIn, startMock } from '../testing.ts';
import { catalogue } from './catalogue.ts';
import { wireFault } from './spec.ts';

let server: MockServer;

beforeEach(async () => {
  server = await startMock({ now: () => Date.UTC(2026, 0, 1) });
});
afterEach(() => server.close());

async function control(method: string, path: string, body?: unknown) {
  const response = await fetch(`${server.url}/_mock${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    headers: body === undefined ? {} : { 'content-type': 'application/json' },
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const kinds = wireFault.def.options.flatMap((option) => option.def.shape.kind.def.values);
const order = { action: 'test', content: 'complete blood count' };

describe('the control API', () => {
  it('is not there unless it was asked for', async () => {
    const closed = await startMock({ control: false });
    for (const [method, path] of [
      ['GET', '/_mock/'],
      ['POST', '/_mock/faults'],
      ['GET', '/_mock/received'],
    ] as const) {
      const response = await fetch(closed.url + path, { method });
      expect([response.status, await response.json()]).toEqual([404, { detail: 'Not Found' }]);
    }
    await closed.close();
  });

  it('lists what can be asked, and its examples are taken', async () => {
    for (const path of ['', '/']) {
      const { status, body } = await control('GET', path);
      expect(status).toBe(200);
      expect(body).toMatchObject({ mode: 'real', rate: 0, armed: [], faults: catalogue });
    }
    expect(Object.keys(catalogue).sort()).toEqual([...kinds].sort());
    for (const { example } of Object.values(catalogue)) wireFault.parse(example);
  });

  it('is described with examples that are taken, one for each kind', () => {
    const page = readFileSync(new URL('../../docs/faults-on-demand.md', import.meta.url), 'utf8');
    const examples = [...page.matchAll(/[`'](\{"kind".*?\})[`']/g)];
    const described = examples.map(([, text]) => wireFault.parse(JSON.parse(text ?? '')).kind);
    expect([...new Set(described)].sort()).toEqual([...kinds].sort());
  });

  it('arms, lists and disarms', async () => {
    const first = await control('POST', '/faults', { kind: 'drop', after: 3 });
    await control('POST', '/faults', { kind: 'hang', match: { path: '/x' } });
    const { id } = first.body;
    const dropping = { id, fired: 0, fault: { kind: 'drop', after: 3, times: 1 } };
    const { body } = await control('GET', '/');
    expect(body['armed']).toMatchObject([dropping, { fault: { kind: 'hang' } }]);
    const rest = await control('DELETE', `/faults/${String(id)}`);
    expect(rest.body['armed']).toMatchObject([{ fault: { kind: 'hang' } }]);
    expect((await control('DELETE', '/faults')).body).toEqual({ armed: [] });
  });

  it.each([
    [{}, /kind/],
    [{ kind: 'nope' }, /kind/],
    [{ kind: 'drop', after: -1 }, /after/],
    [{ kind: 'drop', afterwards: 1 }, /afterwards/],
    [{ kind: 'close' }, /number.*code/s],
    [{ kind: 'status', status: 42 }, />=200/],
    [{ kind: 'html', times: 0 }, /times/],
    [{ kind: 'drop', match: { paht: '/x' } }, /paht/],
  ])('refuses %j with a reason', async (fault, reason) => {
    const { status, body } = await control('POST', '/faults', fault);
    expect(status).toBe(400);
    expect(body['error']).toMatch(reason);
    expect(server.faults.armed()).toEqual([]);
  });

  it('takes JSON only', async () => {
    const body = JSON.stringify({ kind: 'hang' });
    const response = await fetch(`${server.url}/_mock/faults`, { method: 'POST', body });
    expect(response.status).toBe(400);
  });

  it('turns mode and rate', async () => {
    const mode = await control('POST', '/mode', { mode: 'documented' });
    expect(mode.body).toEqual({ mode: 'documented', rate: 0 });
    expect((await call(server, '/case')).headers.get('access-control-allow-origin')).toBe('*');
    const rate = await control('POST', '/rate', { rate: 7 });
    expect(rate.body).toEqual({ mode: 'documented', rate: 7 });
    expect(await control('POST', '/rate', { rate: -1 })).toMatchObject({ status: 400 });
    expect(await control('POST', '/mode', { mode: 'wild' })).toMatchObject({ status: 400 });
  });

  it('answers before it restarts the server', async () => {
    const { access: token } = await signIn(server);
    const { closed } = await openLine(server, { token });
    const { body } = await control('POST', '/faults', { kind: 'restart', ms: 10 });
    expect(body).toEqual({ id: 'f1' });
    expect(await closed).toBe(1012);
    await expect.poll(() => control('GET', '/').catch(() => undefined)).toBeDefined();
  });

  it('is struck by no fault itself', async () => {
    await control('POST', '/faults', { kind: 'status', status: 500, times: 'always' });
    expect(await call(server, '/case')).toMatchObject({ status: 500 });
    expect(await control('GET', '/')).toMatchObject({ status: 200 });
  });

  it('counts, and never tells a token or a password', async () => {
    const { access, refresh } = await signIn(server);
    const { ask } = await openLine(server, { token: access });
    await expect(openLine(server, { token: 'bad' })).rejects.toThrow('HTTP 403');
    await ask(order);
    await ask('not JSON');
    await call(server, '/case?case=syncope');
    await call(server, '/nowhere');
    const { body } = await control('GET', '/');
    expect(body['counts']).toEqual({
      connections: { opened: 1, refused: 1 },
      messages: { dx0: 2 },
      rest: {
        'POST /api/v1/login': 1,
        'GET /api/v1/case': 1,
        'GET (no such route)': 1,
      },
    });
    const open = { backEnd: 'dx0', path: '/api/v1/ws', connection: 1, isSilent: false };
    expect(body['open']).toEqual([open]);
    const all = JSON.stringify([body, (await control('GET', '/received')).body]);
    for (const secret of [access, refresh, '"secret"']) expect(all).not.toContain(secret);
  });
});

describe('the ledger', () => {
  it('has every message that was taken, in order, until it is cleared', async () => {
    const { access: token } = await signIn(server);
    const first = await openLine(server, { token });
    const second = await openLine(server, { token });
    const { cost } = await first.ask(order);
    await second.ask({ action: 'QUESTION', content: 'refused for its action' });
    await second.ask({ content: 'cough' });
    const { body } = await control('GET', '/received');
    expect(body['received']).toEqual(server.received().map(({ answer: _, ...entry }) => entry));
    const at = Date.UTC(2026, 0, 1);
    const sessionId = expect.stringMatching(/^[0-9a-f]{32}$/) as unknown;
    const both = { backEnd: 'dx0', sessionId, at, finished: true };
    const texts = { action: 'test', text: order.content };
    expect(server.received()).toMatchObject([
      { ...both, ...texts, connection: 1, cost, repliedFrames: first.texts.length },
      {
        ...{ ...both, action: 'question', text: 'cough' },
        ...{ connection: 2, cost: 0, repliedFrames: second.texts.length - 1 },
      },
    ]);
    expect((await control('DELETE', '/received')).body).toEqual({ received: [] });
    expect(server.received()).toEqual([]);
  });

  it('knows an overspent order as booked and not finished', async () => {
    const { access: token } = await signIn(server);
    const { send, closed, texts } = await openLine(server, { token, budget: '1' });
    send(order);
    expect(await closed).toBe(1006);
    expect(server.received()).toMatchObject([{ finished: false, repliedFrames: texts.length }]);
    expect(server.received()[0]?.cost).toBeGreaterThan(1);
  });

  it('does not have what came too fast', async () => {
    const { access: token } = await signIn(server);
    const { ask, closed } = await openLine(server, { token });
    for (let count = 0; count < 31; count += 1) await ask({ content: 'cough' });
    expect(await closed).toBe(1013);
    expect(server.received()).toHaveLength(30);
  });
});
