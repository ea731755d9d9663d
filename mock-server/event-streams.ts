/**
 * Answers that do not end: every event stream (SSE) of the mock server.
 *
 * To faults each is a connection like a socket; only that nothing comes in on it, and that any close
 * is the end of the answer, which has no code. Its one law: a stream is in the list for as long as
 * its client listens.
 */
import type { ServerResponse } from 'node:http';
import { createConnection, type Connection, type Transport } from './connection.ts';
import type { Instruments } from './faults/instruments.ts';
import { createOutlet, type Outlet } from './faults/outlet.ts';
import type { Sink } from './faults/sink.ts';
import { isStrikeAtOpening } from './faults/strike.ts';
import type { Target } from './faults/target.ts';
import { tapWire } from './faults/wire.ts';

export interface EventStreams {
  /** Takes over an answer whose head is written. */
  open(response: ServerResponse, target: Target): Connection;
  outlets(): readonly Outlet[];
  endAll(): void;
}

export function createEventStreams(instruments: Instruments): EventStreams {
  const { armory, counts } = instruments;
  const open = new Map<ServerResponse, Outlet>();
  return {
    open(response, target) {
      const numbered = { ...target, connection: counts.opened() };
      const outlet = createOutlet(createStreamSink(response), numbered, instruments);
      open.set(response, outlet);
      response.on('close', () => open.delete(response));
      const connection = createConnection(transportOf(response), outlet, instruments);
      for (const { id, fault } of armory.fireAll(numbered, isStrikeAtOpening)) {
        outlet.strike(id, fault);
      }
      return connection;
    },
    outlets: () => [...open.values()],
    endAll() {
      for (const response of open.keys()) response.end();
    },
  };
}

function isOpen(response: ServerResponse): boolean {
  return !response.writableEnded && !response.destroyed;
}

function createStreamSink(response: ServerResponse): Sink {
  if (response.socket === null) throw new Error('The client is gone.');
  const { hold, release, slice } = tapWire(response.socket);
  return {
    get isOpen() {
      return isOpen(response);
    },
    write(frame, written) {
      response.write(frame, (error) => {
        // Node says null for none, whatever its types say.
        if (!(error instanceof Error)) written();
      });
    },
    close: () => void response.end(),
    terminate: () => void response.destroy(),
    ...{ hold, release, slice },
  };
}

function transportOf(response: ServerResponse): Transport {
  return {
    get isOpen() {
      return isOpen(response);
    },
    onMessage: () => undefined,
    onClose: (listener) => void response.on('close', listener),
  };
}
