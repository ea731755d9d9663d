/** Why signing in failed, in plain words: what happened, and what to do. */
import type { Proof } from '../../core/backend.ts';
import { RateLimited, Rejected, SignInRequired } from '../../core/errors.ts';
import { explainError } from '../../core/explain-error.ts';
import { formatDuration } from '../../lib/format-time.ts';

/** A Dx0 server counts failures over five minutes and does not say when it will listen again. */
const usualWait = 5 * 60_000;

export function explainSignIn(error: unknown, proof: Proof): string {
  if (error instanceof SignInRequired) {
    return proof === 'key'
      ? 'The service does not take this key. Copy the whole of it, and paste it again.'
      : 'User name or password is not right. Both are case-sensitive. Type the password again.';
  }
  if (error instanceof RateLimited) {
    const wait = formatDuration(error.retryAfter ?? usualWait);
    return `Too many failed sign-ins from this place: the server locked sign-in for everyone here. Wait ${error.retryAfter === undefined ? 'about ' : ''}${wait}, then try again.`;
  }
  if (error instanceof Rejected) {
    return `The server did not accept what was typed (${error.message}).`;
  }
  return `You are not signed in. ${explainError(error)}`;
}
