/**
 * Ending conversations that nobody has gone on with for long: which ones, then one after another, with
 * what became of each.
 */
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { explainError } from '../../core/explain-error.ts';
import type { ListedConversation } from '../../core/history.ts';
import { lastSaidAt, staleConversations } from '../../core/stale-conversations.ts';
import { formatMoment } from '../../lib/format-time.ts';
import type { ConversationItems } from '../../state/conversation-items.ts';
import { useChangeHistory } from '../../state/queries/history-changes.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import { RowList } from '../../ui/row-list.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useNow } from '../../ui/use-now.ts';

export interface CleanUpDialogProps {
  isOpen: boolean;
  onClose: () => void;
  source: ConversationItems;
}

export function CleanUpDialog({ isOpen, onClose, source }: CleanUpDialogProps) {
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title="Clean up" width="wide">
      <CleanUp source={source} onClose={onClose} />
    </Dialog>
  );
}

/** What became of those that were to be ended. */
interface Progress {
  readonly wanted: readonly ListedConversation[];
  readonly ended: number;
  readonly failed: readonly {
    readonly conversation: ListedConversation;
    readonly error: unknown;
  }[];
  readonly isRunning: boolean;
}

function CleanUp({ source, onClose }: Omit<CleanUpDialogProps, 'isOpen'>) {
  const [days, setDays] = useState('30');
  const { progress, run } = useRun();
  const now = useNow(60_000);
  const age = readDays(days);
  const inUse = new Set(
    source.items.flatMap(({ keptId, isHere }) => (keptId && isHere ? keptId : [])),
  );
  const stale = age === null ? [] : staleConversations(source.listed, { days: age, now, inUse });
  useReadAll(source);
  if (progress) return <Outcome progress={progress} onClose={onClose} onAgain={run} />;
  return (
    <div className="flex flex-col gap-4">
      <p>
        Open conversations of the history in which nothing was said for long are marked as ended.
        They stay readable. An end cannot be taken back.
      </p>
      <TextField
        label="Days without a word"
        inputMode="numeric"
        value={days}
        onChange={setDays}
        error={age === null ? 'Write a whole number of days, 1 or more.' : undefined}
      />
      <ReadState source={source} />
      <p role="status" className="font-semibold">
        {stale.length === 0 ? 'There is none to end.' : `To be ended: ${stale.length}`}
      </p>
      {stale.length > 0 && <Preview stale={stale} now={now} />}
      <div className="flex justify-end gap-2">
        <Button size="large" onPress={onClose}>
          Cancel
        </Button>
        <Button
          size="large"
          look="primary"
          isDisabled={stale.length === 0 || !source.isWhole}
          onPress={() => run(stale)}
        >
          End {stale.length === 1 ? '1 conversation' : `${stale.length} conversations`}
        </Button>
      </div>
    </div>
  );
}

function readDays(text: string): number | null {
  const days = Number(text.trim());
  return Number.isInteger(days) && days >= 1 ? days : null;
}

/** The oldest stand at the end of the list, so all of it has to be known. */
function useReadAll({ isWhole, isReading, error, loaded, readMore }: ConversationItems): void {
  const readOn = useEffectEvent(readMore);
  const goesOn = !isWhole && !isReading && error === null;
  // Each page that has come asks for the next; nobody presses anything for it.
  useEffect(() => {
    if (goesOn) readOn();
  }, [goesOn, loaded]);
}

function ReadState({ source }: { source: ConversationItems }) {
  const { isWhole, isReading, error, loaded, readAgain } = source;
  if (isWhole) return null;
  if (error === null || isReading) {
    return <p className="text-ink-3">Reading the list: {loaded} conversations so far …</p>;
  }
  return (
    <Notice
      grade="problem"
      polite
      action={
        <Button size="small" onPress={readAgain}>
          Try again
        </Button>
      }
    >
      The list could not be read to its end. {explainError(error)}
    </Notice>
  );
}

function Preview({ stale, now }: { stale: readonly ListedConversation[]; now: number }) {
  return (
    <div className="flex h-56 flex-col rounded-md border border-line">
      <RowList
        label="Conversations to be ended"
        count={stale.length}
        isWhole
        rowHeight={2}
        keyOf={(index) => stale[index]?.id ?? ''}
        current={0}
        onNearEnd={() => undefined}
        draw={(index, isReachable) => {
          const each = stale[index];
          return (
            each && (
              <span
                tabIndex={isReachable ? 0 : -1}
                data-main=""
                className="flex h-full items-center justify-between gap-3 px-2 outline-offset-[-2px]"
              >
                <span className="truncate">{each.name ?? 'Without a name'}</span>
                <span className="shrink-0 text-sm text-ink-3">
                  {formatMoment(lastSaidAt(each), now)}
                </span>
              </span>
            )
          );
        }}
      />
    </div>
  );
}

/** Ends them one after another, until the dialog is closed. */
function useRun() {
  const changeHistory = useChangeHistory();
  const [progress, setProgress] = useState<Progress | null>(null);
  const isClosed = useRef(false);
  useEffect(() => {
    isClosed.current = false;
    return () => {
      isClosed.current = true;
    };
  }, []);
  const run = async (wanted: readonly ListedConversation[]) => {
    let state: Progress = { wanted, ended: 0, failed: [], isRunning: true };
    setProgress(state);
    for (const conversation of wanted) {
      if (isClosed.current) return;
      try {
        await changeHistory({ kind: 'end', id: conversation.id, at: Date.now() });
        state = { ...state, ended: state.ended + 1 };
      } catch (error) {
        state = { ...state, failed: [...state.failed, { conversation, error }] };
      }
      setProgress(state);
    }
    setProgress({ ...state, isRunning: false });
  };
  return { progress, run: (wanted: readonly ListedConversation[]) => void run(wanted) };
}

interface OutcomeProps {
  progress: Progress;
  onClose: () => void;
  onAgain: (wanted: readonly ListedConversation[]) => void;
}

function Outcome({ progress, onClose, onAgain }: OutcomeProps) {
  const { wanted, ended, failed, isRunning } = progress;
  return (
    <div className="flex flex-col gap-4">
      <p role="status">
        {ended} of {wanted.length} ended{failed.length > 0 && `, ${failed.length} not ended`}
        {isRunning ? ' so far …' : '.'}
      </p>
      <progress
        aria-label="Conversations ended"
        value={ended + failed.length}
        max={wanted.length}
        className="h-2 w-full appearance-none overflow-hidden rounded-full bg-sunken inset-ring inset-ring-line [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-sunken [&::-webkit-progress-value]:bg-accent forced-colors:appearance-auto"
      />
      {failed.length > 0 && (
        <ul className="flex flex-col gap-2">
          {failed.map(({ conversation, error }) => (
            <li key={conversation.id}>
              <Notice grade="problem">
                “{conversation.name ?? 'Without a name'}” was not ended. {explainError(error)}
              </Notice>
            </li>
          ))}
        </ul>
      )}
      <div className="flex justify-end gap-2">
        {!isRunning && failed.length > 0 && (
          <Button size="large" onPress={() => onAgain(failed.map((each) => each.conversation))}>
            Try these again
          </Button>
        )}
        <Button size="large" look="primary" onPress={onClose}>
          {isRunning ? 'Stop' : 'Close'}
        </Button>
      </div>
    </div>
  );
}
