/** Asked before signing out, where something of the work is not in the history yet. */
import { useStore } from 'zustand';
import type { Elsewhere, Leaving } from '../state/leaving.ts';
import { nothingElsewhere } from '../state/leaving.ts';
import type { Mirror } from '../state/mirror.ts';
import { useRecords } from '../state/record-standing.ts';
import { useWorkspace } from '../state/workspace.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';

export function SignOutDialog() {
  const { mirror, leaving } = useWorkspace();
  const { phase, elsewhere } = useStore(leaving.store);
  if (!mirror) return null;
  const isWaiting = phase === 'waiting';
  return (
    <Dialog
      role="alertdialog"
      isOpen={phase === 'asking' || isWaiting}
      onClose={() => leaving.stay()}
      title="Sign out before everything is in the history?"
      footer={<Acts leaving={leaving} isWaiting={isWaiting} />}
    >
      <Unwritten {...{ mirror, elsewhere, isWaiting }} />
    </Dialog>
  );
}

function Acts({ leaving, isWaiting }: { leaving: Leaving; isWaiting: boolean }) {
  return (
    <>
      <Button size="large" onPress={() => leaving.stay()}>
        Stay
      </Button>
      <Button size="large" onPress={() => leaving.leaveAnyway()}>
        Sign out anyway
      </Button>
      <Button
        size="large"
        look="primary"
        isBusy={isWaiting}
        onPress={() => leaving.leaveWhenWritten()}
      >
        {isWaiting ? 'Waiting …' : 'Wait, then sign out'}
      </Button>
    </>
  );
}

interface UnwrittenProps {
  mirror: Mirror;
  elsewhere: Elsewhere | null;
  isWaiting: boolean;
}

function Unwritten({ mirror, elsewhere, isWaiting }: UnwrittenProps) {
  const { behind, trouble } = useRecords(mirror);
  const { open, closed } = elsewhere ?? nothingElsewhere;
  return (
    <>
      <p className="font-medium" role="status">
        {describeUnwritten(behind, open + closed)}
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
      <p className="pt-2">
        Signing out removes the work that is kept on this device, in every tab: what is not in the
        history would be lost.
        {trouble && ' The conversation shows why it is not written.'}
        {isWaiting && ' You are signed out as soon as it is written.'}
      </p>
    </>
  );
}

/** A name, a cost or an end that is not told is no message. */
function describeUnwritten(here: number, elsewhere: number): string {
  if (here + elsewhere === 0) return 'The history is not up to date yet.';
  const count = (number: number) => (number === 1 ? '1 message' : `${number} messages`);
  const isAre = here + elsewhere === 1 ? 'is' : 'are';
  const parts = [
    ...(here > 0 ? [count(here)] : []),
    ...(elsewhere > 0 ? [`${count(elsewhere)} of another tab`] : []),
  ];
  return `${parts.join(' and ')} ${isAre} not in the history yet.`;
}
