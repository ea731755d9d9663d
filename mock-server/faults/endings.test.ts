/** Faults that end a connection, keep it from opening, or make it mute. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { MockServer } from '../server.ts';
import { openLine, signIn, startMock, type Line } from '../testing.ts';

let server: MockServer;
let token: string;

beforeEach(async () => {
  server = await startMock();
  token = (await signIn(server)).access;
});
afterEach(() => server.close());

const question = { action: 'question', content: 'Do you cough?' };
const order = { action: 'test', content: 'complete blood count' };

const line = (): Promise<Line> => openLine(server, { token });
const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** How a connection ended, with the reason given. */
function closing({ socket }: Line): Promise<{ code: number; reason: string }> {
  return new Promise((resolve) => {
    socket.once('close', (code, reason) => resolve({ code, reason: reason.toString() }));
  });
}

describe('refuse-handshake', () => {
  it.each([401, 403, 404, 429, 502, 503] as const)('answers %i once', async (status) => {
    server.faults.arm({ kind: 'refuse-handshake', status });
    await expect(line()).rejects.toThrow(`HTTP ${status}`);
    expect((await line()).socket.readyState).toBe(WebSocket.OPEN);
  });

  it('happens as often as it says, where it is aimed at', async () => {
    const aimed = { kind: 'refuse-handshake', times: 2 } as const;
    server.faults.arm({ ...aimed, match: { path: '/api/v1/ws/**' } });
    await line();
    server.faults.arm({ ...aimed, match: { backEnd: 'dx0', path: '/api/*/ws' } });
    await expect(line()).rejects.toThrow('HTTP 503');
    await expect(line()).rejects.toThrow('HTTP 503');
    await line();
    expect(server.faults.armed()).toHaveLength(1);
  });

  it('tells when to come back', async () => {
    server.faults.arm({ kind: 'refuse-handshake', status: 429, retryAfter: 7 });
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/api/v1/ws?token=${token}`);
    const [, response] = (await once(socket, 'unexpected-response')) as [
      unknown,
      { headers: Record<string, string> },
    ];
    expect(response.headers['retry-after']).toBe('7');
    socket.on('error', () => undefined).terminate();
  });

  it('can destroy the socket', async () => {
    server.faults.arm({ kind: 'refuse-handshake', status: 'destroy' });
    await expect(line()).rejects.toThrow(/hang up|ECONNRESET/);
  });

  it('can leave the client waiting until the server goes', async () => {
    server.faults.arm({ kind: 'refuse-handshake', status: 'hang' });
    const waiting = line();
    expect(await Promise.race([waiting, later(100)])).toBeUndefined();
    await Promise.all([server.close(), expect(waiting).rejects.toThrow()]);
  });
});

describe('drop', () => {
  it.each([0, 1, 3])('cuts off after %i frames, with the order booked', async (after) => {
    server.faults.arm({ kind: 'drop', after });
    const { send, closed, texts } = await line();
    send(order);
    expect(await closed).toBe(1006);
    expect(texts).toHaveLength(after);
    expect(server.received()).toMatchObject([
      { text: order.content, repliedFrames: after, finished: false },
    ]);
    expect(server.received()[0]?.cost).toBeGreaterThan(0);
  });

  it('can be aimed at an action, a text and a connection', async () => {
    const [first, second] = [await line(), await line()];
    server.faults.arm({ kind: 'drop', match: { action: 'TEST' } });
    server.faults.arm({ kind: 'drop', match: { text: 'cough', connection: 2 } });
    expect(await first.ask(question)).toMatchObject({ done: true });
    second.send(question);
    expect(await second.closed).toBe(1006);
    first.send(order);
    expect(await first.closed).toBe(1006);
  });

  it('strikes at the opening, before the last frame, or now', async () => {
    server.faults.arm({ kind: 'drop', after: 'open' });
    expect(await (await line()).closed).toBe(1006);
    server.faults.arm({ kind: 'drop', after: 'last' });
    const { send, closed, texts } = await line();
    send(order);
    expect(await closed).toBe(1006);
    expect(texts.length).toBeGreaterThan(1);
    expect(texts.join('')).not.toContain('"done":true');
    const [one, other] = [await line(), await line()];
    server.faults.arm({ kind: 'drop', after: 'now' });
    expect(await Promise.all([one.closed, other.closed])).toEqual([1006, 1006]);
  });

  it('is no more, once disarmed', async () => {
    const id = server.faults.arm({ kind: 'drop', times: 'always' });
    expect(server.faults.armed()).toMatchObject([{ id, fired: 0 }]);
    server.faults.disarm(id);
    expect(server.faults.armed()).toEqual([]);
    expect(await (await line()).ask(question)).toMatchObject({ done: true });
  });
});

describe('close', () => {
  const codes = [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014];
  it.each([...codes, 3000, 3008, 4000, 4001, 4401, 4999])(
    'closes at once with %i',
    async (code) => {
      const open = await line();
      server.faults.arm({ kind: 'close', code, reason: 'So it goes.' });
      expect(await closing(open)).toEqual({ code, reason: 'So it goes.' });
    },
  );

  it.each([
    [1005, 1005],
    [1006, 1006],
    [1004, 1006],
    [1015, 1006],
  ])('with %i is seen as %i', async (code, seen) => {
    const open = await line();
    server.faults.arm({ kind: 'close', code });
    expect(await closing(open)).toMatchObject({ code: seen });
  });

  it('waits for its moment', async () => {
    server.faults.arm({ kind: 'close', code: 1011, after: 2 });
    const { send, closed, texts } = await line();
    send(order);
    expect(await closed).toBe(1011);
    expect(texts).toHaveLength(2);
    server.faults.arm({ kind: 'close', code: 1001, after: 'end' });
    const whole = await line();
    expect(await whole.ask(order)).toMatchObject({ done: true });
    expect(await whole.closed).toBe(1001);
  });

  it('takes no reason longer than a frame holds', () => {
    const reason = 'ü'.repeat(62);
    expect(() => server.faults.arm({ kind: 'close', code: 1000, reason })).toThrow('123 bytes');
  });
});

describe('silence', () => {
  it('on opening takes everything in and lets nothing out, until disarmed', async () => {
    const id = server.faults.arm({ kind: 'silence', after: 'open' });
    const { socket, send, texts, reply } = await line();
    let pongs = 0;
    socket.on('pong', () => (pongs += 1));
    socket.ping();
    send(order);
    await later(100);
    expect({ texts, pongs }).toEqual({ texts: [], pongs: 0 });
    expect(server.received()).toMatchObject([{ repliedFrames: 0, finished: false }]);
    expect(server.received()[0]?.cost).toBeGreaterThan(0);
    server.faults.disarm(id);
    expect(await reply()).toMatchObject({ done: true });
    expect(pongs).toBe(1);
    expect(server.received()).toMatchObject([{ finished: true }]);
  });

  it('begins after some frames, or now, and answers no closing', async () => {
    server.faults.arm({ kind: 'silence', after: 2 });
    const first = await line();
    first.send(order);
    await later(100);
    expect(first.texts).toHaveLength(2);
    const second = await line();
    server.faults.arm({ kind: 'silence', after: 'now', match: { connection: 2 } });
    second.send(question);
    second.socket.close();
    await later(100);
    expect(second.texts).toEqual([]);
    expect(second.socket.readyState).toBe(WebSocket.CLOSING);
    second.socket.terminate();
  });

  it('ends with the socket, and does not keep the server from stopping', async () => {
    server.faults.arm({ kind: 'silence', after: 'open' });
    const { closed } = await line();
    await server.close();
    expect(await closed).toBe(1006);
    const { hostname, port } = new URL(server.url);
    await expect(once(connect(Number(port), hostname), 'connect')).rejects.toThrow();
  });
});
