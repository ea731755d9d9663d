/**
 * What a mock server can be told, and what it tells its back ends.
 *
 * Owns the options with their defaults and the context in which every back end runs. Its one law:
 * a back end reads mode, rate and time through the context at the moment it needs them, never from
 * a copy, so that a test or the control API can turn them while connections are open.
 */

import type { EventStreams } from './event-streams.ts';
import type { Ledger } from './faults/ledger.ts';

/** `documented` keeps to the printed documents, `real` to what running servers were seen to do. */
export type Mode = 'documented' | 'real';

export interface MockOptions {
  mode: Mode;
  /** Pieces of a reply a second; 0 is as fast as possible. */
  rate: number;
  /** Chooses the case and the signing key; the same seed gives the same run. */
  seed: number;
  /** Life of an access token in seconds, unless the account says otherwise. */
  tokenTtlSeconds: number;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Whether faults can be asked for over HTTP, under `/_mock/`. */
  control: boolean;
}

export const defaultOptions: MockOptions = {
  mode: 'real',
  rate: 40,
  seed: 1,
  tokenTtlSeconds: 3600,
  now: () => Date.now(),
  control: true,
};

/** What a back end may ask of the server it runs in. */
export interface MockContext {
  readonly seed: number;
  readonly tokenTtlSeconds: number;
  mode(): Mode;
  rate(): number;
  now(): number;
  /** For messages that come in over REST; connections enter theirs themselves. */
  readonly ledger: Pick<Ledger, 'take'>;
  /** For answers that go on for as long as the client listens. */
  readonly streams: Pick<EventStreams, 'open'>;
}
