/** What was said beside the turns. */
import { memo } from 'react';
import type { Remark } from '../../core/conversation.ts';
import { summarise } from '../../core/summarise.ts';
import { useCapabilities, useOutline } from '../../state/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useCompose } from './compose.ts';
import { DataCardView } from './data-card-view.tsx';
import { HandoverView } from './handover-view.tsx';

export interface RemarkViewProps {
  remark: Remark;
  /** Whether a summary is offered for the assistant that has forgotten what was said. */
  offersSummary: boolean;
}

export const RemarkView = memo(function RemarkView({ remark, offersSummary }: RemarkViewProps) {
  const { content } = remark;
  switch (content.kind) {
    case 'memory-lost':
      return (
        <Notice
          grade="warning"
          polite
          action={offersSummary && <SendSummary turns={remark.after} />}
        >
          A new connection was made. The assistant does not remember the turns above; say again what
          it needs to know.
        </Notice>
      );
    case 'notice':
      return (
        <Notice grade="information" polite>
          <span className="whitespace-pre-wrap">{content.text}</span>
        </Notice>
      );
    case 'handover':
      return <HandoverView {...content} />;
    case 'data':
      return <DataCardView card={content.card} isChanged={remark.edition !== undefined} />;
  }
});

/** It goes into the composer for the person to look at; they send it. */
function SendSummary({ turns }: { turns: number }) {
  const { messageLimit } = useCapabilities();
  const compose = useCompose();
  const summary = summarise(useOutline(), turns, messageLimit);
  if (!compose || summary === '') return null;
  return (
    <Button size="small" className="shrink-0 whitespace-nowrap" onPress={() => compose(summary)}>
      Send a summary
    </Button>
  );
}
