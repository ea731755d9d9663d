/**
 * The conversations, the live one first, and the way to a new one. Where a server keeps a history, its
 * conversations are listed with those of this device.
 */
import { Plus } from 'lucide-react';
import { useState } from 'react';
import type { Conversation } from '../../core/conversation.ts';
import { isDiagnosisSubmitted, replyText } from '../../core/conversation.ts';
import { classNames } from '../../lib/class-names.ts';
import { formatTime } from '../../lib/format-time.ts';
import { beginningOf } from '../../lib/plain-words.ts';
import { useShownId } from '../../state/shown.ts';
import { useLive, useOutline, useWorkspace } from '../../state/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { later, Nothing } from '../../ui/later.tsx';

const NewConversationDialog = later(async () => {
  const { NewConversationDialog } = await import('./new-conversation-dialog.tsx');
  return NewConversationDialog;
}, Nothing);

/** @param onChosen called when a conversation was chosen, e.g. to close a drawer */
export function Conversations({ onChosen }: { onChosen?: () => void }) {
  const { view, history, identity } = useWorkspace();
  const [isOpening, setOpening] = useState(false);
  return (
    <nav aria-label="Conversations" className="flex min-h-0 grow flex-col">
      <div className="p-3">
        <Button look="primary" size="large" className="w-full" onPress={() => setOpening(true)}>
          <Plus aria-hidden size={18} strokeWidth={2.5} /> New conversation
        </Button>
      </div>
      {history ? <ConversationList onChosen={onChosen} /> : <HeldHere onChosen={onChosen} />}
      <p className="border-t border-line p-3 text-xs text-ink-3">
        {history
          ? 'The history is on the server. What was said since you signed in is also on this device, encrypted, until you sign out.'
          : 'Kept on this device, encrypted, until you sign out.'}
        {identity.mayExport && ' Export what the record needs.'}
      </p>
      {isOpening && (
        <NewConversationDialog
          isOpen
          onClose={() => setOpening(false)}
          onStarted={() => {
            view.show(null);
            setOpening(false);
            onChosen?.();
          }}
        />
      )}
    </nav>
  );
}

interface HeldHereProps {
  onChosen?: (() => void) | undefined;
}

/** Those held since signing in. */
function HeldHere({ onChosen }: HeldHereProps) {
  const { view } = useWorkspace();
  const live = useOutline();
  const earlier = useLive((state) => state.earlier);
  const shownId = useShownId();
  const choose = (conversation: Conversation) => {
    view.show(conversation === live ? null : conversation.id);
    onChosen?.();
  };
  return (
    <ul className="scroll-pane min-h-0 grow px-2">
      {[live, ...earlier].map((conversation) => (
        <li key={conversation.id}>
          <ConversationItem
            conversation={conversation}
            isShown={conversation.id === shownId}
            onChoose={() => choose(conversation)}
          />
        </li>
      ))}
    </ul>
  );
}

/** Comes after the console; until then those of this device are there. */
const ConversationList = later<HeldHereProps>(async () => {
  const { ConversationList } = await import('./conversation-list.tsx');
  return ConversationList;
}, HeldHere);

interface ConversationItemProps {
  conversation: Conversation;
  isShown: boolean;
  onChoose: () => void;
}

function ConversationItem({ conversation, isShown, onChoose }: ConversationItemProps) {
  const [first] = conversation.exchanges;
  return (
    <Button
      look="quiet"
      {...(isShown && { 'aria-current': 'true' as const })}
      onPress={onChoose}
      className={classNames(
        'w-full flex-col gap-0! py-2 text-left',
        isShown && 'bg-accent-soft! forced-colors:border-[Highlight]!',
      )}
    >
      <span className="flex w-full items-baseline justify-between gap-2">
        <span className="truncate font-semibold text-ink">
          {first?.message.text ?? 'Not begun yet'}
        </span>
        <span className="shrink-0 text-xs text-ink-3">{formatTime(conversation.startedAt)}</span>
      </span>
      <span className="w-full truncate text-sm text-ink-2">{describeLast(conversation)}</span>
    </Button>
  );
}

/** A line on where the conversation stands: its outcome, else what was said last. */
function describeLast(conversation: Conversation): string {
  const last = conversation.exchanges.at(-1);
  const state = conversation.endedAt === null ? '' : 'Ended · ';
  if (!last) return `${state}nothing said yet`;
  if (isDiagnosisSubmitted(conversation)) return `${state}diagnosis submitted`;
  return `${state}${beginningOf(replyText(last.turn)) || last.message.text.slice(0, 80)}`;
}
