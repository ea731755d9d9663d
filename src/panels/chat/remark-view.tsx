/** What was said beside the turns. */
import type { Conversation, Remark } from '../../core/conversation.ts';
import { summarise } from '../../core/summarise.ts';
import { useCapabilities } from '../../state/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useCompose } from './compose.ts';

export interface RemarkViewProps {
  remark: Remark;
  /** What can be summarised for the assistant that has forgotten it; `null` offers nothing. */
  conversation: Conversation | null;
}

export function RemarkView({ remark, conversation }: RemarkViewProps) {
  const { content } = remark;
  switch (content.kind) {
    case 'memory-lost':
      return (
        <Notice
          grade="warning"
          polite
          action={conversation && <SendSummary conversation={conversation} turns={remark.after} />}
        >
          A new connection was made. The assistant does not remember the turns above; say again what
          it needs to know.
        </Notice>
      );
    case 'notice':
      return (
        <Notice grade="information" polite>
          {content.text}
        </Notice>
      );
    case 'handover':
      return (
        <Notice grade="information" polite>
          Handed over to {content.to}: {content.reason}
          {content.waitMinutes !== null && ` Expected wait: ${content.waitMinutes} min.`}
        </Notice>
      );
  }
}

/** It goes into the composer for the person to look at; they send it. */
function SendSummary({ conversation, turns }: { conversation: Conversation; turns: number }) {
  const { messageLimit } = useCapabilities();
  const compose = useCompose();
  const summary = summarise(conversation, turns, messageLimit);
  if (!compose || summary === '') return null;
  return (
    <Button size="small" className="shrink-0 whitespace-nowrap" onPress={() => compose(summary)}>
      Send a summary
    </Button>
  );
}
