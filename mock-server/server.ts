/**
 * The mock server: one origin on which the imitated back ends answer side by side.
 *
 * Owns the listener, the options that can be turned at run time and the way down. Its one law: it
 * knows no protocol; a back end is a folder that makes a `MockBackend`, named in `createBackends`.
 */
import fastify, { type FastifyInstance } from 'fastify';
import type { MockBackend } from './backend.ts';
import { createDx0Backend } from './dx0/index.ts';
import { defaultOptions, type MockContext, type MockOptions, type Mode } from './options.ts';
import { createSocketHub } from './socket-hub.ts';

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
}

export async function createMockServer(options: Partial<MockOptions> = {}): Promise<MockServer> {
  const settings: MockOptions = { ...defaultOptions, ...options };
  const backends = createBackends(contextOf(settings));
  const app = fastify({ forceCloseConnections: true, exposeHeadRoutes: false });
  app.setNotFoundHandler((_request, reply) => reply.code(404).send({ detail: 'Not Found' }));
  await registerAll(app, backends);
  const hub = createSocketHub(
    app.server,
    backends.flatMap((backend) => backend.sockets),
  );
  let url = '';
  return {
    get url() {
      return url;
    },
    get port() {
      return url === '' ? 0 : Number(new URL(url).port);
    },
    async listen(port, host = '127.0.0.1') {
      url = await app.listen({ port, host });
      return url;
    },
    async close() {
      await hub.closeAll(1012);
      await app.close();
    },
    setMode: (mode) => void (settings.mode = mode),
    setRate: (rate) => void (settings.rate = rate),
  };
}

function createBackends(context: MockContext): MockBackend[] {
  return [createDx0Backend(context)];
}

async function registerAll(app: FastifyInstance, backends: readonly MockBackend[]): Promise<void> {
  for (const backend of backends) {
    await app.register((scope) => backend.register(scope), { prefix: backend.prefix });
  }
  await app.ready();
}

function contextOf(settings: MockOptions): MockContext {
  return {
    seed: settings.seed,
    tokenTtlSeconds: settings.tokenTtlSeconds,
    mode: () => settings.mode,
    rate: () => settings.rate,
    now: () => settings.now(),
  };
}
