/**
 * Says an alert once, at once, over everything else that is being said.
 *
 * What it says is fixed when the alert is raised: the words of a reply that streams are never in
 * it, and neither acknowledging another alert nor a repetition says anything again.
 */
import type { LoggedAlert } from '../../core/alert-log.ts';
import { severityWords } from '../../core/describe-alert.ts';
import { useAlertPlace } from '../../state/alerts.ts';

interface AlertAnnouncerProps {
  /** Of all alerts, acknowledged or not. */
  newest: LoggedAlert | undefined;
  /** Where it is another one than that which is looked at. */
  tenant: string | undefined;
}

export function AlertAnnouncer({ newest, tenant }: AlertAnnouncerProps) {
  return (
    <div role="alert" className="sr-only">
      {newest && !newest.alert.acknowledgement && (
        <Words key={`${newest.key} ${newest.alert.severity}`} logged={newest} tenant={tenant} />
      )}
    </div>
  );
}

function Words({ logged, tenant }: { logged: LoggedAlert; tenant: string | undefined }) {
  const { assistant } = useAlertPlace(logged);
  const { severity, text } = logged.alert;
  const place = tenant ? ` at ${tenant}` : '';
  return `${severityWords[severity]}${place}. ${assistant} says: ${text}. Press Alt and A to go to it.`;
}
