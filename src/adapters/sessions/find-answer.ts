/** Looking for a question of which nobody knows whether it arrived. Pure. */
import type { WireMessage } from './wire.ts';

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
