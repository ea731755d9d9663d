/**
 * All conversations, those of this device and those of the history, newest first; more are read as the
 * reader comes near the end. A filter looks through those that are here.
 */
import { useState } from 'react';
import { explainError } from '../../core/explain-error.ts';
import type { ConversationItems } from '../../state/conversation-items.ts';
import { useConversationItems } from '../../state/conversation-items.ts';
import type { ConversationItem } from '../../state/conversation-list.ts';
import { filterConversations } from '../../state/conversation-list.ts';
import { useFailedChanges } from '../../state/queries/history-changes.ts';
import { useRefusedNames } from '../../state/record-standing.ts';
import { useShownId } from '../../state/shown.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { RowList } from '../../ui/row-list.tsx';
import { useNow } from '../../ui/use-now.ts';
import { CleanUpDialog } from './clean-up-dialog.tsx';
import { ConversationRow, rowHeight } from './conversation-row.tsx';
import { EndDialog } from './end-dialog.tsx';
import { FailedChanges, describeFailed } from './failed-changes.tsx';
import { RenameDialog } from './rename-dialog.tsx';
import { SearchField } from './search-field.tsx';

export interface ConversationListProps {
  /** Called when a conversation was chosen, e.g. to close a drawer. */
  onChosen?: (() => void) | undefined;
}

export function ConversationList({ onChosen }: ConversationListProps) {
  const source = useConversationItems();
  const [filter, setFilter] = useState('');
  const [renaming, setRenaming] = useState<ConversationItem | null>(null);
  const [ending, setEnding] = useState<ConversationItem | null>(null);
  const [isCleaning, setCleaning] = useState(false);
  const items = filterConversations(source.items, filter);
  return (
    <>
      <SearchField label="Find in conversations" value={filter} onChange={setFilter} />
      <FailedChanges items={source.items} />
      <Rows
        {...{ items, source, onChosen }}
        isFiltered={filter.trim() !== ''}
        onRename={setRenaming}
        onEnd={setEnding}
      />
      <div className="flex justify-end border-t border-line px-3 py-1.5">
        <Button look="quiet" size="small" onPress={() => setCleaning(true)}>
          Clean up …
        </Button>
      </div>
      <CleanUpDialog isOpen={isCleaning} source={source} onClose={() => setCleaning(false)} />
      <RenameDialog item={renaming} onClose={() => setRenaming(null)} />
      <EndDialog item={ending} onClose={() => setEnding(null)} />
    </>
  );
}

interface RowsProps extends ConversationListProps {
  items: readonly ConversationItem[];
  source: ConversationItems;
  isFiltered: boolean;
  onRename: (item: ConversationItem) => void;
  onEnd: (item: ConversationItem) => void;
}

function Rows({ items, source, isFiltered, onChosen, onRename, onEnd }: RowsProps) {
  const { view } = useWorkspace();
  const shownId = useShownId();
  const now = useNow(60_000);
  const failed = useFailedChanges();
  const { isWhole, readMore } = source;
  const refused = useRefusedNames();
  const faultOf = ({ id, keptId }: ConversationItem) => {
    if (refused.has(id)) return 'Not renamed';
    const own = failed.find(({ change }) => change.id === keptId);
    return own ? describeFailed(own.change) : null;
  };
  return (
    <RowList
      label="Conversations"
      count={items.length}
      isWhole={isWhole}
      rowHeight={rowHeight}
      keyOf={(index) => items[index]?.id ?? ''}
      current={Math.max(
        0,
        items.findIndex((item) => isOf(item, shownId)),
      )}
      // A filter that finds little must not read everything by itself.
      onNearEnd={isFiltered ? () => undefined : readMore}
      draw={(index, isReachable) => {
        const item = items[index];
        return (
          item && (
            <ConversationRow
              {...{ item, isReachable, now }}
              isShown={isOf(item, shownId)}
              fault={faultOf(item)}
              acts={actsOn(item, onRename, onEnd)}
              onChoose={() => {
                view.show(item.isLive ? null : item.id);
                onChosen?.();
              }}
            />
          )
        );
      }}
    >
      <Foot {...{ source, isFiltered }} found={items.length} />
    </RowList>
  );
}

function isOf({ id, keptId }: ConversationItem, shownId: string): boolean {
  return id === shownId || keptId === shownId;
}

/** What may be done with it. The present one ends when the next begins; an end is for good. */
function actsOn(
  item: ConversationItem,
  onRename: (item: ConversationItem) => void,
  onEnd: (item: ConversationItem) => void,
) {
  const mayEnd = item.endedAt === null && !item.isHere;
  return [
    { label: 'Rename …', onAct: () => onRename(item) },
    ...(mayEnd ? [{ label: 'End …', onAct: () => onEnd(item) }] : []),
  ];
}

interface FootProps {
  source: ConversationItems;
  isFiltered: boolean;
  found: number;
}

/** How far the list goes, and the way to the rest. */
function Foot({ source, isFiltered, found }: FootProps) {
  const { phase, error, isReading, isWhole, items, loaded, readMore, readAgain } = source;
  if (error !== null && !isReading) {
    return (
      <Notice
        grade="problem"
        polite
        className="my-2"
        action={
          <Button size="small" onPress={readAgain}>
            Try again
          </Button>
        }
      >
        {phase === 'failed' ? 'The history could not be read.' : 'More could not be read.'}{' '}
        {explainError(error)}
      </Notice>
    );
  }
  // What was said on this device stands above, and may not be in the history yet.
  const hasAny = loaded > 0 || items.some(({ last }) => last !== null);
  return (
    <div className="flex flex-col items-center gap-2 px-2 py-3 text-center text-xs text-ink-3">
      <p role="status">
        {isFiltered && `${found} found in ${items.length} conversations. `}
        {isReading && 'Reading the history …'}
        {!isReading &&
          isWhole &&
          !isFiltered &&
          (hasAny ? 'These are all.' : 'The history is empty.')}
      </p>
      {isFiltered && !isWhole && (
        <Button size="small" isBusy={isReading} onPress={readMore}>
          Look through more
        </Button>
      )}
    </div>
  );
}
