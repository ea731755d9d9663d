/** Why unlocking failed, in plain words: what happened, and what to do. */
import type { Proof } from '../../core/backend.ts';
import { RateLimited, SignInRequired } from '../../core/errors.ts';
import { explainError } from '../../core/explain-error.ts';
import { formatDuration } from '../../lib/format-time.ts';

/** A Dx0 server counts failures over five minutes and does not say when it will listen again. */
const usualWait = 5 * 60_000;

export function explainUnlock(error: unknown, proof: Proof): string {
  if (error instanceof SignInRequired) {
    return proof === 'key'
      ? 'This is not the key that you signed in with. Paste that one.'
      : 'The password is not right. It is case-sensitive. Type it again.';
  }
  if (error instanceof RateLimited) {
    const wait = formatDuration(error.retryAfter ?? usualWait);
    return `Too many wrong passwords from this place: the server locked sign-in for everyone here. Wait ${error.retryAfter === undefined ? 'about ' : ''}${wait}, then try again.`;
  }
  return `Still locked. ${explainError(error)}`;
}
