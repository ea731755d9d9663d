/** Faults of the whole server: what it forgets, how it comes back, what its clock says. */
import { decodeJwt } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { MockServer } from '../server.ts';
import { bearer, call, openLine, readTokenPair, signIn, startMock } from '../testing.ts';

let server: MockServer;

beforeEach(async () => {
  server = await startMock();
});
afterEach(() => server.close());

const order = { action: 'test', content: 'complete blood count' };
const question = { action: 'question', content: 'cough' };

const refresh = (token: string) => call(server, '/refresh', { body: { refresh_token: token } });
const exportTests = (token: string) =>
  call(server, '/fhir/tests', { body: { tests: [] }, headers: bearer(token) });

describe('expire-tokens', () => {
  it('makes access tokens worthless and leaves sessions and open sockets alone', async () => {
    const pair = await signIn(server, 'physician');
    const { ask } = await openLine(server, { token: pair.access });
    const first = await ask(order);
    server.faults.arm({ kind: 'expire-tokens' });
    expect(await exportTests(pair.access)).toMatchObject({ status: 401 });
    await expect(openLine(server, { token: pair.access })).rejects.toThrow('HTTP 403');
    expect(await ask(question)).toMatchObject({ done: true });
    const renewed = readTokenPair((await refresh(pair.refresh)).body);
    expect(await exportTests(renewed.access)).toMatchObject({ status: 200 });
    const again = await openLine(server, { token: renewed.access });
    expect((await again.ask(question)).total_spent).toBe(first.total_spent);
    expect(server.faults.armed()).toEqual([]);
  });

  it('passes by the back ends it is not aimed at', async () => {
    const { access } = await signIn(server, 'physician');
    server.faults.arm({ kind: 'expire-tokens', match: { backEnd: 'another' } });
    expect(await exportTests(access)).toMatchObject({ status: 200 });
  });
});

describe('forget-sessions', () => {
  it('makes both tokens worthless', async () => {
    const pair = await signIn(server, 'physician');
    server.faults.arm({ kind: 'forget-sessions' });
    expect(await exportTests(pair.access)).toMatchObject({ status: 401 });
    expect(await refresh(pair.refresh)).toMatchObject({ status: 401 });
    expect(await exportTests((await signIn(server, 'physician')).access)).toMatchObject({
      status: 200,
    });
  });
});

describe('restart', () => {
  it('closes with 1012, is away, and is back on its port without its refresh tokens', async () => {
    const pair = await signIn(server, 'physician');
    const { ask, closed } = await openLine(server, { token: pair.access });
    const { total_spent: spent } = await ask(order);
    const { url } = server;
    const back = server.restart({ ms: 100 });
    expect(await closed).toBe(1012);
    await expect(fetch(`${url}/api/v1/case`)).rejects.toThrow();
    await back;
    expect(server.url).toBe(url);
    expect(await refresh(pair.refresh)).toMatchObject({ status: 401 });
    expect(await exportTests(pair.access)).toMatchObject({ status: 200 });
    const again = await openLine(server, { token: pair.access });
    expect(await again.ask(question)).toMatchObject({ total_spent: spent });
    expect(server.received()).toHaveLength(2);
  });

  it('can cut its sockets off, in mid-reply too', async () => {
    server.setRate(20);
    const { access: token } = await signIn(server);
    const { send, next, closed } = await openLine(server, { token });
    send(order);
    await next();
    server.faults.arm({ kind: 'restart', ms: 0, code: 'terminate' });
    expect(await closed).toBe(1006);
    expect(server.received()).toMatchObject([{ finished: false }]);
    await expect.poll(() => openLine(server, { token }).catch(() => undefined)).toBeDefined();
  });

  it('can follow another, and keeps what is armed', async () => {
    server.faults.arm({ kind: 'drop', after: 'open' });
    await Promise.all([server.restart({ ms: 10 }), server.restart({ ms: 10 })]);
    const { access: token } = await signIn(server);
    expect(await (await openLine(server, { token })).closed).toBe(1006);
  });

  it('does not come back once the server was closed', async () => {
    const { access: token } = await signIn(server);
    const { closed } = await openLine(server, { token });
    const back = server.restart({ ms: 60_000 });
    await closed;
    await server.close();
    await back;
    await expect(fetch(`${server.url}/api/v1/case`)).rejects.toThrow();
  });

  it('ends what hangs', async () => {
    server.faults.arm({ kind: 'hang' });
    const hanging = fetch(`${server.url}/api/v1/case`);
    const ended = expect(hanging).rejects.toThrow();
    server.faults.arm({ kind: 'refuse-handshake', status: 'hang' });
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/api/v1/ws`);
    socket.on('error', () => undefined);
    const gone = new Promise((resolve) => socket.once('close', resolve));
    await expect.poll(() => server.faults.armed()).toEqual([]);
    await server.restart({ ms: 0 });
    await Promise.all([ended, gone]);
    expect(await call(server, '/case')).toMatchObject({ status: 200 });
  });
});

describe('clock-skew', () => {
  it.each([3600, -600])('of %i s is in dates and tokens, until disarmed', async (seconds) => {
    const off = (milliseconds: number): number => (milliseconds - Date.now()) / 1000 - seconds;
    server.faults.arm({ kind: 'clock-skew', seconds });
    const { headers } = await call(server, '/case');
    expect(Math.abs(off(Date.parse(headers.get('date') ?? '')))).toBeLessThan(5);
    const { access } = await signIn(server);
    expect(Math.abs(off(((decodeJwt(access).exp ?? 0) - 3600) * 1000))).toBeLessThan(5);
    server.faults.arm({ kind: 'status', status: 500 });
    const refused = await call(server, '/case');
    expect(Math.abs(off(Date.parse(refused.headers.get('date') ?? '')))).toBeLessThan(5);
    server.faults.disarm();
    const { headers: right } = await call(server, '/case');
    expect(Math.abs(Date.parse(right.get('date') ?? '') - Date.now())).toBeLessThan(5000);
  });
});
