/**
 * A failed request in a sentence or two for the person in front of it: what happened, and what to
 * do. What was lost only the caller knows.
 */
import {
  BadFrame,
  CircuitOpen,
  Forbidden,
  RateLimited,
  Rejected,
  ServerFault,
  SignInRequired,
  TimedOut,
  Unreachable,
} from './errors.ts';

export function explainError(error: unknown): string {
  if (error instanceof SignInRequired) return 'The session has ended. Sign in again.';
  if (error instanceof Forbidden) return `The server does not allow this (${error.message}).`;
  if (error instanceof RateLimited) return explainWait(error);
  if (error instanceof CircuitOpen) {
    return 'Several requests in a row have failed, so the server was not asked. “Try now” at the top asks it at once.';
  }
  if (error instanceof Unreachable) {
    return 'The server cannot be reached. Check the network, then try again.';
  }
  if (error instanceof TimedOut) return `${error.message}. Try again.`;
  if (error instanceof ServerFault) {
    return `The server failed (status ${error.status}). Try again in a moment.`;
  }
  if (error instanceof Rejected) return `The server refused this: ${error.message}.`;
  if (error instanceof BadFrame) {
    return `${error.message}. Try again; if it stays so, tell whoever runs this site.`;
  }
  return 'Something went wrong in Bedside itself. Reload the page.';
}

function explainWait({ message, retryAfter }: RateLimited): string {
  const wait = retryAfter === undefined ? 'a few minutes' : `${Math.ceil(retryAfter / 1000)} s`;
  return `The server asks for patience (${message}). Wait ${wait}, then try again.`;
}
