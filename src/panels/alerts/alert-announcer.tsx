/**
 * Says an alert once, at once, over everything else that is being said.
 *
 * What it says is fixed when the alert is raised: the words of a reply that streams are never in
 * it, and neither acknowledging another alert nor a repetition says anything again.
 */
import type { LoggedAlert } from '../../core/alert-log.ts';
import { severityWords } from '../../core/describe-alert.ts';
import { useAlertPlace } from '../../state/alerts.ts';

/** @param newest of all alerts, acknowledged or not */
export function AlertAnnouncer({ newest }: { newest: LoggedAlert | undefined }) {
  return (
    <div role="alert" className="sr-only">
      {newest && !newest.alert.acknowledgement && (
        <Words key={`${newest.key} ${newest.alert.severity}`} logged={newest} />
      )}
    </div>
  );
}

function Words({ logged }: { logged: LoggedAlert }) {
  const { assistant } = useAlertPlace(logged);
  const { severity, text } = logged.alert;
  return `${severityWords[severity]}. ${assistant} says: ${text}. Press Alt and A to go to it.`;
}
