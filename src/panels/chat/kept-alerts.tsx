/** The alerts of a conversation of the history, as they were raised, and who took them on. */
import type { Conversation } from '../../core/conversation.ts';
import { describeAcknowledgement, severityWords } from '../../core/describe-alert.ts';
import { formatDateTime } from '../../lib/format-time.ts';
import { Notice } from '../../ui/notice.tsx';

export function KeptAlerts({ conversation: { alerts, source } }: { conversation: Conversation }) {
  if (alerts.length === 0) return null;
  return (
    <ul
      aria-label="Alerts of this conversation"
      className="scroll-pane flex max-h-[30%] shrink-0 flex-col gap-2 border-b border-line bg-surface p-3"
    >
      {alerts.map((alert) => (
        <li key={alert.id}>
          <Notice grade="warning">
            <b>{severityWords[alert.severity]}</b>, flagged by {alert.by ?? source.assistant},{' '}
            {formatDateTime(alert.raisedAt)}: {alert.text}{' '}
            <span className="text-ink-2">{describeAcknowledgement(alert, formatDateTime)}.</span>
          </Notice>
        </li>
      ))}
    </ul>
  );
}
