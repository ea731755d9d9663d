/**
 * Every WebSocket of the mock server: finds the back end for an upgrade, and can end them all.
 *
 * Owns the one WebSocketServer (without a port of its own). Its one law: a back end decides on a
 * handshake before anything is accepted, and `accept` calls back in the same tick as the socket
 * opens, because a listener attached any later would miss a message sent together with the upgrade.
 */
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import type { MockBackend } from './backend.ts';
import { createConnection, type Connection, type Transport } from './connection.ts';
import type { Instruments } from './faults/instruments.ts';
import { createOutlet, type Outlet } from './faults/outlet.ts';
import { createSocketSink } from './faults/sink.ts';
import type { Fault, FaultOf } from './faults/spec.ts';
import { isStrikeAtOpening } from './faults/strike.ts';
import type { Target } from './faults/target.ts';
import { readUrl, writeRefusal, type Handshake, type SocketRoute } from './handshake.ts';

export interface SocketHub {
  /** Closes every socket with `code`, and cuts off those that do not answer. */
  closeAll(code: number | 'terminate'): Promise<void>;
  /** The ways out of all connections that are open. */
  outlets(): readonly Outlet[];
}

interface Upgrade {
  readonly request: IncomingMessage;
  readonly stream: Duplex;
  readonly head: Buffer;
  readonly target: Target;
}

/** The largest frame taken, as uvicorn has it by default. */
const maxPayload = 16 * 1024 * 1024;
/** How long a client has to answer a close frame, in milliseconds. */
const closeGrace = 200;

export function createSocketHub(
  server: Server,
  backends: readonly MockBackend[],
  instruments: Instruments,
): SocketHub {
  const { armory, counts } = instruments;
  const sockets = new WebSocketServer({ noServer: true, maxPayload });
  const outlets = new Map<WebSocket, Outlet>();
  /** Upgrades that are not decided on yet, or that a fault leaves without a decision. */
  const undecided = new Set<Duplex>();

  function open({ stream, target }: Upgrade, socket: WebSocket): [Connection, Outlet] {
    // A malformed frame closes the socket; there is nobody to tell.
    socket.on('error', () => socket.terminate());
    const sink = createSocketSink(socket, stream);
    const outlet = createOutlet(sink, { ...target, connection: counts.opened() }, instruments);
    outlets.set(socket, outlet);
    socket.on('close', () => outlets.delete(socket));
    return [createConnection(transportOf(socket), outlet, instruments), outlet];
  }

  function createHandshake(upgrade: Upgrade): Handshake {
    const { request, stream, head } = upgrade;
    return {
      request,
      url: readUrl(request.url),
      accept(accepted) {
        undecided.delete(stream);
        sockets.handleUpgrade(request, stream, head, (socket) => {
          const [connection, outlet] = open(upgrade, socket);
          accepted(connection);
          for (const { id, fault } of armory.fireAll(outlet.target, isStrikeAtOpening)) {
            outlet.strike(id, fault);
          }
        });
      },
      refuse(status, contentType, body) {
        counts.refused();
        undecided.delete(stream);
        writeRefusal(stream, { status, contentType, body });
      },
    };
  }

  function refuseByFault({ status, retryAfter }: FaultOf<'refuse-handshake'>, stream: Duplex) {
    counts.refused();
    if (status === 'destroy') stream.destroy();
    else if (status !== 'hang') {
      writeRefusal(stream, { status, contentType: 'text/plain', body: '', retryAfter });
    }
  }

  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    // A client that goes away in mid-handshake must not take the process down.
    stream.on('error', () => stream.destroy());
    stream.on('close', () => undecided.delete(stream));
    undecided.add(stream);
    const path = readUrl(request.url).pathname;
    const found = findRoute(backends, path);
    const target = { backEnd: found?.backEnd ?? '', path };
    const fault = armory.fireOne(target, isRefusal)?.fault;
    if (fault !== undefined) return refuseByFault(fault, stream);
    const handshake = createHandshake({ request, stream, head, target });
    if (found === undefined) handshake.refuse(403, 'text/plain', '');
    else void found.route.handshake(handshake);
  });

  return {
    async closeAll(code) {
      await Promise.all([...sockets.clients].map((socket) => closeSocket(socket, code)));
      for (const stream of undecided) stream.destroy();
    },
    outlets: () => [...outlets.values()],
  };
}

const isRefusal = (fault: Fault): fault is FaultOf<'refuse-handshake'> =>
  fault.kind === 'refuse-handshake';

function findRoute(
  backends: readonly MockBackend[],
  path: string,
): { backEnd: string; route: SocketRoute } | undefined {
  for (const { name, sockets } of backends) {
    const route = sockets.find((candidate) => candidate.matches(path));
    if (route !== undefined) return { backEnd: name, route };
  }
  return undefined;
}

function transportOf(socket: WebSocket): Transport {
  return {
    get isOpen() {
      return socket.readyState === WebSocket.OPEN;
    },
    // `ws` hands over one Buffer a message unless told otherwise.
    onMessage: (listener) => void socket.on('message', listener),
    onClose: (listener) => void socket.on('close', listener),
  };
}

function closeSocket(socket: WebSocket, code: number | 'terminate'): Promise<void> {
  return new Promise((resolve) => {
    const cutOff = setTimeout(() => socket.terminate(), closeGrace);
    socket.once('close', () => {
      clearTimeout(cutOff);
      resolve();
    });
    if (code === 'terminate') socket.terminate();
    else socket.close(code);
  });
}
