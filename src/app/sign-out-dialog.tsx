/** Asked before signing out, where something of the work was not sent or is not in the history yet. */
import { useStore } from 'zustand';
import { isWaiting as waits, unsentOf } from '../core/conversation.ts';
import { describeLosses } from '../core/describe-losses.ts';
import type { Elsewhere, Leaving } from '../state/leaving.ts';
import { nothingElsewhere } from '../state/leaving.ts';
import type { Mirror } from '../state/mirror.ts';
import { useLosses, useRecords } from '../state/record-standing.ts';
import { useTenants } from '../state/tenants.ts';
import { useLive, useWorkspace } from '../state/workspace.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { useAppeared } from '../ui/use-appeared.ts';

export function SignOutDialog() {
  const workspace = useWorkspace();
  const { leaving, mirror } = workspace;
  const { phase, elsewhere } = useStore(leaving.store);
  const { alerts, unsent } = useLosses(workspace);
  const goesOut = useLive(
    ({ conversation }) => !conversation.queueHeld && unsentOf(conversation).every(waits),
  );
  const isWaiting = phase === 'waiting';
  const isUnsent = unsent + (elsewhere?.unsent ?? 0) > 0;
  const isAlarm = alerts + (elsewhere?.alerts ?? 0) > 0;
  // Nobody acknowledges an alert by waiting.
  const canWait = goesOut && !isAlarm;
  return (
    <Dialog
      role="alertdialog"
      isOpen={phase === 'asking' || isWaiting}
      onClose={() => leaving.stay()}
      title={`Sign out before everything is ${isAlarm ? 'acknowledged' : isUnsent ? 'sent' : 'in the history'}?`}
      footer={<Acts {...{ leaving, isWaiting, canWait }} />}
    >
      <Loss elsewhere={elsewhere} />
      <p className="pt-2">
        Signing out removes the work that is kept on this device, in every tab:{' '}
        {describeEffect(isAlarm, isUnsent)}
        {mirror && <Trouble mirror={mirror} />}
        {!goesOut && ' Some of it goes out only when you say so: stay to send or to remove it.'}
        {isWaiting && ` You are signed out as soon as it is ${isUnsent ? 'sent' : 'written'}.`}
      </p>
    </Dialog>
  );
}

function describeEffect(isAlarm: boolean, isUnsent: boolean): string {
  const lost = `what is not ${isUnsent ? 'sent' : 'in the history'} would be lost.`;
  if (!isAlarm) return lost;
  const unseen = 'no alert would be shown or repeated here any more';
  return `${unseen}${isUnsent ? `, and ${lost}` : '.'} Stay to acknowledge.`;
}

function Trouble({ mirror }: { mirror: Mirror }) {
  const { trouble } = useRecords(mirror);
  return trouble && ' The conversation shows why it is not written.';
}

interface ActsProps {
  leaving: Leaving;
  isWaiting: boolean;
  /** What is here goes out by itself. */
  canWait: boolean;
}

/** Milliseconds. The second press of a double click would answer for the next tenant, too. */
const firstMoment = 500;

function Acts({ leaving, isWaiting, canWait }: ActsProps) {
  const isOneOfMany = useTenants().list.length > 1;
  const takesActs = useAppeared(isOneOfMany ? firstMoment : 0);
  return (
    <>
      <Button size="large" look={canWait ? 'secondary' : 'primary'} onPress={() => leaving.stay()}>
        Stay
      </Button>
      <Button size="large" onPress={() => takesActs() && leaving.leaveAnyway()}>
        Sign out anyway
      </Button>
      {canWait && (
        <Button
          size="large"
          look="primary"
          isBusy={isWaiting}
          onPress={() => leaving.leaveWhenWritten()}
        >
          {isWaiting ? 'Waiting …' : 'Wait, then sign out'}
        </Button>
      )}
    </>
  );
}

/** @param elsewhere `null` where that could not be counted */
function Loss({ elsewhere }: { elsewhere: Elsewhere | null }) {
  const workspace = useWorkspace();
  const isOneOfMany = useTenants().list.length > 1;
  const { open, closed, unsent: unsentElsewhere, alerts } = elsewhere ?? nothingElsewhere;
  const losses = {
    ...{ ...useLosses(workspace), alertsElsewhere: alerts },
    ...{ unsentElsewhere, unwrittenElsewhere: open + closed },
  };
  return (
    <>
      <p className="font-medium" role="status">
        {describeLosses(losses, isOneOfMany ? workspace.tenant : null)}
      </p>
      {elsewhere === null && (
        <p className="pt-2">What other tabs hold could not be looked at in time.</p>
      )}
      {closed > 0 && (
        <p className="pt-2">
          {closed === open + closed
            ? 'Those of the other tab are'
            : `${closed} of those elsewhere are`}{' '}
          of a tab that was closed. Stay and reload this page, and they are written.
        </p>
      )}
    </>
  );
}
