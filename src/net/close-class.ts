/**
 * What to do about a WebSocket that closed, by its close code.
 *
 * A browser is told 1006 for every refused handshake, whatever status the server answered, so a
 * close before `open` is always looked at as a possible token problem first.
 */
import type { WaitCause } from '../core/connection.ts';

export type CloseClass =
  /** Try again by ourselves, with back-off. */
  | 'retry'
  /** Renew the credentials once, then try again or ask to sign in. */
  | 'sign-in'
  /** The server asked for patience: at least five seconds. */
  | 'wait'
  /** The server is done with us: only a person's act opens it again. */
  | 'fatal';

/** The close code of a server that does not take a message for its size. */
export const tooBig = 1009;

/** Beside the back-off, where a server restarts or asks to come later; in milliseconds. */
export const restartWait = 5_000;

/** Waits that the server asked for: what is only a hint does not cut them short. */
export const askedFor: ReadonlySet<WaitCause> = new Set(['rate-limited', 'server-restart']);

const unauthorised = new Set([1008, 3000, 3003, 4001, 4401, 4403]);

export function classifyClose(code: number, opened: boolean): CloseClass {
  if (!opened || unauthorised.has(code)) return 'sign-in';
  if (code === 1000) return 'fatal';
  return code === 1012 || code === 1013 ? 'wait' : 'retry';
}
