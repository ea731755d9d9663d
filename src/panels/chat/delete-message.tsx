/**
 * Deleting one message of a conversation of the history: a button at it, the question before, and a
 * word at its place where the server did not do it.
 */
import { Trash2 } from 'lucide-react';
import { createContext, useContext, useMemo, useState } from 'react';
import { explainError } from '../../core/explain-error.ts';
import type { ExchangeParts } from '../../core/record/kept-parts.ts';
import { keptPartsOf } from '../../core/record/kept-parts.ts';
import type { KeptPresent } from '../../state/kept-conversation.ts';
import type { Change, FailedChange } from '../../state/queries/history-changes.ts';
import {
  useChangeHistory,
  useFailedChanges,
  useForgetChange,
} from '../../state/queries/history-changes.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';

interface Deletable {
  readonly conversationId: string;
  readonly parts: ReadonlyMap<string, ExchangeParts>;
}

/** `null` where nothing can be deleted, as in a conversation of this device. */
export const DeletableContext = createContext<Deletable | null>(null);

export function useDeletable({ kept, messages }: KeptPresent): Deletable {
  return useMemo(
    () => ({ conversationId: kept.id, parts: keptPartsOf(messages) }),
    [kept.id, messages],
  );
}

export interface DeleteMessageProps {
  exchangeId: string;
  part: keyof ExchangeParts;
  /** What it says. */
  text: string;
}

export function DeleteMessage({ exchangeId, part, text }: DeleteMessageProps) {
  const deletable = useContext(DeletableContext);
  const [isAsking, setAsking] = useState(false);
  const ids = deletable?.parts.get(exchangeId)?.[part] ?? [];
  if (!deletable || ids.length === 0) return null;
  return (
    <>
      <Button
        look="quiet"
        size="small"
        aria-label={part === 'message' ? 'Delete this message' : 'Delete this reply'}
        onPress={() => setAsking(true)}
        className="px-1.5! print:hidden"
      >
        <Trash2 aria-hidden size={13} />
      </Button>
      <DeleteDialog
        {...{ part, text, ids }}
        isOpen={isAsking}
        conversationId={deletable.conversationId}
        onClose={() => setAsking(false)}
      />
    </>
  );
}

interface DeleteDialogProps extends Pick<DeleteMessageProps, 'part' | 'text'> {
  isOpen: boolean;
  onClose: () => void;
  conversationId: string;
  ids: readonly string[];
}

const words = {
  message: { title: 'Delete message', left: 'The reply to it stays.' },
  reply: { title: 'Delete reply', left: 'The message that it answers stays.' },
};

function DeleteDialog({ isOpen, onClose, conversationId, ids, part, text }: DeleteDialogProps) {
  const changeHistory = useChangeHistory();
  const act = () => {
    onClose();
    // The last part first: what is left reads as what was cut, not as what has no beginning.
    void deleteAll(changeHistory, conversationId, ids.toReversed());
  };
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      role="alertdialog"
      title={words[part].title}
      footer={
        <>
          <Button size="large" onPress={onClose}>
            Cancel
          </Button>
          <Button size="large" look="primary" onPress={act}>
            Delete
          </Button>
        </>
      }
    >
      <blockquote className="border-s-2 border-line-strong ps-3 wrap-anywhere whitespace-pre-wrap text-ink-2">
        {text === '' ? '(no words)' : shorten(text)}
      </blockquote>
      <p className="mt-3">
        It is removed from the history on the server, for everybody, and cannot be brought back.{' '}
        {words[part].left}
      </p>
    </Dialog>
  );
}

function shorten(text: string): string {
  return text.length > 300 ? `${text.slice(0, 300)} …` : text;
}

/** One after another; the first that fails leaves the others as they are. */
async function deleteAll(
  changeHistory: (change: Change) => Promise<void>,
  id: string,
  messageIds: readonly string[],
): Promise<void> {
  try {
    for (const messageId of messageIds) {
      await changeHistory({ kind: 'delete-message', id, messageId });
    }
  } catch {
    // It is told where the message stands.
  }
}

/** What of this message the server did not delete. */
export function NotDeleted({ exchangeId, part }: Omit<DeleteMessageProps, 'text'>) {
  const deletable = useContext(DeletableContext);
  const ids = deletable?.parts.get(exchangeId)?.[part] ?? [];
  return ids.length > 0 && <FailedDelete ids={ids} />;
}

function FailedDelete({ ids }: { ids: readonly string[] }) {
  const failed = useFailedChanges().find(
    ({ change }) => change.kind === 'delete-message' && ids.includes(change.messageId),
  );
  return failed && <Failed failed={failed} ids={ids} />;
}

function Failed({ failed, ids }: { failed: FailedChange; ids: readonly string[] }) {
  const changeHistory = useChangeHistory();
  const forget = useForgetChange();
  const { change, error } = failed;
  return (
    <Notice
      grade="problem"
      polite
      className="mt-2 text-left"
      action={
        <span className="flex gap-2">
          <Button
            size="small"
            onPress={() => void deleteAll(changeHistory, change.id, ids.toReversed())}
          >
            Try again
          </Button>
          <Button size="small" look="quiet" onPress={() => forget(change)}>
            Dismiss
          </Button>
        </span>
      }
    >
      This was not deleted. {explainError(error)}
    </Notice>
  );
}
