/** The alerts that wait behind the open one, folded away; any of them can be opened instead. */
import type { LoggedAlert } from '../../core/alert-log.ts';
import { severityWords } from '../../core/describe-alert.ts';
import { formatTime } from '../../lib/format-time.ts';
import { useAlertPlace } from '../../state/alerts.ts';
import { Button } from '../../ui/button.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { grades } from './grades.ts';

export interface OtherAlertsProps {
  others: readonly LoggedAlert[];
  onOpen: (key: string) => void;
}

export function OtherAlerts({ others, onOpen }: OtherAlertsProps) {
  if (others.length === 0) return null;
  return (
    <Disclosure label={`${others.length} more not acknowledged`}>
      <ul className="flex flex-col gap-1 py-1">
        {others.map((logged) => (
          <li key={logged.key}>
            <OtherAlert logged={logged} onOpen={() => onOpen(logged.key)} />
          </li>
        ))}
      </ul>
    </Disclosure>
  );
}

function OtherAlert({ logged, onOpen }: { logged: LoggedAlert; onOpen: () => void }) {
  const { patient, message, isNotice } = useAlertPlace(logged);
  const { severity, raisedAt, text } = logged.alert;
  const { Icon, ink } = grades[severity];
  return (
    <Button size="small" className="max-w-full justify-start!" onPress={onOpen}>
      <Icon aria-hidden size={15} className={`shrink-0 ${ink}`} />
      <b className={`shrink-0 ${ink}`}>{severityWords[severity]}</b>
      <span className="truncate">
        {formatTime(raisedAt)} · {isNotice ? text : `${patient} · ${message}`}
      </span>
    </Button>
  );
}
