/**
 * The Dx0 back end of the mock server: REST under `/api/v1`, one WebSocket at `/api/v1/ws`.
 *
 * Owns how FastAPI looks from outside: bodies taken as text, `{"detail": …}` for every refusal, 405
 * with `allow` for a wrong method, no CORS. Its one law: what is said in `documented` mode but not
 * done by running servers is switched on here or in the socket's handshake and nowhere else.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { MockBackend } from '../backend.ts';
import type { MockContext } from '../options.ts';
import type { Dx0 } from './dx0.ts';
import { registerFhir } from './fhir.ts';
import { HttpFault } from './http-fault.ts';
import { registerRest } from './rest.ts';
import { createSocketRoute } from './socket.ts';

export function createDx0Backend(dx0: Dx0): MockBackend {
  return {
    name: 'dx0',
    prefix: '/api/v1',
    sockets: [createSocketRoute(dx0)],
    register(app) {
      dressAsFastApi(app);
      openToOtherOrigins(app, dx0.context);
      registerRest(app, dx0);
      registerFhir(app, dx0);
    },
    forget(loss) {
      if (loss !== 'memory') dx0.tokens.expireAll();
      if (loss === 'sessions') dx0.sessions.forgetAll();
      if (loss !== 'memory') return;
      dx0.sessions.forgetSignIns();
      dx0.lockOut.clear();
    },
  };
}

function dressAsFastApi(app: FastifyInstance): void {
  const methods = new Map<string, string>();
  app.addHook('onRoute', ({ url, method }) => {
    methods.set(url, String(method));
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  app.setErrorHandler((error, _request, reply) => {
    if (!(error instanceof HttpFault)) throw error;
    return reply.code(error.status).send({ detail: error.detail });
  });
  app.setNotFoundHandler((request, reply) => {
    const allowed = methods.get(new URL(request.url, 'http://mock').pathname);
    if (allowed === undefined) return reply.code(404).send({ detail: 'Not Found' });
    return reply.code(405).header('allow', allowed).send({ detail: 'Method Not Allowed' });
  });
  app.addHook('onSend', async (_request, reply, payload) => {
    // Fastify names a charset, FastAPI does not.
    reply.header('content-type', 'application/json');
    return payload;
  });
}

/** The document's HTML page is opened from elsewhere, so in `documented` mode anyone may call. */
function openToOtherOrigins(app: FastifyInstance, context: MockContext): void {
  app.addHook('onRequest', async (request: FastifyRequest, reply: FastifyReply) => {
    if (context.mode() !== 'documented') return;
    reply.header('access-control-allow-origin', '*');
    const wanted = request.headers['access-control-request-method'];
    if (request.method !== 'OPTIONS' || wanted === undefined) return;
    const headers = request.headers['access-control-request-headers'] ?? '';
    await reply
      .header('access-control-allow-methods', 'GET, POST')
      .header('access-control-allow-headers', headers)
      .send('"OK"');
  });
}
