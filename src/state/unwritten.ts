/** How much of a work that is kept on this device is not in the history yet. Pure. */
import type { Conversation } from '../core/conversation.ts';
import { entriesOf } from '../core/record/entries.ts';
import { isWritten, noProgress } from '../core/record/progress.ts';
import type { Snapshot } from './snapshot.ts';

type Kept = Pick<Snapshot, 'progress'> & { readonly conversations: readonly Conversation[] };

/** @returns a number of messages of the history */
export function countUnwrittenIn({ conversations, progress }: Kept): number {
  return conversations.reduce((sum, conversation) => {
    const known = progress?.get(conversation.id) ?? noProgress;
    const due = entriesOf(conversation, known.exchanges).filter((each) => !isWritten(known, each));
    // Who the patient is, is no conversation yet.
    const isBegun = known.remoteId !== null || due.some(({ exchange }) => exchange !== null);
    return isBegun ? sum + due.length : sum;
  }, 0);
}
