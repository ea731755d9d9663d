/**
 * The moment before a connection: a client asks, a back end accepts or refuses.
 *
 * Its one law: until one of the two has happened nothing is written to the client.
 */
import { STATUS_CODES, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Connection } from './connection.ts';

/** A client asking to become a WebSocket. Exactly one of `accept` and `refuse` is to be called. */
export interface Handshake {
  readonly url: URL;
  readonly request: IncomingMessage;
  accept(opened: (connection: Connection) => void): void;
  /** Answers with a plain HTTP status instead, and closes. */
  refuse(status: number, contentType: string, body: string): void;
}

export interface SocketRoute {
  matches(path: string): boolean;
  handshake(handshake: Handshake): void | Promise<void>;
}

export interface Refusal {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  readonly retryAfter?: number | string | undefined;
}

export function writeRefusal(stream: Duplex, refusal: Refusal): void {
  const { status, contentType, body, retryAfter } = refusal;
  const wait = retryAfter === undefined ? '' : `retry-after: ${retryAfter}\r\n`;
  stream.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n` +
      `content-type: ${contentType}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n` +
      `${wait}connection: close\r\n\r\n${body}`,
  );
}

/** A request line can carry anything; what is no address matches no route. */
export function readUrl(target = '/'): URL {
  const base = 'http://mock';
  return new URL(URL.canParse(target, base) ? target : '/', base);
}
