/** Which open conversations of a history nobody has gone on with for long. Pure. */
import type { ListedConversation } from './history.ts';

const day = 24 * 60 * 60 * 1000;

/**
 * Open ones in which nothing was said for `days` days, in the order of the list.
 *
 * @param inUse ids that are left alone whatever their age
 */
export function staleConversations(
  listed: readonly ListedConversation[],
  { days, now, inUse }: { days: number; now: number; inUse: ReadonlySet<string> },
): readonly ListedConversation[] {
  return listed.filter(
    (each) => each.endedAt === null && !inUse.has(each.id) && now - lastSaidAt(each) > days * day,
  );
}

export function lastSaidAt({ startedAt, lastMessage }: ListedConversation): number {
  return lastMessage?.at ?? startedAt;
}
