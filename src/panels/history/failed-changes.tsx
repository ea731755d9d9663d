/** What the server did not do with conversations of the list: which, why, and again. */
import { explainError } from '../../core/explain-error.ts';
import { shorten } from '../../lib/shorten.ts';
import type { ConversationItem } from '../../state/conversation-list.ts';
import type { Change, FailedChange } from '../../state/queries/history-changes.ts';
import {
  nameOf,
  useChangeHistory,
  useFailedChanges,
  useForgetChange,
} from '../../state/queries/history-changes.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { titleOf } from './conversation-row.tsx';

/** In the line of the conversation. */
export function describeFailed({ kind }: Change): string | null {
  return { rename: 'Not renamed', end: 'Not ended', 'delete-message': null }[kind];
}

export function FailedChanges({ items }: { items: readonly ConversationItem[] }) {
  const failed = useFailedChanges().filter(({ change }) => change.kind !== 'delete-message');
  if (failed.length === 0) return null;
  return (
    <div className="scroll-pane flex max-h-[40%] shrink-0 flex-col gap-2 px-3 pb-2">
      {failed.map((each) => (
        <Failed
          key={nameOf(each.change)}
          failed={each}
          item={items.find(({ keptId }) => keptId === each.change.id)}
        />
      ))}
    </div>
  );
}

function Failed({ failed, item }: { failed: FailedChange; item: ConversationItem | undefined }) {
  const changeHistory = useChangeHistory();
  const forget = useForgetChange();
  const { change, error } = failed;
  return (
    <Notice grade="problem" polite>
      {item ? quote(titleOf(item)) : 'A conversation'} was {toWords(change)}. {explainError(error)}{' '}
      It is as it was.
      <span className="mt-1.5 flex gap-2">
        <Button
          size="small"
          onPress={() => {
            changeHistory(change).catch(() => undefined);
          }}
        >
          Try again
        </Button>
        <Button size="small" look="quiet" onPress={() => forget(change)}>
          Dismiss
        </Button>
      </span>
    </Notice>
  );
}

/** The acts below have to stay in view. */
function quote(name: string): string {
  return `“${shorten(name, 60)}”`;
}

function toWords(change: Change): string {
  return change.kind === 'rename' ? `not renamed to ${quote(change.name)}` : 'not ended';
}
