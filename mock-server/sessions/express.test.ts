import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MockServer } from '../server.ts';
import { bearer, callAt, startMock } from '../testing.ts';
import { createClient, type Client } from './testing.ts';

let server: MockServer;
let client: Client;

beforeEach(async () => {
  server = await startMock();
  client = createClient(server, 'token-of-a-nurse');
});
afterEach(() => server.close());

/** JSON of exactly so many bytes. */
const bodyOf = (bytes: number): string => `{"name":"${'x'.repeat(bytes - 11)}"}`;

describe('what no route takes', () => {
  it('is a page in real mode', async () => {
    const unknown = await client.get('/nope?x=<1>');
    expect(unknown).toMatchObject({ status: 404 });
    expect(unknown.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(unknown.body).toContain('<pre>Cannot GET /openai/nope</pre>');
    const broken = await client.send('/sessions', '{bad');
    expect(broken).toMatchObject({ status: 400 });
    expect(broken.body).toContain('<pre>SyntaxError: Expected property name or &#39;}&#39;');
    const bare = await client.send('/sessions', '5');
    expect(bare).toMatchObject({ status: 400 });
    expect(bare.body).toContain('Unexpected token &#39;5&#39;');
    const large = await client.send('/sessions', bodyOf(1024 * 1024 + 1));
    expect(large).toMatchObject({ status: 413 });
    expect(large.body).toContain('<pre>PayloadTooLargeError: request entity too large');
  });

  it('is JSON in documented mode', async () => {
    server.setMode('documented');
    const answers = [
      await client.get('/nope'),
      await client.send('/sessions', '{bad'),
      await client.send('/sessions', bodyOf(1024 * 1024 + 1)),
    ];
    expect(answers).toMatchObject([
      { status: 404, body: { error: 'not_found' } },
      { status: 400, body: { error: 'bad_json' } },
      { status: 413, body: { error: 'payload_too_large' } },
    ]);
  });

  it('is none of a body of just a megabyte, of none, or of one that is not called JSON', async () => {
    expect(await client.send('/sessions', bodyOf(1024 * 1024))).toMatchObject({ status: 201 });
    expect(await client.send('/sessions', '')).toMatchObject({ status: 201 });
    const headers = { ...bearer('nurse'), 'content-type': 'text/plain' };
    const answer = await callAt(server, '/openai/sessions', { body: '{bad', headers });
    expect(answer).toMatchObject({ status: 201 });
  });
});

it('lets every origin in, before it asks who it is', async () => {
  const preflight = await callAt(server, '/openai/sessions/x', {
    method: 'OPTIONS',
    headers: { 'access-control-request-headers': 'authorization,content-type' },
  });
  expect(preflight).toMatchObject({ status: 204, body: '' });
  expect(preflight.headers.get('access-control-allow-headers')).toBe('authorization,content-type');
  expect(preflight.headers.get('access-control-allow-methods')).toContain('PATCH');
  const refused = await callAt(server, '/openai/sessions');
  expect(refused.headers.get('access-control-allow-origin')).toBe('*');
});

it('spares a client the answer that it has', async () => {
  const path = `/sessions/${await client.open('Ann')}`;
  const etag = (await client.get(path)).headers.get('etag') ?? '';
  const known = { 'if-none-match': etag, 'cache-control': 'max-age=0' };
  expect(await client.get(path, known)).toMatchObject({ status: 304, body: '' });
  await client.send(path, { name: 'Bea' }, 'PATCH');
  expect(await client.get(path, known)).toMatchObject({ status: 200, body: { name: 'Bea' } });
});
