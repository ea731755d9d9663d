/**
 * The log of alerts, of all conversations: what was flagged, and who took it on.
 *
 * The service flagged it; Bedside never judges by itself and never calls anything safe.
 */
import { useRef, useState } from 'react';
import { useAlertLog } from '../../state/alerts.ts';
import { useCapabilities, useConsultation, useLive } from '../../state/workspace.ts';
import { Card } from '../../ui/card.tsx';
import { later } from '../../ui/later.tsx';
import { AcknowledgeDialog } from './acknowledge-dialog.tsx';
import { AlertRow } from './alert-row.tsx';

const AlarmSettings = later(async () => {
  const { AlarmSettings } = await import('./alarm-settings.tsx');
  return AlarmSettings;
});

export function AlertsPanel() {
  const log = useAlertLog(useConsultation());
  const [acknowledging, setAcknowledging] = useState<string | null>(null);
  const panel = useRef<HTMLDivElement>(null);
  return (
    <Card title="Alerts" aside={log.length > 0 ? log.length : undefined}>
      <div ref={panel} tabIndex={-1} className="flex flex-col gap-3">
        {log.length > 0 && (
          <ul>
            {log.map((logged) => (
              <AlertRow
                key={logged.key}
                logged={logged}
                onAcknowledge={() => setAcknowledging(logged.key)}
              />
            ))}
          </ul>
        )}
        <Screening hasAlerts={log.length > 0} />
        <AlarmSettings />
      </div>
      <AcknowledgeDialog
        logged={log.find(({ key }) => key === acknowledging)}
        onClose={() => setAcknowledging(null)}
        onAcknowledged={() => panel.current?.focus()}
      />
    </Card>
  );
}

/** What the absence of an alert means: nothing. */
function Screening({ hasAlerts }: { hasAlerts: boolean }) {
  const { emergencies } = useCapabilities();
  const isOnline = useLive(({ connection }) => connection.phase === 'online');
  return (
    <p className="text-sm text-ink-2">{describeScreening(emergencies, isOnline, hasAlerts)}</p>
  );
}

function describeScreening(emergencies: boolean, isOnline: boolean, hasAlerts: boolean): string {
  if (!emergencies) {
    return 'This assistant does not screen for emergencies. No alert here does not mean there is none.';
  }
  if (!isOnline) {
    return 'Emergency screening is not available: it needs the line to the assistant.';
  }
  const screened = 'The assistant screens what you send, by key words.';
  return hasAlerts
    ? `${screened} No further alert does not mean there is no emergency.`
    : `${screened} None raised so far: that does not mean there is none.`;
}
