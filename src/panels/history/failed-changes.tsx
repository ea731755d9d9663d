/** What the server did not do with conversations of the list: which, why, and again. */
import { explainError } from '../../core/explain-error.ts';
import { shorten } from '../../lib/shorten.ts';
import { useRename } from '../../state/conversation-items.ts';
import type { ConversationItem } from '../../state/conversation-list.ts';
import type { Change, FailedChange } from '../../state/queries/history-changes.ts';
import { useRefusedNames } from '../../state/record-standing.ts';
import { useWorkspace } from '../../state/workspace.ts';
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
  const refused = useRefusedNames();
  const { mirror } = useWorkspace();
  const rename = useRename();
  if (failed.length + refused.size === 0) return null;
  return (
    <div className="scroll-pane flex max-h-[40%] shrink-0 flex-col gap-2 px-3 pb-2">
      {failed.map((each) => (
        <FailedChangeNote
          key={nameOf(each.change)}
          failed={each}
          item={items.find(({ keptId }) => keptId === each.change.id)}
        />
      ))}
      {[...refused].map(([id, { name, error }]) => (
        <Failed
          key={id}
          item={items.find((each) => each.id === id)}
          what={notRenamed(name)}
          error={error}
          onTryAgain={() => {
            mirror?.forgetRefusedName(id);
            rename({ id, keptId: null }, name);
          }}
          onDismiss={() => mirror?.forgetRefusedName(id)}
        />
      ))}
    </div>
  );
}

interface NoteProps {
  failed: FailedChange;
  item: ConversationItem | undefined;
}

function FailedChangeNote({ failed: { change, error }, item }: NoteProps) {
  const changeHistory = useChangeHistory();
  const forget = useForgetChange();
  return (
    <Failed
      {...{ item, error }}
      what={toWords(change)}
      onTryAgain={() => {
        changeHistory(change).catch(() => undefined);
      }}
      onDismiss={() => forget(change)}
    />
  );
}

interface FailedProps {
  item: ConversationItem | undefined;
  what: string;
  error: unknown;
  onTryAgain: () => void;
  onDismiss: () => void;
}

function Failed({ item, what, error, onTryAgain, onDismiss }: FailedProps) {
  return (
    <Notice grade="problem" polite>
      {item ? quote(titleOf(item)) : 'A conversation'} was {what}. {explainError(error)} It is as it
      was.
      <span className="mt-1.5 flex gap-2">
        <Button size="small" onPress={onTryAgain}>
          Try again
        </Button>
        <Button size="small" look="quiet" onPress={onDismiss}>
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
  return change.kind === 'rename' ? notRenamed(change.name) : 'not ended';
}

function notRenamed(name: string): string {
  return `not renamed to ${quote(name)}`;
}
