/** What was said beside the turns. */
import type { Remark } from '../../core/conversation.ts';
import { Notice } from '../../ui/notice.tsx';

export function RemarkView({ remark }: { remark: Remark }) {
  const { content } = remark;
  switch (content.kind) {
    case 'memory-lost':
      return (
        <Notice grade="warning" polite>
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
