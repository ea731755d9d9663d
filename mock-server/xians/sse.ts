/**
 * The event stream at `/api/user/sse/events`.
 *
 * Events have neither id nor retry, so that nothing can be made up for after a drop. Its one law: the
 * first event says `connected`, and from then on one sign of life follows another, whatever else comes.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { mayActAs, type Caller } from './callers.ts';
import { streamEventOf } from './feed.ts';
import { Refusal, urlOf } from './guard.ts';
import { instant } from './views.ts';
import { addressOf, type Xians } from './xians.ts';

const path = '/api/user/sse/events';

export function registerEvents(
  app: FastifyInstance,
  xians: Xians,
  callerOf: (request: FastifyRequest) => Caller,
): void {
  const { context, feed, timers } = xians;
  app.get(path, (request, reply) => {
    const query = urlOf(request).searchParams;
    const { address, scope } = readStream(query, callerOf(request));
    reply.hijack();
    const { origin } = request.headers;
    reply.raw.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-cache',
      connection: 'keep-alive',
      'access-control-allow-origin': origin ?? '*',
      ...(origin === undefined ? {} : { 'access-control-allow-credentials': 'true' }),
    });
    reply.raw.flushHeaders();
    const connection = context.streams.open(reply.raw, { backEnd: 'xians', path, method: 'GET' });
    const say = (event: string, data: object): void =>
      connection.send(streamEventOf(event)(JSON.stringify(data)));
    const { tenantId, workflow, participantId } = address;
    say('connected', {
      message: 'Connected to message stream',
      ...{ workflowId: `${tenantId}:${workflow}`, participantId, tenantId },
      timestamp: instant(context.now()),
    });
    feed.listen({ ...address, scope, connection });
    const stop = timers.every(1000 * heartbeatSeconds(query), () =>
      say('heartbeat', { timestamp: instant(context.now()), subscriberCount: feed.listeners() }),
    );
    connection.onClose(stop);
  });
}

function readStream(query: URLSearchParams, caller: Caller) {
  const workflow = query.get('workflow') ?? '';
  const participantId = query.get('participantId') ?? '';
  if (workflow === '' || participantId === '') {
    throw new Refusal(400, 'Workflow and participantId are required parameters');
  }
  if (!mayActAs(caller, participantId)) throw new Refusal(403, undefined);
  const scope = query.get('scope') ?? '';
  const address = addressOf(caller, workflow, participantId);
  return { address, scope: scope === '' ? null : scope };
}

/** From 1 to 300, 5 unless said. */
function heartbeatSeconds(query: URLSearchParams): number {
  const asked = Number(query.get('heartbeatSeconds') ?? 5);
  return Math.min(300, Math.max(1, Number.isFinite(asked) ? asked : 5));
}
