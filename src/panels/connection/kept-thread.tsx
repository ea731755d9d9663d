/** What an assistant's service keeps of the person by itself, and the way to have it deleted there. */
import { useState } from 'react';
import type { ThreadBackend } from '../../core/backend.ts';
import { answering } from '../../core/conversation.ts';
import { explainError } from '../../core/explain-error.ts';
import { formatTime } from '../../lib/format-time.ts';
import { useLive, useWorkspace } from '../../state/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';

export function KeptThread({ backEnd }: { backEnd: string }) {
  const { thread } = useWorkspace();
  return thread?.backEnd === backEnd && <Kept thread={thread} />;
}

type Standing =
  | { readonly kind: 'kept' }
  | { readonly kind: 'deleting' }
  | { readonly kind: 'deleted'; readonly at: number }
  | { readonly kind: 'failed'; readonly error: unknown };

function Kept({ thread }: { thread: ThreadBackend }) {
  const { assistant } = thread;
  const [isAsking, setAsking] = useState(false);
  const [standing, setStanding] = useState<Standing>({ kind: 'kept' });
  const isAnswering = useLive(
    ({ conversation }) =>
      conversation.source.backEnd === thread.backEnd && answering(conversation) !== undefined,
  );
  const erase = async () => {
    setAsking(false);
    setStanding({ kind: 'deleting' });
    try {
      await thread.deleteAll();
      setStanding({ kind: 'deleted', at: Date.now() });
    } catch (error) {
      setStanding({ kind: 'failed', error });
    }
  };
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t border-line px-3.5 py-2 text-sm">
      <p role="status" className="min-w-48 flex-1 text-ink-2">
        {describe(standing, assistant)}
        {isAnswering && ' A reply is under way: wait until it is whole.'}
      </p>
      <Button
        size="small"
        isBusy={standing.kind === 'deleting'}
        isDisabled={isAnswering}
        onPress={() => setAsking(true)}
      >
        Delete it there …
      </Button>
      {standing.kind === 'failed' && (
        <Notice grade="problem">
          It is not known to be deleted. {explainError(standing.error)} To delete it twice does no
          harm.
        </Notice>
      )}
      <Question
        assistant={assistant}
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        onConfirm={() => void erase()}
      />
    </div>
  );
}

function describe(standing: Standing, assistant: string): string {
  if (standing.kind === 'deleting') return 'Deleting …';
  if (standing.kind === 'deleted') {
    return `Deleted at ${formatTime(standing.at)}. ${assistant} keeps nothing of what you said to it before.`;
  }
  return `${assistant} keeps what you say to it, in all conversations, on its own server.`;
}

interface QuestionProps {
  assistant: string;
  isOpen: boolean;
  onClose: () => void;
  onConfirm: () => void;
}

function Question({ assistant, isOpen, onClose, onConfirm }: QuestionProps) {
  const { history } = useWorkspace();
  return (
    <Dialog
      role="alertdialog"
      isOpen={isOpen}
      onClose={onClose}
      title={`Delete everything ${assistant} keeps of you?`}
      footer={
        <>
          <Button size="large" onPress={onClose}>
            Cancel
          </Button>
          <Button size="large" look="primary" onPress={onConfirm}>
            Delete everything
          </Button>
        </>
      }
    >
      <p>
        Its server deletes every message between you and {assistant}, with the data and handovers
        among them: of all your conversations with it, and from whatever device. This cannot be
        undone, and {assistant} will not know what was said before.
      </p>
      <p className="pt-2">
        Not deleted: what is on this device, until you sign out; notices
        {history && '; what was written to the history'}.
      </p>
    </Dialog>
  );
}
