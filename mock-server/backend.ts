/**
 * The shape of one back end inside the mock server.
 *
 * A back end brings REST routes (registered under its own prefix, so that its error bodies stay its
 * own) and WebSocket routes. Its one law: it owns no port and no listener; the server does, so that
 * all back ends share one origin as they do behind a reverse proxy.
 */
import type { FastifyInstance } from 'fastify';
import type { SocketRoute } from './handshake.ts';

/**
 * What a back end can be made to forget: that its access tokens are good, all of its sessions, or
 * what a server loses when its process starts again.
 */
export type Loss = 'access-tokens' | 'sessions' | 'memory';

export interface MockBackend {
  /** By which faults and the ledger know it, e.g. `dx0`. */
  readonly name: string;
  /** Where the REST routes live, e.g. `/api/v1`. */
  readonly prefix: string;
  register(app: FastifyInstance): void;
  readonly sockets: readonly SocketRoute[];
  forget(loss: Loss): void;
  /** Routes of the control API, under `/_mock/<name>/`. */
  control?(app: FastifyInstance): void;
  /** Only of a back end that keeps conversations. */
  seed?(wish: SeedRequest): Seeded;
}

/** A past that a person is to have. */
export interface SeedRequest {
  /** The user name of a sign-in, or what the back end calls a user. */
  readonly user: string;
  readonly conversations: number;
  /** In the newest of them; the others have two. */
  readonly messages: number;
}

export interface Seeded {
  /** The id of the newest of the conversations. */
  readonly newest: string | null;
}
