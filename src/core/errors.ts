/**
 * What can go wrong between Bedside and a server, in few named classes that carry facts.
 *
 * Made in `net/` or in an adapter, where the cause is known; read by panels, which decide what a
 * person is told. `retryable` is decided here, once: it says that trying the same thing again
 * without a person's doing may help and can do no harm.
 */
import type { TextPlace } from '../lib/json-fault.ts';

abstract class BackendError extends Error {
  abstract readonly retryable: boolean;
}

/** The server does not know who is asking (any more): sign in again. */
export class SignInRequired extends BackendError {
  override readonly name = 'SignInRequired';
  readonly retryable = false;
}

/** The server knows who is asking, and says no. */
export class Forbidden extends BackendError {
  override readonly name = 'Forbidden';
  readonly retryable = false;
}

/** Too many requests. `retryAfter` in milliseconds, where the server told. */
export class RateLimited extends BackendError {
  override readonly name = 'RateLimited';
  readonly retryable = false;
  readonly retryAfter: number | undefined;
  constructor(message: string, retryAfter?: number) {
    super(message);
    this.retryAfter = retryAfter;
  }
}

/** No answer came: no network, no server, or the browser was not allowed to read the answer. */
export class Unreachable extends BackendError {
  override readonly name = 'Unreachable';
  readonly retryable = true;
}

/** No answer came within the time limit, in milliseconds. */
export class TimedOut extends BackendError {
  override readonly name = 'TimedOut';
  readonly retryable = true;
  readonly limit: number;
  constructor(limit: number) {
    super(`No answer within ${Math.round(limit / 1000)} s`);
    this.limit = limit;
  }
}

/** The server refused what was sent as wrong (400, 404, 409, 413, 422 …). */
export class Rejected extends BackendError {
  override readonly name = 'Rejected';
  readonly retryable = false;
  readonly status: number;
  constructor(status: number, detail: string) {
    super(detail);
    this.status = status;
  }
}

/** The server failed (5xx). */
export class ServerFault extends BackendError {
  override readonly name = 'ServerFault';
  readonly retryable = true;
  readonly status: number;
  constructor(status: number) {
    super(`The server failed with status ${status}`);
    this.status = status;
  }
}

/** An answer or a frame that is not what the protocol says. */
export class BadFrame extends BackendError {
  override readonly name = 'BadFrame';
  readonly retryable = false;
  /** Where in a text that should be JSON it stops being so. */
  readonly place: TextPlace | null;
  /** A web page, as of something that stands before the server. */
  readonly isWebPage: boolean;
  constructor(message: string, place: TextPlace | null = null, isWebPage = false) {
    super(message);
    this.place = place;
    this.isWebPage = isWebPage;
  }
}

/**
 * The request was not made: several before it have failed, and the server is left in peace until
 * `nextTryAt`, in milliseconds since 1970. Nothing of it can have taken effect.
 */
export class CircuitOpen extends BackendError {
  override readonly name = 'CircuitOpen';
  readonly retryable = true;
  readonly nextTryAt: number;
  /** Lets the next request out all the same: a person wants it. */
  readonly tryNow: () => void;
  constructor(nextTryAt: number, tryNow: () => void) {
    super('Several requests in a row have failed, so this one was not made');
    this.nextTryAt = nextTryAt;
    this.tryNow = tryNow;
  }
}

/** By failures that may have led to a rest, what ends it. */
const waysThrough = new WeakMap<Error, () => void>();

/** For whoever counts failures: who asks again after this one is to get through. */
export function leaveWayThrough(error: unknown, tryNow: () => void): void {
  if (error instanceof Error) waysThrough.set(error, tryNow);
}

/** A person asks for it again: what is held back, or would be because of this failure, goes out. */
export function letThrough(error: unknown): void {
  if (error instanceof CircuitOpen) error.tryNow();
  else if (error instanceof Error) waysThrough.get(error)?.();
}

/** True where trying the same request again may help and can do no harm. */
export function isRetryable(error: unknown): boolean {
  return error instanceof BackendError && error.retryable;
}

export function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

/** The server, or the way to it, is not there. A refusal is not of this kind: somebody refused. */
export function isOutage(error: unknown): boolean {
  if (error instanceof BadFrame) return error.isWebPage;
  return error instanceof Unreachable || error instanceof TimedOut || error instanceof ServerFault;
}

/**
 * How long to wait, in milliseconds, after an error that tells so and took no effect; `null` after
 * any other. `usual`: where it says that there is a wait, but not how long.
 */
export function askedWait(error: unknown, now: number, usual: number): number | null {
  if (error instanceof RateLimited) return error.retryAfter ?? usual;
  return error instanceof CircuitOpen ? Math.max(0, error.nextTryAt - now) : null;
}

export interface Fault {
  /** The class of the error. */
  readonly kind: string;
  readonly status: number | null;
  readonly detail: string;
}

/**
 * An error as it may be written down; `null` for an abort, which is none. The words of a server are
 * left out: they may quote what was sent to it.
 */
export function describeFault(error: unknown): Fault | null {
  if (isAbort(error)) return null;
  const status = error instanceof Rejected || error instanceof ServerFault ? error.status : null;
  if (!(error instanceof BackendError)) return { kind: 'Unexpected', status, detail: '' };
  return { kind: error.name, status, detail: isInOurWords(error) ? error.message : '' };
}

function isInOurWords(error: BackendError): boolean {
  return [Unreachable, TimedOut, BadFrame].some((kind) => error instanceof kind);
}
