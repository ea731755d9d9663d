/** Why a message is not in the history, in a few words. Pure. */
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

/** Begins in the middle of a sentence. */
export function explainRecordTrouble(error: unknown): string {
  if (error instanceof Unreachable) return 'the history cannot be reached';
  if (error instanceof CircuitOpen) return 'the history has failed several times in a row';
  if (error instanceof TimedOut) return 'the history did not answer in time';
  if (error instanceof ServerFault) return `the history failed (status ${error.status})`;
  if (error instanceof RateLimited) return 'the history asks for patience';
  if (error instanceof BadFrame) return 'the answer of the history could not be read';
  if (error instanceof SignInRequired) return 'the history does not accept this sign-in';
  if (error instanceof Forbidden) return `the history does not allow it (${error.message})`;
  if (error instanceof Rejected) return `the history refused it (${error.message})`;
  return 'something went wrong in Bedside itself';
}
