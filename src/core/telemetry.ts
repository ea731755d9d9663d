/**
 * What is measured of the lines to the back ends, and told: figures and classes, kept apart by tenant,
 * back end and transport.
 *
 * Its one law: nothing personal is in it. An operation is a name that the code gives, never an
 * address, and of an error the class and words of our own, never the server's.
 */
import type { ConnectionState } from './connection.ts';

export type Transport = 'rest' | 'socket' | 'hub' | 'sse';

/** A line to a back end; everything about one is kept apart from every other. */
export interface LinkName {
  readonly tenant: string;
  readonly backEnd: string;
  readonly transport: Transport;
}

/** Whether requests are let out. Times are milliseconds since 1970. */
export type BreakerState =
  /** `failures`: in a row, up to now. */
  | { readonly phase: 'closed'; readonly failures: number }
  /** None is let out before `nextTryAt`. */
  | { readonly phase: 'open'; readonly nextTryAt: number }
  /** The next one is let out to see how things stand, or is out already. */
  | { readonly phase: 'half-open' };

export interface LoggedError {
  readonly at: number;
  readonly link: LinkName;
  readonly operation: string;
  /** Its class, as in `errors.ts`. */
  readonly kind: string;
  readonly status: number | null;
  readonly detail: string;
}

export interface Counted {
  readonly name: string;
  readonly count: number;
}

export interface LinkReport {
  readonly link: LinkName;
  /** What was asked for, the most frequent first. */
  readonly operations: readonly Counted[];
  readonly succeeded: number;
  readonly failed: number;
  /** By class of error, the most frequent first. */
  readonly failures: readonly Counted[];
  /** Nobody needed the answer any more. */
  readonly cancelled: number;
  /** Never let out by the breaker. */
  readonly heldBack: number;
  /** How long each of the last answers took, in milliseconds, oldest first. */
  readonly durations: readonly number[];
  /** Of a line that stands; `null` where there is only asking and answering. */
  readonly standing: ConnectionState | null;
  /** How long the line has stood, all together, in milliseconds. */
  readonly uptime: number;
  readonly reconnects: number;
  readonly lastError: LoggedError | null;
  /** `null` where nothing is held back. */
  readonly breaker: BreakerState | null;
}

export interface TelemetryReport {
  readonly links: readonly LinkReport[];
  /** Oldest first. */
  readonly errors: readonly LoggedError[];
}

/** To look at. Reading is cheap enough for once a second, not for once a frame. */
export interface Telemetry {
  read(): TelemetryReport;
}
