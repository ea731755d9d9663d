/** One message that waits: its place, its words and its going can be changed. */
import { ArrowDown, ArrowUp, Pencil, SendHorizontal, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Exchange, Message, Priority } from '../../core/conversation.ts';
import { isEditable, waitingOf } from '../../core/conversation.ts';
import { useConsultation, useLive } from '../../state/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { useNow } from '../../ui/use-now.ts';
import { QueueEditor } from './queue-editor.tsx';
import { actionWords, describeAge, kindLook } from './words.ts';

export interface QueuedMessageProps {
  exchange: Exchange;
  /** Up is -1, down is 1. */
  onMove: (by: number) => void;
}

export function QueuedMessage({ exchange, onMove }: QueuedMessageProps) {
  const { message } = exchange;
  const { priority } = waitingOf(exchange);
  return (
    <UnsentMessage
      message={message}
      standing={
        <>
          {priority !== 'normal' && (
            <span className="font-semibold text-ink-2">{priorityWords[priority]}</span>
          )}
          {message.writtenFor !== undefined && (
            <span className="font-semibold whitespace-normal text-ink-2">
              written to {message.writtenFor}
            </span>
          )}
          <Age since={message.writtenAt} />
        </>
      }
      acts={<Acts message={message} priority={priority} onMove={onMove} />}
    />
  );
}

interface UnsentMessageProps {
  message: Message;
  /** How it stands: how long it has waited, what was tried. */
  standing: ReactNode;
  acts: ReactNode;
}

/** Its words, what kind it is, what can be done; or the editor, while it has other words. */
export function UnsentMessage({ message, standing, acts }: UnsentMessageProps) {
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
            {standing}
          </p>
          <div className="ml-auto flex">{acts}</div>
        </>
      )}
    </li>
  );
}

const priorityWords: Record<Priority, string> = {
  high: 'High priority',
  normal: 'Normal priority',
  low: 'Low priority',
};

function Age({ since }: { since: number }) {
  return <span>{describeAge(useNow(1000) - since)}</span>;
}

interface ActsProps extends Pick<QueuedMessageProps, 'onMove'> {
  message: Message;
  priority: Priority;
}

function Acts({ message, priority, onMove }: ActsProps) {
  const consultation = useConsultation();
  const { id, text } = message;
  const others = (['high', 'normal', 'low'] as const).filter((each) => each !== priority);
  return (
    <>
      <Act name="Move up" text={text} onPress={() => onMove(-1)}>
        <ArrowUp aria-hidden size={16} />
      </Act>
      <Act name="Move down" text={text} onPress={() => onMove(1)}>
        <ArrowDown aria-hidden size={16} />
      </Act>
      <EditAct message={message} />
      <Act name="Send now" text={text} onPress={() => consultation.sendFirst(id)}>
        <SendHorizontal aria-hidden size={15} />
      </Act>
      <Menu
        label={nameOf('Priority', text)}
        acts={others.map((each) => ({
          label: priorityWords[each],
          onAct: () => consultation.prioritise(id, each),
        }))}
      />
      <RemoveAct message={message} />
    </>
  );
}

export function EditAct({ message }: { message: Message }) {
  const consultation = useConsultation();
  const { id, text } = message;
  if (!isEditable(message)) return null;
  return (
    <Act name="Edit" text={text} onPress={() => consultation.edit({ messageId: id, text })}>
      <Pencil aria-hidden size={15} />
    </Act>
  );
}

export function RemoveAct({ message: { id, text } }: { message: Message }) {
  const consultation = useConsultation();
  return (
    <Act name="Remove" text={text} onPress={() => consultation.withdraw(id)}>
      <X aria-hidden size={16} />
    </Act>
  );
}

/** Of a button, so that those of two messages are told apart. */
function nameOf(act: string, text: string): string {
  return `${act}: ${text.slice(0, 60)}`;
}

interface ActProps {
  name: string;
  /** Of the message. */
  text: string;
  onPress: () => void;
  children: ReactNode;
}

export function Act({ name, text, onPress, children }: ActProps) {
  return (
    <Button look="quiet" size="icon" aria-label={nameOf(name, text)} onPress={onPress}>
      {children}
    </Button>
  );
}
