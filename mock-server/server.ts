/**
 * The mock server: one origin on which the imitated back ends answer side by side.
 *
 * Owns the listener, the options that can be turned at run time and the way down. Its one law: it
 * knows no protocol; a back end is a folder that makes a `MockBackend`, named in `createBackends`.
 */
import fastify, { type FastifyInstance, type FastifyPluginCallback } from 'fastify';
import { createAiDoctorBackend } from './ai-doctor/index.ts';
import type { MockBackend, Seeded, SeedRequest } from './backend.ts';
import { createDx0 } from './dx0/dx0.ts';
import { createDx0Backend } from './dx0/index.ts';
import { skewOf } from './faults/clock-skew.ts';
import { controlRoutes } from './faults/control.ts';
import { createFaults, type Faults } from './faults/faults.ts';
import { createInstruments, type Instruments } from './faults/instruments.ts';
import type { ReceivedMessage } from './faults/ledger.ts';
import { hookRest } from './faults/rest-hooks.ts';
import type { FaultOf } from './faults/spec.ts';
import { createEventStreams, type EventStreams } from './event-streams.ts';
import { createListener } from './listener.ts';
import { defaultOptions, type MockContext, type MockOptions, type Mode } from './options.ts';
import { registerReports } from './reports.ts';
import { createSessionsBackend } from './sessions/index.ts';
import { createSocketHub } from './socket-hub.ts';
import { createTokenEndpoint } from './token-endpoint/index.ts';
import { createXiansBackend } from './xians/index.ts';

export interface MockServer {
  /** `http://127.0.0.1:<port>`; empty before `listen`. */
  readonly url: string;
  /** 0 before `listen`. */
  readonly port: number;
  /** Port 0 takes a free one. */
  listen(port: number, host?: string): Promise<string>;
  /** Ends every socket with 1012, as a server that is told to stop does, and lets go of the port. */
  close(): Promise<void>;
  setMode(mode: Mode): void;
  /** Pieces of a reply a second; 0 is as fast as possible. */
  setRate(rate: number): void;
  /** What is to go wrong. */
  readonly faults: Faults;
  /** Stops as on SIGTERM and comes back on the same port; resolves when it listens again. */
  restart(fault?: Partial<Restart>): Promise<void>;
  /** Every message that was taken, in order. */
  received(): readonly ReceivedMessage[];
  clearReceived(): void;
  /** What a site reported of itself, oldest first. */
  reports(): readonly unknown[];
  /** Gives a person a past; throws if no back end keeps one. */
  seed(wish: SeedRequest): Seeded;
}

type Restart = Omit<FaultOf<'restart'>, 'kind'>;

export async function createMockServer(options: Partial<MockOptions> = {}): Promise<MockServer> {
  const settings: MockOptions = { ...defaultOptions, ...options };
  const instruments = createInstruments(settings.now, settings.seed);
  const streams = createEventStreams(instruments);
  const context = contextOf(settings, instruments, streams);
  const backends = createBackends(context);
  const app = fastify({ forceCloseConnections: true, exposeHeadRoutes: false });
  const hub = createSocketHub(app.server, backends, instruments);
  const listener = createListener(app);

  function restart({ ms = 500, code = 1012 }: Partial<Restart> = {}): Promise<void> {
    return listener.restart(ms, async () => {
      await hub.closeAll(code);
      streams.endAll();
      for (const backend of backends) backend.forget('memory');
    });
  }

  const { armory, ledger } = instruments;
  const lines = { outlets: () => [...hub.outlets(), ...streams.outlets()] };
  const faults = createFaults({ armory, lines, backends, restart: (fault) => void restart(fault) });
  const server: MockServer = {
    get url() {
      return listener.url;
    },
    get port() {
      return listener.url === '' ? 0 : Number(new URL(listener.url).port);
    },
    listen: (port, host = '127.0.0.1') => listener.listen(port, host),
    async close() {
      await hub.closeAll(1012);
      await listener.close();
    },
    setMode: (mode) => void (settings.mode = mode),
    setRate: (rate) => void (settings.rate = rate),
    faults,
    restart,
    received: ledger.list,
    clearReceived: ledger.clear,
    reports: registerReports(app),
    seed: (wish) => seedOne(backends, wish),
  };
  if (settings.control) {
    await app.register(controlRoutes({ server, settings, instruments, lines, backends }));
  }
  app.setNotFoundHandler((_request, reply) => reply.code(404).send({ detail: 'Not Found' }));
  await registerAll(app, backends, (scope, name) => {
    hookRest(scope, name, instruments);
  });
  return server;
}

function seedOne(backends: readonly MockBackend[], wish: SeedRequest): Seeded {
  const keeper = backends.find(({ seed }) => seed !== undefined);
  if (keeper?.seed === undefined) throw new Error('No back end keeps conversations.');
  return keeper.seed(wish);
}

function createBackends(context: MockContext): MockBackend[] {
  const dx0 = createDx0(context);
  return [
    createDx0Backend(dx0),
    createAiDoctorBackend(context),
    createSessionsBackend(context, dx0),
    createXiansBackend(context, dx0),
    createTokenEndpoint(dx0),
  ];
}

async function registerAll(
  app: FastifyInstance,
  backends: readonly MockBackend[],
  hook: (scope: FastifyInstance, backEnd: string) => void,
): Promise<void> {
  for (const backend of backends) {
    const register: FastifyPluginCallback = (scope, _options, done) => {
      hook(scope, backend.name);
      backend.register(scope);
      done();
    };
    await app.register(register, { prefix: backend.prefix });
  }
  await app.ready();
}

function contextOf(
  settings: MockOptions,
  { armory, ledger }: Instruments,
  streams: EventStreams,
): MockContext {
  return {
    seed: settings.seed,
    tokenTtlSeconds: settings.tokenTtlSeconds,
    mode: () => settings.mode,
    rate: () => settings.rate,
    now: () => settings.now() + skewOf(armory.list()),
    ledger,
    streams,
  };
}
