/** One message that waits: its place, its words and its going can be changed. */
import { ArrowDown, ArrowUp, Pencil, SendHorizontal, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Message } from '../../core/conversation.ts';
import { isEditable } from '../../core/conversation.ts';
import { useConsultation, useLive } from '../../state/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { useNow } from '../../ui/use-now.ts';
import { QueueEditor } from './queue-editor.tsx';
import { actionWords, describeAge, kindLook } from './words.ts';

export interface QueuedMessageProps {
  message: Message;
  /** Up is -1, down is 1. */
  onMove: (by: number) => void;
}

export function QueuedMessage({ message, onMove }: QueuedMessageProps) {
  const editing = useLive((state) => state.editing);
  return (
    <li className="flex flex-wrap items-center gap-x-2 rounded-md bg-surface py-1 pr-1 pl-2.5">
      {editing?.messageId === message.id ? (
        <QueueEditor message={message} text={editing.text} />
      ) : (
        <>
          <p className="line-clamp-2 w-full text-sm wrap-anywhere whitespace-pre-wrap lg:w-auto lg:min-w-40 lg:grow lg:basis-0">
            {message.text}
          </p>
          <p className="flex items-center gap-2 text-xs whitespace-nowrap text-ink-3">
            <span className={`rounded-sm px-1.5 font-semibold ${kindLook[message.action]}`}>
              {actionWords[message.action]}
            </span>
            <Age since={message.writtenAt} />
          </p>
          <Acts message={message} onMove={onMove} />
        </>
      )}
    </li>
  );
}

function Age({ since }: { since: number }) {
  return <span>{describeAge(useNow(1000) - since)}</span>;
}

function Acts({ message, onMove }: QueuedMessageProps) {
  const consultation = useConsultation();
  const { id, text } = message;
  return (
    <div className="ml-auto flex">
      <Act name="Move up" text={text} onPress={() => onMove(-1)}>
        <ArrowUp aria-hidden size={16} />
      </Act>
      <Act name="Move down" text={text} onPress={() => onMove(1)}>
        <ArrowDown aria-hidden size={16} />
      </Act>
      {isEditable(message) && (
        <Act name="Edit" text={text} onPress={() => consultation.edit({ messageId: id, text })}>
          <Pencil aria-hidden size={15} />
        </Act>
      )}
      <Act name="Send now" text={text} onPress={() => consultation.sendFirst(id)}>
        <SendHorizontal aria-hidden size={15} />
      </Act>
      <Act name="Remove" text={text} onPress={() => consultation.withdraw(id)}>
        <X aria-hidden size={16} />
      </Act>
    </div>
  );
}

interface ActProps {
  name: string;
  /** Of the message, so that the buttons of two messages are told apart. */
  text: string;
  onPress: () => void;
  children: ReactNode;
}

function Act({ name, text, onPress, children }: ActProps) {
  return (
    <Button look="quiet" size="icon" aria-label={`${name}: ${text.slice(0, 60)}`} onPress={onPress}>
      {children}
    </Button>
  );
}
