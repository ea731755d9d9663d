/** Other words for a question that waits. Enter saves, Escape leaves it as it was. */
import type { KeyboardEvent } from 'react';
import { useCallback, useId } from 'react';
import { TextArea } from 'react-aria-components';
import type { Message } from '../../core/conversation.ts';
import { useCapabilities, useConsultation } from '../../state/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { sendsByEnter } from './enter.ts';
import { findTextFault } from './text-fault.ts';

export function QueueEditor({ message, text }: { message: Message; text: string }) {
  const consultation = useConsultation();
  const faultId = useId();
  const { messageLimit } = useCapabilities();
  const fault = findTextFault(text, messageLimit, 'Write a question, or remove it.');
  const save = () => {
    if (fault === null) consultation.saveEdit();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') consultation.edit(null);
    else if (sendsByEnter(event)) {
      event.preventDefault();
      if (!event.repeat) save();
    }
  };
  const goThere = useCallback((field: HTMLTextAreaElement | null) => field?.focus(), []);
  return (
    <div className="flex w-full flex-wrap items-end justify-end gap-2 py-0.5">
      <TextArea
        ref={goThere}
        aria-label="Edit the waiting message"
        aria-invalid={fault !== null}
        aria-describedby={faultId}
        rows={1}
        value={text}
        onChange={({ target }) => consultation.edit({ messageId: message.id, text: target.value })}
        onKeyDown={onKeyDown}
        className="field-sizing-content max-h-32 min-h-9 min-w-48 grow resize-none rounded-md border border-line-strong bg-transparent px-2.5 py-1.5 text-sm"
      />
      <span className="flex gap-2">
        <Button size="small" onPress={() => consultation.edit(null)}>
          Leave as it was
        </Button>
        <Button size="small" look="primary" onPress={save}>
          Save
        </Button>
      </span>
      <span
        id={faultId}
        role="status"
        className="w-full text-sm font-medium text-medium empty:hidden"
      >
        {fault}
      </span>
    </div>
  );
}
