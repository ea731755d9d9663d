import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { runNginx, type RunningNginx } from './run-nginx.ts';
import { ask, serveUpstream, upgradeHeaders, valuesOf, write, writeSite } from './testing.ts';
import type { Answer, Upstream } from './testing.ts';

const policy = [
  'content-security-policy',
  'cross-origin-opener-policy',
  'cross-origin-embedder-policy',
  'cross-origin-resource-policy',
  'strict-transport-security',
  'referrer-policy',
  'permissions-policy',
  'x-content-type-options',
  'x-frame-options',
  'cache-control',
];
const forever = 'public, max-age=31536000, immutable';

const site = writeSite({
  'index.html': '<!doctype html><title>Bedside</title>',
  'config.json': '{}',
  'version.json': '{}',
  'icon.svg': '<svg/>',
  'assets/index-1.js': 'export {};',
  '.vite/manifest.json': '{}',
});

let backEnd: Upstream;
let silent: Upstream;
let nginx: RunningNginx;

/** A back end that has a policy of its own, and answers with the status that the query asks for. */
async function serveBackEnd(): Promise<Upstream> {
  const upstream = await serveUpstream((request, response) => {
    const { searchParams } = new URL(request.url ?? '/', 'http://upstream');
    const own = Object.fromEntries(policy.map((name) => [name, 'of the back end']));
    response.writeHead(Number(searchParams.get('status')), {
      ...own,
      expires: 'Thu, 01 Dec 2050 16:00:00 GMT',
      'access-control-allow-origin': '*',
    });
    response.end();
  });
  new WebSocketServer({ server: upstream.server });
  return upstream;
}

beforeAll(async () => {
  backEnd = await serveBackEnd();
  silent = await serveUpstream(() => undefined);
  const gone = await serveUpstream(() => undefined);
  await gone.close();
  nginx = await runNginx({
    ROOT: site.folder,
    DX0: backEnd.address,
    AI_DOCTOR: silent.address,
    SESSIONS: gone.address,
    XIANS: backEnd.address,
    API_TIMEOUT: '1s',
    STREAM_TIMEOUT: '1s',
    MAX_BODY: '1k',
  });
});
afterAll(async () => {
  await nginx.close();
  await Promise.all([backEnd.close(), silent.close()]);
  site.remove();
});

function expectPolicy(answer: Answer): void {
  const counts = policy.map((name) => [name, valuesOf(answer, name).length]);
  expect(counts).toEqual(policy.map((name) => [name, 1]));
  expect(answer.headers.filter(([, value]) => value === 'of the back end')).toEqual([]);
}

const noBody = { headers: ['Connection: close'] };

describe('[SE1] every answer says the whole policy, once', () => {
  it.each([
    ['/', 200],
    ['/index.html', 200],
    ['/config.json', 200],
    ['/version', 200],
    ['/healthz', 200],
    ['/icon.svg', 200],
    ['/assets/index-1.js', 200],
    ['/assets/', 404],
    ['/assets/index-0.js', 404],
    ['/patients/7', 404],
    ['/.vite/manifest.json', 404],
    ['/_problem', 404],
    ['/%ZZ', 400],
    [`/${'long'.repeat(4_000)}`, 414],
  ])('of the site itself: %.30s is %i', async (path, status) => {
    const answer = await ask(nginx.address, path, noBody);
    expect(answer.status).toBe(status);
    expectPolicy(answer);
  });

  it.each([
    ['part of a file', '/assets/index-1.js', { headers: ['Range: bytes=0-3'] }, 200],
    ['a part that is not there', '/assets/index-1.js', { headers: ['Range: bytes=900-'] }, 200],
    ['a file of another day', '/icon.svg', { headers: ['If-Match: "0"'] }, 412],
    ['only the head', '/assets/index-1.js', { method: 'HEAD' }, 200],
    ['a file sent to the site', '/', { method: 'POST', body: 'text' }, 405],
    ['the own request back', '/', { method: 'TRACE' }, 405],
    ['a body that is too large', '/api/v1/case', { method: 'POST', body: 'x'.repeat(2_000) }, 413],
    ['a header that is too large', '/', { headers: [`X-Long: ${'x'.repeat(20_000)}`] }, 400],
    [
      'an unknown encoding',
      '/api/v1/case',
      { method: 'POST', headers: ['Transfer-Encoding: x'] },
      501,
    ],
  ])('when asked for %s', async (_name, path, asked, status) => {
    const answer = await ask(nginx.address, path, asked);
    expect(answer.status).toBe(status);
    expectPolicy(answer);
  });

  it('when nothing changed', async () => {
    const [tag = ''] = valuesOf(await ask(nginx.address, '/assets/index-1.js'), 'etag');
    const answer = await ask(nginx.address, '/assets/index-1.js', {
      headers: [`If-None-Match: ${tag}`],
    });
    expect(answer.status).toBe(304);
    expect(valuesOf(answer, 'cache-control')).toEqual([forever]);
    expectPolicy(answer);
  });

  it.each([
    ['no HTTP', 'GARBAGE\r\n\r\n'],
    ['no host', 'GET / HTTP/1.1\r\n\r\n'],
  ])('when what is asked is no request: %s', async (_name, text) => {
    const answer = await write(nginx.address, text);
    expect(answer.status).toBe(400);
    expectPolicy(answer);
  });

  const proxied = [
    '/api/v1/case',
    '/api/v1/ws',
    '/api/user/rest/x',
    '/api/user/sse/events',
    '/ws/chat',
  ];
  const statuses = [200, 201, 204, 302, 400, 401, 403, 404, 409, 422, 429, 500, 502, 503, 504];
  it.each(proxied)('of a back end, whatever that says itself: %s', async (path) => {
    for (const status of statuses) {
      const answer = await ask(nginx.address, `${path}?status=${status}`);
      expect(answer.status).toBe(status);
      expectPolicy(answer);
      expect(valuesOf(answer, 'access-control-allow-origin')).toEqual([]);
      expect(valuesOf(answer, 'expires')).toEqual([]);
    }
  });

  it.each([
    ['/openai/sessions', 502],
    ['/api/v1/chat/emergency-check', 504],
    ['/api/v1/ws/chat', 504],
  ])('of a back end that is gone or silent: %s is %i', async (path, status) => {
    const answer = await ask(nginx.address, path);
    expect(answer.status).toBe(status);
    expect(valuesOf(answer, 'content-type')).toEqual(['text/plain; charset=utf-8']);
    expectPolicy(answer);
  });

  it.each(['/api/v1/ws', '/ws/chat'])('of a WebSocket that opens: %s', async (path) => {
    const answer = await ask(nginx.address, path, { headers: upgradeHeaders });
    expect(answer.status).toBe(101);
    expectPolicy(answer);
  });
});

describe('[OP1] what a browser may keep', () => {
  it.each(['/', '/index.html', '/config.json', '/version', '/icon.svg', '/healthz'])(
    'not %s',
    async (path) =>
      expect(valuesOf(await ask(nginx.address, path), 'cache-control')).toEqual(['no-store']),
  );

  it('what is named after its content, for ever', async () =>
    expect(valuesOf(await ask(nginx.address, '/assets/index-1.js'), 'cache-control')).toEqual([
      forever,
    ]));
});

describe('the policy', () => {
  it('[SE1] allows no script and no style but the site’s own', async () => {
    const [csp = ''] = valuesOf(await ask(nginx.address, '/'), 'content-security-policy');
    expect(csp).toContain("default-src 'none'; script-src 'self';");
    expect(csp).toContain("require-trusted-types-for 'script'");
    expect(csp).not.toMatch(/unsafe|\*|data:|blob:|http/);
  });
});
