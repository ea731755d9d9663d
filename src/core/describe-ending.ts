/** What is cut or left behind where the present conversation ends, in a sentence or two. Pure. */
import type { Conversation } from './conversation.ts';
import { unsentOf } from './conversation.ts';

/** @returns `null` where nothing is */
export function describeEnding(conversation: Conversation): string | null {
  const { length } = unsentOf(conversation);
  const sentences = [
    conversation.onWire !== null && 'A reply is under way. It will be cut and marked incomplete.',
    length === 1 &&
      '1 message is not sent yet. It stays behind, marked as never sent, and will not go out.',
    length > 1 &&
      `${length} messages are not sent yet. They stay behind, marked as never sent, and will not go out.`,
  ].filter((sentence) => sentence !== false);
  return sentences.length === 0 ? null : sentences.join(' ');
}
