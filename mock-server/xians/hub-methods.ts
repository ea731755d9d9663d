/**
 * What a client can invoke on the hub.
 *
 * Its one law: a mistake in what is asked comes back as the event `Error`, while the invocation
 * itself completes as if all were well; only a method that is not there, or not so, fails.
 */
import type { Connection } from '../connection.ts';
import { mayActAs, type Caller } from './callers.ts';
import { isMessageType, saidOverHub, wireHubRequest } from './messages.ts';
import { eventOf } from './signalr.ts';
import { entryOf, NotTaken, takeMessage } from './turn.ts';
import { viewMessage } from './views.ts';
import { addressOf, type Xians } from './xians.ts';

interface Invocation {
  readonly xians: Xians;
  readonly connection: Connection;
  readonly caller: Caller;
}

interface Method {
  readonly takes: number;
  readonly run: (invocation: Invocation, given: readonly unknown[]) => void;
}

/** Something to be told to the caller. */
class Mistake extends Error {}

/** Returns why the invocation failed, if it did. */
export function invoke(
  invocation: Invocation,
  target: string,
  given: readonly unknown[],
): string | undefined {
  const method = methods.get(target.toLowerCase());
  if (method === undefined) return `Unknown hub method '${target}'`;
  if (given.length !== method.takes) {
    const count = `Invocation provides ${given.length} argument(s) but target expects ${method.takes}.`;
    return `Failed to invoke '${target}' due to an error on the server. InvalidDataException: ${count}`;
  }
  try {
    method.run(invocation, given);
  } catch (error) {
    if (!(error instanceof Mistake)) throw error;
    invocation.connection.send(eventOf('Error')(JSON.stringify(error.message)));
  }
  return undefined;
}

const methods = new Map<string, Method>([
  [
    'subscribetoagent',
    { takes: 3, run: (invocation, given) => subscribe(invocation, given, true) },
  ],
  [
    'unsubscribefromagent',
    { takes: 3, run: (invocation, given) => subscribe(invocation, given, false) },
  ],
  ['sendinboundmessage', { takes: 2, run: sendInboundMessage }],
  ['getthreadhistory', { takes: 4, run: readHistory }],
  ['getscopedthreadhistory', { takes: 5, run: readHistory }],
  ['deletethread', { takes: 2, run: deleteThread }],
]);

function subscribe(
  { xians, connection, caller }: Invocation,
  [workflow, participantId, tenantId]: readonly unknown[],
  on: boolean,
): void {
  const address = addressOf(caller, name(workflow, 'Workflow'), participant(caller, participantId));
  if (name(tenantId, 'TenantId') !== caller.tenantId) {
    throw new Mistake('Access denied - invalid tenant');
  }
  if (on) xians.feed.subscribe(connection, address);
  else xians.feed.unsubscribe(connection, address);
}

function sendInboundMessage(
  { xians, connection, caller }: Invocation,
  [given, messageType]: readonly unknown[],
): void {
  const { success, data: request } = wireHubRequest.safeParse(given);
  if (!success) throw new Mistake('Invalid request data');
  if (!isMessageType(messageType)) {
    throw new Mistake('Invalid message type. Valid types are: Chat, Data');
  }
  const { workflow } = request;
  const address = addressOf(caller, workflow, participant(caller, request.participantId));
  const message = { address, said: saidOverHub(request, messageType) };
  const reply = connection.take(entryOf(message));
  try {
    const { threadId } = takeMessage(xians, { ...message, caller, asker: { connection, reply } });
    reply.send(JSON.stringify(threadId), eventOf('InboundProcessed'));
  } catch (error) {
    if (!(error instanceof NotTaken)) throw error;
    reply.end(JSON.stringify(`Failed to process message: ${error.message}`), eventOf('Error'));
  }
}

function readHistory(
  { xians, connection, caller }: Invocation,
  [workflow, participantId, page, pageSize, scope = null]: readonly unknown[],
): void {
  const address = addressOf(caller, name(workflow, 'Workflow'), participant(caller, participantId));
  if (typeof page !== 'number' || page < 0) throw new Mistake('Page must be non-negative');
  if (typeof pageSize !== 'number' || pageSize <= 1 || pageSize > 1000) {
    throw new Mistake('PageSize must be between 1 and 1000');
  }
  const within = typeof scope === 'string' && scope !== '' ? scope : null;
  const { threads, context } = xians;
  const isNone = page === 0 && context.mode() === 'real';
  const messages = threads.page(address, Math.max(1, page), pageSize, within);
  const views = messages.map((message) => viewMessage(message, context.mode()));
  connection.send(eventOf('ThreadHistory')(JSON.stringify(isNone ? null : views)));
}

function deleteThread(
  { xians, connection, caller }: Invocation,
  [workflow, participantId]: readonly unknown[],
): void {
  const address = addressOf(caller, name(workflow, 'Workflow'), participant(caller, participantId));
  if (!xians.threads.remove(address)) throw new Mistake('Thread not found');
  connection.send(eventOf('ThreadDeleted')('true'));
}

function name(value: unknown, what: string): string {
  if (typeof value === 'string' && value.trim() !== '') return value;
  throw new Mistake(`${what} parameter is required`);
}

function participant(caller: Caller, value: unknown): string {
  const participantId = name(value, 'ParticipantId');
  if (mayActAs(caller, participantId)) return participantId;
  throw new Mistake('Access denied - participant does not match the authenticated user');
}
