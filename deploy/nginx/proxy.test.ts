import { once } from 'node:events';
import { get, type IncomingMessage, type ServerResponse } from 'node:http';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { fillTemplate, runNginx, type RunningNginx } from './run-nginx.ts';
import { ask, serveUpstream, upgradeHeaders, writeSite, type Upstream } from './testing.ts';

const site = writeSite({ 'index.html': 'page' });
const closers: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

afterAll(site.remove);

async function upstream(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<Upstream> {
  const made = await serveUpstream(answer);
  closers.push(made.close);
  return made;
}

async function nginxWith(settings: Record<string, string>, extra = ''): Promise<RunningNginx> {
  const nginx = await runNginx({ ROOT: site.folder, ...settings }, extra);
  closers.push(nginx.close);
  return nginx;
}

async function message(socket: WebSocket): Promise<string> {
  const [data] = (await once(socket, 'message')) as [Buffer];
  return data.toString();
}

describe('a stream', () => {
  async function openEcho(settings: Record<string, string>) {
    const server = await upstream(() => undefined);
    const hub = new WebSocketServer({ server: server.server });
    hub.on('connection', (socket, { url }) => {
      socket.on('message', (data: Buffer) => socket.send(`${url}: ${data.toString()}`));
    });
    const nginx = await nginxWith({
      DX0: server.address,
      AI_DOCTOR: server.address,
      XIANS: server.address,
      ...settings,
    });
    return { nginx, close: () => hub.close() };
  }

  it.each(['/api/v1/ws?token=t&budget=5', '/api/v1/ws/chat', '/ws/chat?tenantId=a&apikey=k'])(
    '[CN1] of %s passes both ways and outlives the patience for a request',
    async (path) => {
      const { nginx } = await openEcho({ API_TIMEOUT: '1s' });
      const socket = new WebSocket(`${nginx.address}${path}`);
      await once(socket, 'open');
      // Nothing passes over the line until a request that began later was given up.
      expect((await ask(nginx.address, '/api/v1/case')).status).toBe(504);
      socket.send('still there');
      expect(await message(socket)).toBe(`${path}: still there`);
      socket.terminate();
    },
  );

  it('[AU2][SE4] takes its token as a subprotocol to where Dx0 looks for it, and into no log', async () => {
    const asked: IncomingMessage[] = [];
    const server = await upstream(() => undefined);
    new WebSocketServer({ server: server.server }).on('connection', (socket, request) => {
      asked.push(request);
      socket.on('message', () => socket.send('heard'));
    });
    const nginx = await nginxWith({ DX0: server.address });
    const open = async (query: string, ...protocols: string[]) => {
      const socket = new WebSocket(`${nginx.address}/api/v1/ws${query}`, protocols);
      await once(socket, 'open');
      socket.send('?');
      expect(await message(socket)).toBe('heard');
      socket.terminate();
      return socket.protocol;
    };
    const token = 'bedside.token.eyJh.CANARY_-.x';
    expect(await open('?budget=5', 'bedside', token)).toBe('bedside');
    expect(await open('', 'bedside', token)).toBe('bedside');
    expect(await open('?token=eyJh.q')).toBe('');
    expect(asked.map(({ url }) => url)).toEqual([
      '/api/v1/ws?budget=5&token=eyJh.CANARY_-.x',
      '/api/v1/ws?&token=eyJh.CANARY_-.x',
      '/api/v1/ws?token=eyJh.q',
    ]);
    expect(asked.flatMap(({ headers }) => headers['sec-websocket-protocol'] ?? [])).toEqual([]);
    expect(nginx.logs()).not.toContain('CANARY');
  });

  it.each(['= /api/v1/ws', '^~ /api/v1/ws/chat', '^~ /api/user/sse/', '^~ /ws/chat'])(
    '[CN1] may be silent for far longer than two minutes as a site comes: %s',
    (place) => {
      const start = `    location ${place} {\n`;
      const [, rest = ''] = fillTemplate('default.conf').split(start);
      const [location = ''] = rest.split('\n    }');
      for (const patience of ['proxy_read_timeout', 'proxy_send_timeout']) {
        const [, seconds] = new RegExp(`\\b${patience} (\\d+)s;`).exec(location) ?? [];
        expect(Number(seconds), patience).toBeGreaterThan(120);
      }
    },
  );

  it('is ended after the silence that the site sets for it', async () => {
    const { nginx } = await openEcho({ STREAM_TIMEOUT: '1s' });
    const socket = new WebSocket(`${nginx.address}/api/v1/ws`);
    await once(socket, 'open');
    const [code] = (await once(socket, 'close')) as [number];
    expect(code).toBe(1006);
  });

  it('of server-sent events comes as it is sent, piece by piece', async () => {
    const open: ServerResponse[] = [];
    const server = await upstream((request, response) => {
      if (request.url !== '/api/user/sse/events?tenantId=a') return;
      // Without chunks, of which nginx would pass on each by itself.
      response.useChunkedEncodingByDefault = false;
      response.writeHead(200, { 'content-type': 'text/event-stream', connection: 'close' });
      response.write('data: first\n\n');
      open.push(response);
    });
    const nginx = await nginxWith({ XIANS: server.address, API_TIMEOUT: '1s' });
    const request = get(`${nginx.address}/api/user/sse/events?tenantId=a`);
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    const next = async () => ((await once(response, 'data')) as [Buffer])[0].toString();
    expect(await next()).toBe('data: first\n\n');
    expect((await ask(nginx.address, '/api/user/rest/history')).status).toBe(504);
    const second = next();
    open[0]?.write('data: second\n\n');
    expect(await second).toBe('data: second\n\n');
    request.destroy();
  });
});

describe('[F22] of two servers, one that dies', () => {
  async function openPool(die: (request: IncomingMessage) => void) {
    const taken: string[] = [];
    const note = (name: string) => (request: IncomingMessage) => {
      let body = '';
      request.on('data', (data: Buffer) => (body += data.toString()));
      request.on('end', () => taken.push(`${name}: ${request.method ?? ''} ${body}`));
      return request;
    };
    const first = await upstream((request) => {
      note('first')(request).on('end', () => die(request));
    });
    const second = await upstream((request, response) => {
      note('second')(request).on('end', () => response.end('done'));
    });
    const server = ({ address }: Upstream) => `server ${new URL(address).host} max_fails=0;`;
    const pool = `upstream pool { ${server(first)} ${server(second)} }`;
    const nginx = await nginxWith({ DX0: 'http://pool' }, pool);
    return { nginx, taken, first };
  }

  /** Enough that either worker of nginx has begun its round with each of the servers. */
  const tries = Array.from({ length: 8 }, (_, index) => `order ${index}`);

  it('in the middle of a POST leaves it taken once, and says that it failed', async () => {
    const { nginx, taken } = await openPool((request) => request.socket.destroy());
    const statuses: number[] = [];
    for (const body of tries)
      statuses.push(
        (await ask(nginx.address, '/api/v1/fhir/tests', { method: 'POST', body })).status,
      );
    expect(new Set(statuses)).toEqual(new Set([200, 502]));
    const bodies = taken.map((line) => line.replace(/^\w+: POST /, ''));
    expect(bodies.sort()).toEqual([...tries].sort());
  });

  it('before it took anything leaves the POST to the other', async () => {
    const { nginx, taken, first } = await openPool(() => undefined);
    await first.close();
    for (const body of tries) {
      const { status } = await ask(nginx.address, '/api/v1/login', { method: 'POST', body });
      expect(status).toBe(200);
    }
    expect(taken).toEqual(tries.map((body) => `second: POST ${body}`));
  });

  it('while it reads leaves the reading to the other', async () => {
    const { nginx } = await openPool((request) => request.socket.destroy());
    const read = () => ask(nginx.address, '/api/v1/case');
    for (const answer of await Promise.all(tries.map(read))) expect(answer.body).toBe('done');
  });
});

describe('[SE4] no log tells', () => {
  const canaries = ['CANARY-token', 'CANARY-patient', 'CANARY-person'];
  const query = '?token=CANARY-token&search=CANARY-patient';
  const asked = {
    headers: [
      'Referer: http://site/?token=CANARY-token',
      'Authorization: Bearer CANARY-token',
      'User-Agent: CANARY-person',
    ],
  };

  const servers: Record<string, (request: IncomingMessage, response: ServerResponse) => void> = {
    'all goes well': (_request, response) => response.end('good'),
    'the back end dies': (request) => request.socket.destroy(),
    'the back end dies half-way': (request, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('half', () => request.socket.destroy());
    },
    'the back end is silent': () => undefined,
  };

  it.each(Object.keys(servers))('a token, a patient or a person while %s', async (name) => {
    const { address } = await upstream((request, response) => servers[name]?.(request, response));
    await expectNoTrace(address);
  });

  it('them while nothing listens', async () => {
    const gone = await serveUpstream(() => undefined);
    await gone.close();
    await expectNoTrace(gone.address);
    // Which nginx takes for grave, unlike a refused connection.
    await expectNoTrace('http://unix:/nowhere');
  });

  async function expectNoTrace(address: string): Promise<void> {
    const nginx = await nginxWith({
      ...{ DX0: address, AI_DOCTOR: address, SESSIONS: address, XIANS: address },
      ...{ API_TIMEOUT: '1s', STREAM_TIMEOUT: '1s', MAX_BODY: '1k' },
    });
    await tryEverything(nginx);
    const logs = nginx.logs();
    expect(canaries.filter((canary) => logs.includes(canary))).toEqual([]);
    expect(logs).toContain('"path":"/api/v1/ws"');
    expect(logs).toContain('"path":"/api/v1/ws/chat/"');
  }

  async function tryEverything({ address }: RunningNginx): Promise<void> {
    const paths = ['/', '/api/v1/case', '/openai/sessions', '/api/user/sse/events'];
    const lines = ['/api/v1/ws', '/api/v1/ws/chat/CANARY-person', '/ws/chat'];
    const large = 'CANARY-patient'.repeat(100);
    await Promise.all([
      ...paths.map((path) => ask(address, path + query, asked)),
      ...lines.map((path) =>
        ask(address, path + query, { headers: [...asked.headers, ...upgradeHeaders] }),
      ),
      ...[`CANARY-patient`, large].map((body) =>
        ask(address, `/api/v1/login${query}`, { ...asked, method: 'POST', body }),
      ),
      ask(address, `/%ZZ${query}`, asked),
      ask(address, `/${query}${'x'.repeat(20_000)}`, asked),
    ]);
  }
});
