/**
 * The control API: what `MockServer` can be told by a test, over HTTP for a person with curl.
 *
 * Its one law: it takes JSON only, so that no web page can reach it unasked, and it never gives out
 * a token or a password.
 */
import type { FastifyInstance, FastifyPluginCallback } from 'fastify';
import * as z from 'zod/mini';
import type { MockOptions } from '../options.ts';
import type { MockBackend } from '../backend.ts';
import type { MockServer } from '../server.ts';
import { calls, catalogue, fields } from './catalogue.ts';
import type { Lines } from './faults.ts';
import type { Instruments } from './instruments.ts';
import { parseFault } from './spec.ts';

const wireMode = z.strictObject({ mode: z.enum(['documented', 'real']) });
const many = z.int().check(z.gte(0), z.lte(100_000));
const wireSeed = z.strictObject({
  user: z.string(),
  conversations: z._default(many, 0),
  messages: z._default(many, 2),
});
const wireRate = z.strictObject({ rate: z.number().check(z.gte(0)) });

interface Controlled {
  readonly server: Pick<MockServer, 'faults' | 'setMode' | 'setRate' | 'seed'>;
  readonly settings: Readonly<MockOptions>;
  readonly instruments: Instruments;
  readonly lines: Lines;
  readonly backends: readonly MockBackend[];
}

export function controlRoutes(controlled: Controlled): FastifyPluginCallback {
  return (app, _options, done) => {
    app.setErrorHandler((error, _request, reply) => {
      if (!(error instanceof z.core.$ZodError)) throw error;
      return reply.code(400).send({ error: z.prettifyError(error) });
    });
    registerFaults(app, controlled);
    registerSettings(app, controlled);
    registerLedger(app, controlled);
    for (const { name, control } of controlled.backends) {
      if (control !== undefined)
        void app.register(controlOf(control), { prefix: `/_mock/${name}` });
    }
    done();
  };
}

function controlOf(control: (app: FastifyInstance) => void): FastifyPluginCallback {
  return (app, _options, done) => {
    control(app);
    done();
  };
}

function registerFaults(app: FastifyInstance, controlled: Controlled): void {
  const { faults } = controlled.server;
  for (const path of ['/_mock', '/_mock/']) app.get(path, () => overview(controlled));
  app.post('/_mock/faults', (request) => ({ id: faults.arm(parseFault(request.body)) }));
  app.delete('/_mock/faults', () => {
    faults.disarm();
    return { armed: faults.armed() };
  });
  app.delete<{ Params: { id: string } }>('/_mock/faults/:id', ({ params }) => {
    faults.disarm(params.id);
    return { armed: faults.armed() };
  });
}

function registerSettings(app: FastifyInstance, { server, settings }: Controlled): void {
  const current = () => ({ mode: settings.mode, rate: settings.rate });
  app.post('/_mock/mode', ({ body }) => {
    server.setMode(wireMode.parse(body).mode);
    return current();
  });
  app.post('/_mock/rate', ({ body }) => {
    server.setRate(wireRate.parse(body).rate);
    return current();
  });
  app.post('/_mock/seed', ({ body }) => server.seed(wireSeed.parse(body)));
}

function registerLedger(app: FastifyInstance, { instruments: { ledger } }: Controlled): void {
  app.get('/_mock/received', () => ({
    received: ledger.list().map(({ answer: _, ...entry }) => entry),
  }));
  app.delete('/_mock/received', () => {
    ledger.clear();
    return { received: ledger.list() };
  });
}

function overview({ server, settings, instruments, lines }: Controlled) {
  const connections = lines.outlets().map(({ target, isSilent }) => ({ ...target, isSilent }));
  return {
    mode: settings.mode,
    rate: settings.rate,
    armed: server.faults.armed(),
    open: connections,
    counts: instruments.counts.report(),
    calls,
    fields,
    faults: catalogue,
  };
}
