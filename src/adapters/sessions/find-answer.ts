/** Looking for a question, or a session, of which nobody knows whether it arrived. Pure. */
import type { WireListed, WireMessage } from './wire.ts';

/**
 * The id of the answer to a question, where the session holds both; else `undefined`.
 *
 * @param newest the latest messages of the session, newest first
 * @param knownId the newest message from before the question; the same words may stand before it
 */
export function findAnswer(
  newest: readonly WireMessage[],
  knownId: string | null,
  text: string,
): string | undefined {
  const known = newest.findIndex(({ id }) => id === knownId);
  const since = known === -1 ? newest : newest.slice(0, known);
  const question = since.find(({ role, content }) => role === 'user' && content === text);
  return since.find(({ in_response_to: answered }) => answered && answered === question?.id)?.id;
}

/**
 * The id of an open session in which nothing was said yet, of that name and told that; else
 * `undefined`.
 */
export function findUntouched(
  newest: readonly WireListed[],
  name: string,
  instructions: string | null,
): string | undefined {
  const isMeant = (session: WireListed) =>
    session.name === name && (session.system_prompt ?? null) === instructions;
  const isUntouched = ({ session_end: end, last_message: last }: WireListed) => !end && !last;
  return newest.find((session) => isMeant(session) && isUntouched(session))?.session_id;
}
