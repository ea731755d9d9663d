/**
 * Clients for the tests of the mock server: real requests and real sockets on a free port.
 *
 * Its one law: nothing here knows what the right answer is.
 */
import { WebSocket } from 'ws';
import type { MockOptions } from './options.ts';
import { createMockServer, type MockServer } from './server.ts';

/** A server on a free port, without delays unless `options` says so. */
export async function startMock(options: Partial<MockOptions> = {}): Promise<MockServer> {
  const server = await createMockServer({ rate: 0, ...options });
  await server.listen(0);
  return server;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

export interface Request {
  readonly method?: string;
  /** Sent as JSON; a string is sent as it is. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A request to `path` under `/api/v1`. */
export function call(server: MockServer, path: string, request: Request = {}): Promise<Answer> {
  return callAt(server, `/api/v1${path}`, request);
}

/** A request to the whole of `path`. */
export async function callAt(
  server: MockServer,
  path: string,
  request: Request = {},
): Promise<Answer> {
  const { body, headers } = request;
  const method = request.method ?? (body === undefined ? 'GET' : 'POST');
  const response = await fetch(`${server.url}${path}`, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
  const parsed: unknown = isJson ? JSON.parse(text) : text;
  return { status: response.status, headers: response.headers, body: parsed };
}

export interface TokenPair {
  readonly access: string;
  readonly refresh: string;
}

export async function signIn(
  server: MockServer,
  username = 'nurse',
  path = '/login',
): Promise<TokenPair> {
  const { body } = await call(server, path, { body: { username, password: 'secret' } });
  return readTokenPair(body);
}

export function readTokenPair(body: unknown): TokenPair {
  const pair = body as { access_token: string; refresh_token: string };
  return { access: pair.access_token, refresh: pair.refresh_token };
}

export function bearer(token: string): Record<string, string> {
  return { authorization: `Bearer ${token}` };
}

export interface Frame {
  readonly reply?: string;
  readonly done?: boolean;
  readonly cost?: number;
  readonly total_spent?: number;
  readonly remaining_budget?: number;
  readonly ordered_tests?: readonly string[];
  readonly error?: string;
}

/** The socket's whole life as a client sees it. */
export interface Wire {
  readonly socket: WebSocket;
  /** Frames as they came, as text. */
  readonly texts: readonly string[];
  readonly closed: Promise<number>;
  send(payload: unknown): void;
  /** The next frame; an error when the socket closes instead. */
  nextText(): Promise<string>;
}

/** A Dx0 socket. */
export interface Line extends Omit<Wire, 'nextText'> {
  next(): Promise<Frame>;
  /** The last frame of the next reply, with the whole reply's text. */
  reply(): Promise<Frame>;
  ask(payload: unknown): Promise<Frame>;
}

export interface SocketQuery {
  readonly token?: string;
  readonly budget?: string;
  readonly case?: string;
}

/** Opens a Dx0 socket; rejects with `HTTP <status>` when the handshake is refused. */
export async function openLine(server: MockServer, query: SocketQuery = {}): Promise<Line> {
  const parameters = new URLSearchParams(Object.entries(query));
  const { nextText, ...wire } = await openWire(server, `/api/v1/ws?${parameters}`);
  const next = async (): Promise<Frame> => JSON.parse(await nextText()) as Frame;

  async function reply(): Promise<Frame> {
    let text = '';
    for (;;) {
      const frame = await next();
      text += frame.reply ?? '';
      if (frame.done === true) return { ...frame, reply: text };
      if (frame.error !== undefined) return frame;
    }
  }

  const ask = (payload: unknown): Promise<Frame> => {
    wire.send(payload);
    return reply();
  };
  return { ...wire, next, reply, ask };
}

/** Opens a socket of any back end; rejects with `HTTP <status>` when the handshake is refused. */
export async function openWire(server: MockServer, path: string): Promise<Wire> {
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}${path}`);
  // Listening starts before the socket is open, so that no early frame is missed.
  const wire = listenTo(socket);
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('unexpected-response', (_request, response) => {
      reject(new Error(`HTTP ${response.statusCode} ${response.headers['content-type']}`));
    });
    socket.once('error', reject);
  });
  return wire;
}

function listenTo(socket: WebSocket): Wire {
  const texts: string[] = [];
  let read = 0;
  let wake = (): void => undefined;
  const closed = new Promise<number>((resolve) => socket.once('close', resolve));
  void closed.then(() => wake());
  socket.on('message', (data: Buffer) => {
    texts.push(data.toString());
    wake();
  });
  socket.on('error', () => undefined);
  return {
    ...{ socket, texts, closed },
    send: (payload) => socket.send(typeof payload === 'string' ? payload : JSON.stringify(payload)),
    async nextText() {
      while (read === texts.length) {
        if (socket.readyState === WebSocket.CLOSED) throw new Error('The socket is closed.');
        await new Promise<void>((resolve) => (wake = resolve));
      }
      return texts[read++] ?? '';
    },
  };
}
