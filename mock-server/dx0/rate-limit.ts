/**
 * Thirty valid messages in sixty seconds, per session over all its sockets.
 *
 * Its one law: a message that is refused does not count.
 */
import type { Session } from './sessions.ts';

const allowedMessages = 30;
const windowMilliseconds = 60_000;

/** Counts a message of `session`, or says no. */
export function admitMessage(session: Session, now: number): boolean {
  session.messageTimes = session.messageTimes.filter((time) => now - time < windowMilliseconds);
  if (session.messageTimes.length >= allowedMessages) return false;
  session.messageTimes.push(now);
  return true;
}
