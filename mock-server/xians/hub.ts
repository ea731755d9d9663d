/**
 * One hub connection at `/ws/chat`: handshake, signs of life, invocations.
 *
 * Its one law: nothing is invoked before the handshake, and each invocation is completed once, after
 * the events that it brought.
 */
import * as z from 'zod/mini';
import type { Connection } from '../connection.ts';
import type { Handshake, SocketRoute } from '../handshake.ts';
import type { Caller } from './callers.ts';
import { invoke } from './hub-methods.ts';
import {
  acceptedRecord,
  closeRecord,
  completion,
  createRecordReader,
  pingRecord,
  record,
} from './signalr.ts';
import type { Xians } from './xians.ts';

/** How often the hub gives a sign of life, and how long it waits for one, in milliseconds. */
const pingInterval = 15_000;
const clientTimeout = 30_000;
/** The largest record taken, in bytes. */
const recordLimit = 32 * 1024;

const wireHandshake = z.object({ protocol: z.string(), version: z.number() });
const wireRecord = z.object({
  type: z.number(),
  invocationId: z.optional(z.string()),
  target: z.optional(z.string()),
  arguments: z.optional(z.array(z.unknown())),
});

export function createHubRoute(xians: Xians): SocketRoute {
  return {
    matches: (path) => path === '/ws/chat',
    async handshake({ url, request, accept, refuse }: Handshake) {
      const caller = await xians.callers.identify(url.searchParams, request.headers);
      if (caller === undefined) return refuse(401, 'text/plain', '');
      const ticket = url.searchParams.get('id');
      if (ticket !== null && !xians.tickets.delete(ticket)) {
        return refuse(404, 'text/plain', 'No Connection with that ID');
      }
      accept((connection) => serveHub(xians, connection, caller));
    },
  };
}

export function serveHub(xians: Xians, connection: Connection, caller: Caller): void {
  const reader = createRecordReader();
  let isShaken = false;
  let forgetSilence = watchForSilence(xians, connection);

  function shakeHands(text: string): void {
    const { success, data } = wireHandshake.safeParse(parse(text));
    if (success && data.protocol === 'json') {
      isShaken = true;
      return connection.send(acceptedRecord);
    }
    const protocol = success ? data.protocol : '';
    connection.send(record({ error: `The protocol '${protocol}' is not supported.` }));
    connection.close(1000);
  }

  function take(text: string): void {
    if (Buffer.byteLength(text) > recordLimit) return refuseSize(connection);
    if (!isShaken) return shakeHands(text);
    const { success, data } = wireRecord.safeParse(parse(text));
    if (!success) return closeWithError(connection, 'InvalidDataException: Error reading JSON.');
    if (data.type === 7) return connection.close(1000);
    if (data.type === 1) runInvocation(xians, connection, caller, data);
  }

  const stopPings = xians.timers.every(pingInterval, () => connection.send(pingRecord));
  connection.onClose(() => {
    stopPings();
    forgetSilence();
  });
  connection.onMessage((data) => {
    forgetSilence();
    forgetSilence = watchForSilence(xians, connection);
    for (const text of reader.read(data.toString())) if (connection.isOpen) take(text);
    if (reader.pending > recordLimit) refuseSize(connection);
  });
}

function runInvocation(
  xians: Xians,
  connection: Connection,
  caller: Caller,
  { target = '', arguments: given = [], invocationId }: z.infer<typeof wireRecord>,
): void {
  const error = invoke({ xians, connection, caller }, target, given);
  if (invocationId !== undefined) connection.send(completion(invocationId, error));
}

function watchForSilence({ timers }: Xians, connection: Connection): () => void {
  return timers.after(clientTimeout, () => connection.terminate());
}

function refuseSize(connection: Connection): void {
  const limit = `The maximum message size of ${recordLimit}B was exceeded.`;
  closeWithError(
    connection,
    `InvalidDataException: ${limit} The message size can be configured in AddHubOptions.`,
  );
}

/** A client that is told so does not reconnect by itself: the hub does not allow it. */
function closeWithError(connection: Connection, cause: string): void {
  connection.send(closeRecord(`Connection closed with an error. ${cause}`));
  connection.close(1000);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
