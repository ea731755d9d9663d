/** Holds the code to the table of docs/resilience.md: every outcome of a request has its class. */
import { readFileSync } from 'node:fs';
import type { RequestListener, Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { isRetryable, RateLimited, SignInRequired } from '../core/errors.ts';
import { createHttp } from './http.ts';

const page = readFileSync(new URL('../../docs/resilience.md', import.meta.url), 'utf8');
const rows = page
  .split('### A request fails')[1]
  ?.split('\n## ')[0]
  ?.split('\n')
  .filter((line) => line.startsWith('| ') && !/^\| (outcome|-)/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .flatMap(([, outcome, kind]) => (outcome && kind ? [[outcome, kind] as const] : []));

const wanted = [
  ...[400, 401, 403, 404, 408, 409, 413, 422, 425, 429, 500, 501, 502, 503, 504].map(
    (status) => `HTTP ${status}`,
  ),
  ...['DNS failure', 'TLS failure', 'CORS', 'time-out', 'abort', 'web page'],
];

let server: Server;
let handler: RequestListener;
let port: number;

beforeEach(async () => {
  server = createServer((request, response) => handler(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterEach(() => {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
});

interface Attempt {
  readonly baseUrl?: string;
  readonly limit?: number;
  readonly signal?: AbortSignal;
}

/** Makes the outcome happen; `null` where only a browser can. */
function provoke(outcome: string): Attempt | null {
  const status = /^HTTP (\d+)$/.exec(outcome)?.[1];
  if (status !== undefined) {
    handler = (_request, response) => response.writeHead(Number(status)).end('{"detail":"words"}');
    return {};
  }
  handler = (_request, response) => response.end('<!doctype html><p>Welcome');
  const abort = new AbortController();
  switch (outcome) {
    case 'DNS failure':
      return { baseUrl: 'http://nowhere.invalid' };
    case 'TLS failure':
      return { baseUrl: `https://127.0.0.1:${port}` };
    case 'time-out':
      handler = () => undefined;
      return { limit: 30 };
    case 'abort':
      handler = () => abort.abort();
      return { signal: abort.signal };
    case 'web page':
      return {};
    default:
      return null;
  }
}

async function classOf({ baseUrl, limit, signal }: Attempt): Promise<string> {
  const http = createHttp({
    baseUrl: baseUrl ?? `http://127.0.0.1:${port}`,
    ...(limit !== undefined && { limit }),
  });
  const error = await http.get('case', z.object({ ok: z.boolean() }), signal).then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error === null) return 'no failure';
  if (error instanceof SignInRequired) return 'sign in';
  if (error instanceof RateLimited) return 'wait';
  return isRetryable(error) ? 'retry' : 'fatal';
}

describe('docs/resilience.md, requests', () => {
  it('[CN9] has every outcome once', () => {
    expect(rows?.map(([outcome]) => outcome)).toEqual(wanted);
  });

  it.each((rows ?? []).filter(([outcome]) => outcome !== 'CORS'))(
    '[CN9] %s is: %s',
    async (outcome, kind) => {
      const attempt = provoke(outcome);
      if (!attempt) throw new Error(`Nobody knows how to make ${outcome} happen`);
      expect(await classOf(attempt)).toBe(kind);
    },
  );
});
