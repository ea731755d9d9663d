/**
 * A bad network on demand: TCP between a client and a server, late, slow, cut to bytes, torn off.
 *
 * It knows nothing of what it carries. Its one law: what it hands on is in order and without a gap
 * up to where a line is torn off, as TCP has it.
 */
import type { AddressInfo, Socket } from 'node:net';
import { connect, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Toxins {
  /** Milliseconds that every piece arrives late, either way, and how much that varies. */
  readonly latency: number;
  readonly jitter: number;
  /** Bytes a second towards the client. */
  readonly bandwidth: number;
  /** How many bytes are written at once towards the client. */
  readonly slice: number;
  /** Which share of connections is torn off, from 0 to 1, after at most `resetWithin` bytes. */
  readonly resets: number;
  readonly resetWithin: number;
}

export interface ToxicProxy {
  /** The address of the server, through the proxy. */
  readonly url: string;
  /** How many connections were made, and how many of them torn off. */
  readonly connections: number;
  readonly resets: number;
  close(): Promise<void>;
}

const pure: Toxins = {
  latency: 0,
  jitter: 0,
  bandwidth: Infinity,
  slice: Infinity,
  resets: 0,
  resetWithin: 4_000,
};

/** @param random a number from 0 up to 1; decides, in the order of connections, which are torn off */
export async function openToxicProxy(
  target: string,
  toxins: Partial<Toxins>,
  random: () => number = Math.random,
): Promise<ToxicProxy> {
  const { hostname, port } = new URL(target);
  const line = { ...pure, ...toxins };
  const open = new Set<Socket>();
  let connections = 0;
  let resets = 0;
  const server = createServer((client) => {
    connections++;
    const upstream = connect(Number(port), hostname);
    const allowance = random() < line.resets ? Math.ceil(random() * line.resetWithin) : Infinity;
    for (const socket of [client, upstream]) {
      socket.setNoDelay(true).on('error', () => undefined);
      open.add(socket.on('close', () => open.delete(socket)));
    }
    const tear = () => {
      resets++;
      client.resetAndDestroy();
      upstream.destroy();
    };
    void carry(client, upstream, { ...line, slice: Infinity, bandwidth: Infinity });
    void carry(upstream, client, line, { bytes: allowance, tear });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get connections() {
      return connections;
    },
    get resets() {
      return resets;
    },
    close() {
      for (const socket of open) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

interface Limit {
  readonly bytes: number;
  readonly tear: () => void;
}

const limitless: Limit = { bytes: Infinity, tear: () => undefined };

/** Carries everything that `from` says to `to`; each piece leaves when it is due and not before the last. */
async function carry(
  from: Socket,
  to: Socket,
  { latency, jitter, bandwidth, slice }: Toxins,
  { bytes, tear }: Limit = limitless,
): Promise<void> {
  /** `null`: the end. */
  const arrived: { piece: Buffer | null; due: number }[] = [];
  let wake = (): void => undefined;
  const hear = (piece: Buffer | null) => {
    const due = performance.now() + latency + (2 * Math.random() - 1) * jitter;
    arrived.push({ piece, due });
    wake();
  };
  from.on('data', hear).on('close', () => hear(null));
  let left = bytes;
  for (;;) {
    const next = arrived.shift();
    if (!next) {
      await new Promise<void>((resolve) => (wake = resolve));
      continue;
    }
    const wait = next.due - performance.now();
    if (wait > 0) await sleep(wait);
    if (!next.piece) break;
    const isHeard = await write(to, next.piece.subarray(0, left), { bandwidth, slice });
    left -= next.piece.length;
    if (isHeard && left <= 0) return tear();
    if (!isHeard) break;
  }
  to.end();
}

/** The shortest time a timer keeps to, in milliseconds. */
const tick = 5;

/** @returns whether the other end still listens */
async function write(
  to: Socket,
  piece: Buffer,
  { bandwidth, slice }: Pick<Toxins, 'bandwidth' | 'slice'>,
): Promise<boolean> {
  const perTick = Math.max(1, Math.floor((bandwidth * tick) / 1000));
  const atOnce = Math.min(slice, perTick);
  let sinceTick = 0;
  for (let at = 0; at < piece.length && to.writable; at += atOnce) {
    to.write(piece.subarray(at, at + atOnce));
    sinceTick += atOnce;
    if (sinceTick < perTick) await new Promise((resolve) => setImmediate(resolve));
    else await sleep(tick);
    sinceTick %= perTick;
  }
  return to.writable;
}
