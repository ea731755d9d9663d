/** How an alert that nobody has acknowledged may make itself noticed every 30 s. */
import type { NoticePermission } from '../../core/alarm.ts';
import { useAlarm } from '../../state/alert-repeat.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { Switch } from '../../ui/switch.tsx';

export function AlarmSettings() {
  const { alarm } = useWorkspace();
  const { sound, isMuted, notices } = useAlarm(alarm);
  return (
    <Disclosure label={`Repeated every 30 s · sound ${sound ? 'on' : 'off'}`}>
      <div className="flex flex-col items-start gap-2 pt-1.5">
        <p className="text-sm text-ink-3">
          What nobody has acknowledged is shown in the title of this tab, and repeated:
        </p>
        <Switch isOn={sound} onChange={(isOn) => alarm.allowSound(isOn)}>
          Sound, until this tab is closed
        </Switch>
        <p role="status" className="text-sm font-medium text-medium empty:hidden">
          {sound && isMuted && 'The browser lets nothing be heard: click on the page, or ask why.'}
        </p>
        <Notices permission={notices} onAsk={() => alarm.askForNotices()} />
      </div>
    </Disclosure>
  );
}

const states: Record<Exclude<NoticePermission, 'default'>, string> = {
  granted: 'Notifications of this computer, without a word about the patient: on.',
  denied: 'Notifications: blocked in the settings of this browser.',
  unavailable: 'Notifications: not available in this browser or on this address.',
};

function Notices({ permission, onAsk }: { permission: NoticePermission; onAsk: () => void }) {
  return (
    <div role="status" className="text-sm text-ink-2">
      {permission === 'default' ? (
        <Button size="small" onPress={onAsk}>
          Allow notifications
        </Button>
      ) : (
        states[permission]
      )}
    </div>
  );
}
