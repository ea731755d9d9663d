/**
 * The REST routes under `/api/user/rest`, and the hub's `negotiate`.
 *
 * Its one law: whoever is not known gets a status and no word; whoever is gets a word about what was
 * wrong, in one of the three forms that running servers use.
 */
import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { mayActAs, type Caller } from './callers.ts';
import { Refusal, sendJson, urlOf } from './guard.ts';
import { isMessageType, saidOverRest } from './messages.ts';
import type { Address, KeptMessage, Said } from './threads.ts';
import { entryOf, NotTaken, takeMessage } from './turn.ts';
import { viewAnswer, viewMessage } from './views.ts';
import { addressOf, type Xians } from './xians.ts';

export function registerRest(
  app: FastifyInstance,
  xians: Xians,
  callerOf: (request: FastifyRequest) => Caller,
): void {
  const asked = (request: FastifyRequest): Asked => ask(request, callerOf(request));
  app.post('/ws/chat/negotiate', (request) => negotiate(xians, urlOf(request).searchParams));
  app.post('/api/user/rest/send', (request, reply) => {
    const { threadId } = take(xians, readMessage(asked(request), request.body));
    return sendJson(reply, threadId);
  });
  app.post('/api/user/rest/converse', (request) => converse(xians, asked(request), request.body));
  app.get('/api/user/rest/history', (request) => readHistory(xians, asked(request)));
  app.delete('/api/user/rest/thread', (request, reply) => {
    if (!xians.threads.remove(asked(request).address)) {
      throw new Refusal(404, { error: 'Thread not found' });
    }
    return sendJson(reply, true);
  });
}

interface Asked {
  readonly caller: Caller;
  readonly address: Address;
  readonly query: URLSearchParams;
}

interface Message extends Asked {
  readonly said: Said;
}

function negotiate({ tickets }: Xians, query: URLSearchParams): object {
  const [connectionId, connectionToken] = [randomUUID(), randomUUID()];
  const isOld = (query.get('negotiateVersion') ?? '0') === '0';
  tickets.add(isOld ? connectionId : connectionToken);
  const transport = { transport: 'WebSockets', transferFormats: ['Text', 'Binary'] };
  return {
    negotiateVersion: isOld ? 0 : 1,
    connectionId,
    ...(isOld ? {} : { connectionToken }),
    availableTransports: [transport],
  };
}

/** A person who is not named is whoever asks. */
function ask(request: FastifyRequest, caller: Caller): Asked {
  const query = urlOf(request).searchParams;
  const workflow = query.get('workflow') ?? '';
  if (workflow === '') throw new Refusal(400, 'WorkflowId is required.');
  const named = query.get('participantId') ?? '';
  const participantId = (named === '' ? (caller.user ?? '') : named).toLowerCase();
  if (participantId === '') throw new Refusal(400, 'ParticipantId is required.');
  if (!mayActAs(caller, participantId)) throw new Refusal(403, undefined);
  return { caller, query, address: addressOf(caller, workflow, participantId) };
}

function readMessage(asked: Asked, body: unknown): Message {
  const type = asked.query.get('type') ?? '';
  if (type === '') throw new Refusal(400, 'Message type is required.');
  if (!isMessageType(type)) throw new Refusal(400, 'Invalid message type specified.');
  return { ...asked, said: saidOverRest(asked.query, body, type) };
}

function take(xians: Xians, message: Message): KeptMessage {
  const { ledger } = xians.context;
  const receipt = ledger.take({ ...entryOf(message), backEnd: 'xians', connection: 0 });
  try {
    return takeMessage(xians, message, receipt);
  } catch (error) {
    if (!(error instanceof NotTaken)) throw error;
    receipt.finish();
    throw new Refusal(500, { error: `Failed to process message: ${error.message}` });
  }
}

async function converse(xians: Xians, asked: Asked, body: unknown): Promise<unknown> {
  const seconds = Number(asked.query.get('timeoutSeconds') ?? 60);
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > 600) {
    throw new Refusal(400, 'Timeout must be between 1 and 600 seconds.');
  }
  const message = readMessage(asked, body);
  const requestId = message.said.requestId ?? randomUUID();
  const answer = waitForAnswer(xians, requestId, seconds);
  try {
    take(xians, { ...message, said: { ...message.said, requestId } });
  } catch (error) {
    answer.giveUp();
    throw error;
  }
  const found = await answer.found;
  if (found === undefined) {
    throw new Refusal(408, { message: 'Request timed out waiting for response' });
  }
  const mode = xians.context.mode();
  return mode === 'real' ? viewAnswer(found) : [viewMessage(found, mode)];
}

function waitForAnswer({ waiting, timers }: Xians, requestId: string, seconds: number) {
  let settle: (answer: KeptMessage | undefined) => void = () => undefined;
  const found = new Promise<KeptMessage | undefined>((resolve) => (settle = resolve));
  const callOff = timers.after(seconds * 1000, () => done(undefined));
  function done(answer: KeptMessage | undefined): void {
    callOff();
    waiting.delete(requestId);
    settle(answer);
  }
  waiting.set(requestId, done);
  return { found, giveUp: () => done(undefined) };
}

function readHistory({ threads, context }: Xians, { address, query }: Asked) {
  const page = Number(query.get('page') ?? 1);
  const size = Number(query.get('pageSize') ?? 50);
  const isNumber = Number.isInteger(page) && Number.isInteger(size) && size >= 1;
  const first = context.mode() === 'real' ? 1 : 0;
  if (!isNumber || page < first) {
    throw new Refusal(400, { error: 'Page and page size must be greater than zero' });
  }
  const scope = query.get('scope') ?? '';
  const messages = threads.page(address, Math.max(1, page), size, scope === '' ? null : scope);
  return messages.map((message) => viewMessage(message, context.mode()));
}
