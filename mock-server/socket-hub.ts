/**
 * Every WebSocket of the mock server: finds the back end for an upgrade, and can end them all.
 *
 * Owns the one WebSocketServer (without a port of its own). Its one law: a back end decides on a
 * handshake before anything is accepted, and `accept` calls back in the same tick as the socket
 * opens, because a listener attached any later would miss a message sent together with the upgrade.
 */
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';

/** A client asking to become a WebSocket. Exactly one of `accept` and `refuse` is to be called. */
export interface Handshake {
  readonly url: URL;
  readonly request: IncomingMessage;
  accept(opened: (socket: WebSocket) => void): void;
  /** Answers with a plain HTTP status instead, and closes. */
  refuse(status: number, contentType: string, body: string): void;
}

export interface SocketRoute {
  matches(path: string): boolean;
  handshake(handshake: Handshake): void | Promise<void>;
}

export interface SocketHub {
  /** Closes every socket with `code`, and cuts off those that do not answer. */
  closeAll(code: number): Promise<void>;
}

/** The largest frame taken, as uvicorn has it by default. */
const maxPayload = 16 * 1024 * 1024;
/** How long a client has to answer a close frame, in milliseconds. */
const closeGrace = 200;

export function createSocketHub(server: Server, routes: readonly SocketRoute[]): SocketHub {
  const sockets = new WebSocketServer({ noServer: true, maxPayload });
  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    // A client that goes away in mid-handshake must not take the process down.
    stream.on('error', () => stream.destroy());
    const handshake = createHandshake(sockets, request, stream, head);
    const route = routes.find((candidate) => candidate.matches(handshake.url.pathname));
    if (route === undefined) handshake.refuse(403, 'text/plain', '');
    else void route.handshake(handshake);
  });
  return { closeAll: (code) => closeAll(sockets, code) };
}

function createHandshake(
  sockets: WebSocketServer,
  request: IncomingMessage,
  stream: Duplex,
  head: Buffer,
): Handshake {
  return {
    request,
    url: readUrl(request.url),
    accept(opened) {
      sockets.handleUpgrade(request, stream, head, (socket) => {
        // A malformed frame closes the socket; there is nobody to tell.
        socket.on('error', () => socket.terminate());
        opened(socket);
      });
    },
    refuse(status, contentType, body) {
      stream.end(
        `HTTP/1.1 ${status} ${status === 404 ? 'Not Found' : 'Forbidden'}\r\n` +
          `content-type: ${contentType}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n` +
          `connection: close\r\n\r\n${body}`,
      );
    },
  };
}

/** A request line can carry anything; what is no address matches no route. */
function readUrl(target = '/'): URL {
  const base = 'http://mock';
  return new URL(URL.canParse(target, base) ? target : '/', base);
}

async function closeAll(sockets: WebSocketServer, code: number): Promise<void> {
  const ended = [...sockets.clients].map((socket) => closeSocket(socket, code));
  await Promise.all(ended);
}

function closeSocket(socket: WebSocket, code: number): Promise<void> {
  return new Promise((resolve) => {
    const cutOff = setTimeout(() => socket.terminate(), closeGrace);
    socket.once('close', () => {
      clearTimeout(cutOff);
      resolve();
    });
    socket.close(code);
  });
}
