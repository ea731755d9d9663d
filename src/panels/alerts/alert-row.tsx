/** One alert of the log: what, where and when, and who took it on after how long. */
import type { LoggedAlert } from '../../core/alert-log.ts';
import { describeAcknowledgement, severityWords } from '../../core/describe-alert.ts';
import { formatTime } from '../../lib/format-time.ts';
import { useAlertPlace } from '../../state/alerts.ts';
import { Button } from '../../ui/button.tsx';
import { grades } from './grades.ts';

export interface AlertRowProps {
  logged: LoggedAlert;
  onAcknowledge: () => void;
}

export function AlertRow({ logged, onAcknowledge }: AlertRowProps) {
  const { patient, message, assistant, isNotice } = useAlertPlace(logged);
  const { severity, text, raisedAt, count, acknowledgement } = logged.alert;
  const { Icon, ink } = grades[severity];
  return (
    <li className="flex gap-2.5 border-line py-2 first:pt-0 not-first:border-t">
      <Icon aria-hidden size={18} className={`mt-0.5 shrink-0 ${ink}`} />
      <div className="min-w-0 grow wrap-anywhere">
        <p className={isNotice ? 'text-sm whitespace-pre-line' : 'font-semibold'}>
          <b className={ink}>{severityWords[severity]}:</b> {text}
        </p>
        <p className="text-sm text-ink-3">
          Flagged by {assistant} at {formatTime(raisedAt)}
          {count > 1 && ` · ${count} times`}
        </p>
        <p className="truncate text-sm text-ink-3" title={message}>
          {isNotice ? 'A notice, of no conversation' : `${patient} · “${message}”`}
        </p>
        <p className="text-sm text-ink-2">{describeAcknowledgement(logged.alert)}</p>
        {!acknowledgement && (
          <Button className="mt-1.5 min-h-11!" onPress={onAcknowledge}>
            Acknowledge …
          </Button>
        )}
      </div>
    </li>
  );
}
