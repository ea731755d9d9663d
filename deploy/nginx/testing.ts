/**
 * What the tests of the proxy share: a small site on disk, servers behind it that do as they are told,
 * and requests written by hand, since a polite client would not send what some of them are about.
 */
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { RequestListener, Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder with these files, apart from every other test's. */
export function writeSite(files: Readonly<Record<string, string>>): {
  folder: string;
  remove: () => void;
} {
  const folder = mkdtempSync(join(tmpdir(), 'bedside-site-'));
  chmodSync(folder, 0o755);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export interface Upstream {
  readonly server: Server;
  readonly address: string;
  close(): Promise<void>;
}

/** A server of a back end. */
export async function serveUpstream(answer: RequestListener): Promise<Upstream> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    server,
    address: `http://127.0.0.1:${port}`,
    async close() {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

export interface Answer {
  readonly status: number;
  /** As they came, doubles included, names in lower case. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

interface Asked {
  readonly method?: string;
  readonly headers?: readonly string[];
  readonly body?: string;
}

/** One request on a connection of its own. */
export function ask(
  address: string,
  path: string,
  { method = 'GET', headers = [], body = '' }: Asked = {},
): Promise<Answer> {
  const head = [`${method} ${path} HTTP/1.1`, 'Host: site', ...headers];
  if (!headers.some((header) => header.startsWith('Connection:'))) head.push('Connection: close');
  if (body !== '') head.push(`Content-Length: ${Buffer.byteLength(body)}`);
  return write(address, `${head.join('\r\n')}\r\n\r\n${body}`);
}

/** As it stands, and what came back. */
export async function write(address: string, text: string): Promise<Answer> {
  const socket = connect(Number(new URL(address).port), '127.0.0.1');
  let came = '';
  const done = new Promise<void>((resolve, reject) => {
    socket.on('data', (data: Buffer) => {
      came += data.toString('latin1');
      if (came.startsWith('HTTP/1.1 101') && came.includes('\r\n\r\n')) resolve();
    });
    socket.once('end', resolve);
    // A server that has answered may close before it has read everything.
    socket.once('error', (error) => (came === '' ? reject(error) : resolve()));
  });
  socket.write(text);
  await done;
  socket.destroy();
  return parse(came);
}

function parse(text: string): Answer {
  const end = text.indexOf('\r\n\r\n');
  const [start = '', ...lines] = text.slice(0, end).split('\r\n');
  const headers = lines.map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
  });
  return { status: Number(start.split(' ')[1]), headers, body: text.slice(end + 4) };
}

/** All values of a header, in order. */
export const valuesOf = ({ headers }: Answer, name: string): string[] =>
  headers.filter((header) => header[0] === name).map((header) => header[1]);

/** Of a client that leaves when the answer is another than yes. */
export const upgradeHeaders = [
  'Connection: Upgrade, close',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
];
