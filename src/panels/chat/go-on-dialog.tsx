/** Going on with an earlier conversation: what becomes of the present one, and a question. */
import type { Assistant } from '../../core/assistant.ts';
import { takesUpEarlier } from '../../core/assistant.ts';
import type { Conversation } from '../../core/conversation.ts';
import { describeEnding } from '../../core/describe-ending.ts';
import { explainError } from '../../core/explain-error.ts';
import { summariseEarlier } from '../../core/summarise.ts';
import type { KeptPresent } from '../../state/kept-conversation.ts';
import { useLive, useWorkspace } from '../../state/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';

export interface GoOnDialogProps {
  isOpen: boolean;
  onClose: () => void;
  conversation: Conversation;
  assistant: Assistant;
  /** How far it is read, where the history keeps it. */
  reading: KeptPresent | undefined;
}

export function GoOnDialog(props: GoOnDialogProps) {
  const { isOpen, onClose, assistant } = props;
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={takesUpEarlier(assistant) ? 'Continue this conversation' : 'Begin anew with a summary'}
    >
      <GoOn {...props} />
    </Dialog>
  );
}

function GoOn({ onClose, conversation, assistant, reading }: GoOnDialogProps) {
  const { consultation, view } = useWorkspace();
  const ending = useLive((state) => describeEnding(state.conversation));
  const begin = useBeginWithSummary(assistant);
  const isWhole = reading?.isWhole ?? true;
  const goOn = () => {
    if (takesUpEarlier(assistant)) consultation.continueConversation(conversation);
    else begin(conversation);
    view.show(null);
    onClose();
  };
  return (
    <div className="flex flex-col gap-4">
      <p>
        The present conversation ends and stays readable here.{' '}
        {takesUpEarlier(assistant)
          ? `${assistant.name} is sent what was said in this one with your next question.`
          : `${assistant.name} remembers nothing of this one: a summary of it is put where you write, for you to look at and send.`}
      </p>
      {ending !== null && (
        <Notice grade="warning" polite>
          {ending}
        </Notice>
      )}
      {reading && !isWhole && <ReadRest reading={reading} />}
      <div className="flex justify-end gap-2">
        <Button size="large" onPress={onClose}>
          Cancel
        </Button>
        <Button size="large" look="primary" isDisabled={!isWhole} onPress={goOn}>
          {takesUpEarlier(assistant) ? 'Continue' : 'Begin'}
        </Button>
      </div>
    </div>
  );
}

/** All of it goes along, so all of it has to be here. */
function ReadRest({ reading }: { reading: KeptPresent }) {
  const { isReadingOlder, fault, readAll } = reading;
  return (
    <Notice
      grade={fault === null ? 'information' : 'problem'}
      polite
      action={
        <Button size="small" isBusy={isReadingOlder} onPress={() => void readAll()}>
          {fault === null ? 'Read it' : 'Try again'}
        </Button>
      }
    >
      {fault === null
        ? 'The beginning of this conversation is not read yet.'
        : `The beginning could not be read. ${explainError(fault)}`}
    </Notice>
  );
}

/** What was being written goes along, below the summary. */
function useBeginWithSummary(assistant: Assistant): (conversation: Conversation) => void {
  const { consultation, drafts } = useWorkspace();
  return (conversation) => {
    const { conversation: present, account } = consultation.store.getState();
    const { capabilities } = assistant.conversation;
    const { instructions, name } = conversation;
    consultation.startConversation(assistant.id, {
      budget: account.requestedLimit,
      ...(assistant.templates.length > 0 && { instructions, name }),
    });
    const { id } = consultation.store.getState().conversation;
    drafts.move(present.id, id);
    const { question } = drafts.of(id);
    const summary = summariseEarlier(conversation, capabilities.messageLimit);
    drafts.change(id, {
      action: 'ask',
      question: [summary, question].filter(Boolean).join('\n\n'),
    });
  };
}
