/**
 * What the assistant flagged as an emergency, and what the absence of a flag means: nothing.
 *
 * The service flagged it; Bedside never judges by itself and never calls anything safe.
 */
import { OctagonAlert, TriangleAlert } from 'lucide-react';
import type { Alert, Severity } from '../../core/alert.ts';
import { formatTime } from '../../lib/format-time.ts';
import { useCapabilities, useLive } from '../../state/workspace.ts';
import { Card } from '../../ui/card.tsx';

export function AlertsPanel() {
  const { emergencies } = useCapabilities();
  const alerts = useLive((state) => state.conversation.alerts);
  return (
    <Card title="Alerts" aside={alerts.length > 0 ? alerts.length : undefined}>
      {alerts.length > 0 && <AlertList alerts={alerts} />}
      {!emergencies && (
        <p className="text-sm text-ink-2">
          This assistant does not screen for emergencies. No alert here does not mean there is none.
        </p>
      )}
      {emergencies && alerts.length === 0 && (
        <p className="text-sm text-ink-2">None raised so far. That does not mean there is none.</p>
      )}
    </Card>
  );
}

const grades: Record<Severity, { word: string; Icon: typeof OctagonAlert; look: string }> = {
  emergency: { word: 'Emergency', Icon: OctagonAlert, look: 'text-high' },
  urgent: { word: 'Urgent', Icon: TriangleAlert, look: 'text-medium' },
};

function AlertList({ alerts }: { alerts: readonly Alert[] }) {
  return (
    <ul className="divide-y divide-line">
      {alerts.toReversed().map((alert) => (
        <AlertRow key={`${alert.turnId} ${alert.raisedAt} ${alert.text}`} alert={alert} />
      ))}
    </ul>
  );
}

function AlertRow({ alert: { severity, text, raisedAt, count } }: { alert: Alert }) {
  const { word, Icon, look } = grades[severity];
  return (
    <li className="flex gap-2.5 py-2">
      <Icon aria-hidden size={18} className={`mt-0.5 shrink-0 ${look}`} />
      <div className="min-w-0">
        <p className="font-semibold wrap-anywhere">
          <span className={look}>{word}:</span> {text}
        </p>
        <p className="text-sm text-ink-3">
          Flagged by the assistant at {formatTime(raisedAt)}
          {count > 1 && ` · ${count} times`}
        </p>
      </div>
    </li>
  );
}
