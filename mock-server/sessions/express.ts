/**
 * How Express looks from outside: open CORS, weak ETags, and pages of HTML for what no route took.
 *
 * Its one law: in `documented` mode every refusal is JSON, as the document's error handling reads
 * it; everything else here is the same in both modes.
 */
import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { MockContext } from '../options.ts';
import { BodyFault, Refusal } from './refusal.ts';

/** In bytes. */
const bodyLimit = 1024 * 1024;
/** Beyond this a body is not even read to its end. */
const readLimit = 64 * bodyLimit;

export function dressAsExpress(app: FastifyInstance, context: MockContext): void {
  openToOtherOrigins(app);
  takeJson(app);
  app.addHook('onSend', async (request, reply, payload) => tag(request, reply, payload));
  app.setErrorHandler((error, _request, reply) => {
    if (error instanceof Refusal) return reply.code(error.status).send({ error: error.message });
    if (!(error instanceof BodyFault)) throw error;
    if (context.mode() === 'real') return sendPage(reply.code(error.status), error.message);
    const code = error.status === 413 ? 'payload_too_large' : 'bad_json';
    return reply.code(error.status).send({ error: code });
  });
  app.setNotFoundHandler((request, reply) => {
    reply.code(404);
    if (context.mode() === 'documented') return reply.send({ error: 'not_found' });
    return sendPage(reply, `Cannot ${request.method} ${urlOf(request).pathname}`);
  });
}

export function urlOf({ url }: FastifyRequest): URL {
  return new URL(url, 'http://mock');
}

function openToOtherOrigins(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.header('access-control-allow-origin', '*');
    if (request.method !== 'OPTIONS') return;
    const headers = request.headers['access-control-request-headers'] ?? '';
    await reply
      .code(204)
      .header('access-control-allow-methods', 'GET,HEAD,PUT,PATCH,POST,DELETE')
      .header('access-control-allow-headers', headers)
      .send();
  });
}

/** What is not said to be JSON is not looked at. */
function takeJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    '*',
    { parseAs: 'string', bodyLimit: readLimit },
    ({ headers }, text: string, done) => {
      try {
        const isJson = /^application\/json\b/i.test(headers['content-type'] ?? '');
        done(null, isJson ? parseBody(text) : {});
      } catch (error) {
        done(error as BodyFault);
      }
    },
  );
}

/** An object or a list; nothing at all counts as an empty object. */
function parseBody(text: string): unknown {
  if (Buffer.byteLength(text) > bodyLimit) {
    const at = ['readStream (/srv/app/node_modules/raw-body/index.js:163:17)'];
    throw new BodyFault(413, stack('PayloadTooLargeError: request entity too large', at));
  }
  if (text === '') return {};
  try {
    const first = text.trimStart().charAt(0);
    if (first === '{' || first === '[') return JSON.parse(text) as unknown;
    throw new SyntaxError(`Unexpected token '${first}', "${text}" is not valid JSON`);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const parse = 'parse (/srv/app/node_modules/body-parser/lib/types/json.js:96:19)';
    throw new BodyFault(400, stack(String(error), ['JSON.parse (<anonymous>)', parse]));
  }
}

function stack(message: string, calls: readonly string[]): string {
  return [message, ...calls.map((call) => `    at ${call}`)].join('\n');
}

function sendPage(reply: FastifyReply, text: string): FastifyReply {
  const escaped = text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
    .replaceAll('\n', '<br>')
    .replaceAll('  ', ' &nbsp;');
  const lines = ['<!DOCTYPE html>', '<html lang="en">', '<head>', '<meta charset="utf-8">'];
  const page = [...lines, '<title>Error</title>', '</head>', '<body>', `<pre>${escaped}</pre>`];
  return reply
    .type('text/html; charset=utf-8')
    .send([...page, '</body>', '</html>', ''].join('\n'));
}

/** A browser that still has the same answer is told so. */
function tag(request: FastifyRequest, reply: FastifyReply, payload: unknown): unknown {
  const type = String(reply.getHeader('content-type') ?? '');
  if (typeof payload !== 'string' || !type.startsWith('application/json')) return payload;
  const digest = createHash('sha1').update(payload).digest('base64').slice(0, 27);
  const etag = `W/"${Buffer.byteLength(payload).toString(16)}-${digest}"`;
  reply.header('etag', etag);
  const { 'if-none-match': known, 'cache-control': control = '' } = request.headers;
  const isFresh = reply.statusCode === 200 && known === etag && !control.includes('no-cache');
  if (!isFresh) return payload;
  reply.code(304).removeHeader('content-type');
  return null;
}
