/**
 * How ASP.NET looks from outside, and who may pass.
 *
 * Its one law: a refusal without a word has no body at all.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from './callers.ts';
import type { Xians } from './xians.ts';

/** What is said becomes JSON: a sentence alone, or an object. */
export class Refusal extends Error {
  readonly status: number;
  readonly said: string | object | undefined;

  constructor(status: number, said: string | object | undefined) {
    super(`HTTP ${status}`);
    this.status = status;
    this.said = said;
  }
}

export function urlOf({ url }: FastifyRequest): URL {
  return new URL(url, 'http://mock');
}

/** Asks every request of `app` who it is from; returns how to know. */
export function guard(app: FastifyInstance, xians: Xians): (request: FastifyRequest) => Caller {
  const callers = new WeakMap<FastifyRequest, Caller>();
  openToOtherOrigins(app);
  takeJson(app);
  app.setErrorHandler((error, _request, reply) => {
    if (error instanceof Refusal) return refuse(reply, error);
    throw error;
  });
  app.addHook('preParsing', async (request, reply) => {
    const caller = await xians.callers.identify(urlOf(request).searchParams, request.headers);
    if (caller === undefined) throw new Refusal(401, undefined);
    callers.set(request, caller);
    const wait = xians.limit.admit(caller);
    if (wait === undefined) return;
    reply.header('retry-after', wait);
    throw new Refusal(429, {
      error: 'Too many requests',
      message: 'Rate limit exceeded. Please try again later.',
      retryAfter: wait,
    });
  });
  return (request) => {
    const caller = callers.get(request);
    if (caller === undefined) throw new Error('The request was not guarded.');
    return caller;
  };
}

function refuse(reply: FastifyReply, { status, said }: Refusal): FastifyReply {
  reply.code(status);
  if (said === undefined) return reply.send('');
  return sendJson(reply, said);
}

/** Also what is a sentence alone, which Fastify would send as it is. */
export function sendJson(reply: FastifyReply, said: unknown): FastifyReply {
  return reply.type('application/json; charset=utf-8').send(JSON.stringify(said));
}

/** The SDK in a page of another origin sends cookies along, so the origin has to be named. */
function openToOtherOrigins(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    const { origin, 'access-control-request-headers': wanted } = request.headers;
    if (origin === undefined) return;
    reply.header('access-control-allow-origin', origin);
    reply.header('access-control-allow-credentials', 'true');
    if (request.method !== 'OPTIONS') return;
    await reply
      .code(204)
      .header('access-control-allow-methods', 'GET,POST,DELETE')
      .header('access-control-allow-headers', wanted ?? '')
      .send();
  });
}

function takeJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, ({ headers }, text: string, done) => {
    if (text === '') return done(null, undefined);
    if (!/^application\/json\b/i.test(headers['content-type'] ?? '')) {
      return done(new Refusal(415, undefined));
    }
    try {
      done(null, JSON.parse(text));
    } catch {
      done(new Refusal(400, undefined));
    }
  });
}
