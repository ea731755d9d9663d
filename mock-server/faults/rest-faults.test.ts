/** Faults of REST answers. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MockServer } from '../server.ts';
import { call, signIn, startMock } from '../testing.ts';

let server: MockServer;

beforeEach(async () => {
  server = await startMock();
});
afterEach(() => server.close());

const refresh = (token: string) => call(server, '/refresh', { body: { refresh_token: token } });

describe('status', () => {
  it.each([400, 401, 403, 404, 408, 409, 413, 422, 425, 429, 500, 501, 502, 503, 504])(
    '%i is answered n times, then the truth',
    async (status) => {
      server.faults.arm({ kind: 'status', status, times: 2 });
      for (const path of ['/case', '/tests']) {
        const { body, ...answer } = await call(server, path);
        expect(answer.status).toBe(status);
        expect(body).toEqual({ detail: expect.any(String) as unknown });
      }
      expect(await call(server, '/case')).toMatchObject({ status: 200 });
    },
  );

  it('has the body, the type and the Retry-After that are asked for', async () => {
    server.faults.arm({ kind: 'status', status: 502, as: 'html', retryAfter: 30 });
    const { headers, body } = await call(server, '/case');
    expect(headers.get('content-type')).toBe('text/html');
    expect(headers.get('retry-after')).toBe('30');
    expect(body).toContain('<h1>502 Bad Gateway</h1>');
    server.faults.arm({ kind: 'status', status: 409, body: { detail: [1, 2] } });
    expect((await call(server, '/case')).body).toEqual({ detail: [1, 2] });
    server.faults.arm({ kind: 'status', status: 204 });
    expect(await call(server, '/case')).toMatchObject({ status: 204, body: '' });
  });

  it('is aimed by path and method, at unknown routes too', async () => {
    server.faults.arm({ kind: 'status', status: 500, match: { path: '/api/v1/l*' } });
    server.faults.arm({ kind: 'status', status: 501, match: { method: 'post' } });
    expect(await call(server, '/case')).toMatchObject({ status: 200 });
    expect(await call(server, '/login', { body: {} })).toMatchObject({ status: 500 });
    expect(await call(server, '/refresh', { body: {} })).toMatchObject({ status: 501 });
    server.faults.arm({ kind: 'status', status: 418, match: { path: '**/nowhere' } });
    expect(await call(server, '/nowhere')).toMatchObject({ status: 418 });
  });

  it('can come after the work was done', async () => {
    const pair = await signIn(server);
    server.faults.arm({ kind: 'status', status: 504, as: 'html', processed: true });
    expect(await refresh(pair.refresh)).toMatchObject({ status: 504 });
    expect(await refresh(pair.refresh)).toMatchObject({ status: 401 });
  });
});

describe('html', () => {
  it('is a page with status 200', async () => {
    server.faults.arm({ kind: 'html' });
    const { status, headers, body } = await call(server, '/case');
    expect({ status, type: headers.get('content-type') }).toEqual({
      status: 200,
      type: 'text/html',
    });
    expect(body).toMatch(/^<html>/);
  });
});

describe('lost-answer', () => {
  it('does the work and cuts off', async () => {
    const pair = await signIn(server);
    server.faults.arm({ kind: 'lost-answer', match: { path: '/api/v1/refresh' } });
    await expect(refresh(pair.refresh)).rejects.toThrow();
    expect(await refresh(pair.refresh)).toMatchObject({ status: 401 });
  });
});

describe('hang', () => {
  async function giveUp(path: string, body: unknown): Promise<void> {
    const aborted = fetch(`${server.url}/api/v1${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(100),
    });
    await expect(aborted).rejects.toThrow(/timeout/);
  }

  it('answers nothing and does nothing', async () => {
    const pair = await signIn(server);
    server.faults.arm({ kind: 'hang' });
    await giveUp('/refresh', { refresh_token: pair.refresh });
    expect(await refresh(pair.refresh)).toMatchObject({ status: 200 });
  });

  it('answers nothing but does the work, when told so', async () => {
    const pair = await signIn(server);
    server.faults.arm({ kind: 'hang', processed: true });
    await giveUp('/refresh', { refresh_token: pair.refresh });
    expect(await refresh(pair.refresh)).toMatchObject({ status: 401 });
  });
});

describe('delay', () => {
  async function durationOf(path: string): Promise<number> {
    const start = performance.now();
    await call(server, path);
    return performance.now() - start;
  }

  it('holds up every answer, a faulty one too', async () => {
    await call(server, '/case');
    server.faults.arm({ kind: 'delay', ms: 150, jitter: 30 });
    expect(await durationOf('/case')).toBeGreaterThan(115);
    server.faults.arm({ kind: 'status', status: 500 });
    expect(await durationOf('/case')).toBeGreaterThan(115);
  });

  it('of frames is none of answers', async () => {
    server.faults.arm({ kind: 'delay', ms: 60_000, on: 'frames' });
    expect(await durationOf('/case')).toBeLessThan(30_000);
  });
});
