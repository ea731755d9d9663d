/** Asked before signing out, where something of the work is not in the history yet. */
import { useStore } from 'zustand';
import type { Leaving } from '../state/leaving.ts';
import type { Mirror } from '../state/mirror.ts';
import { useRecords } from '../state/record-standing.ts';
import { useWorkspace } from '../state/workspace.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';

export function SignOutDialog() {
  const { mirror, leaving } = useWorkspace();
  const phase = useStore(leaving.store, (state) => state.phase);
  if (!mirror) return null;
  const isWaiting = phase === 'waiting';
  return (
    <Dialog
      role="alertdialog"
      isOpen={phase !== 'idle'}
      onClose={leaving.stay}
      title="Sign out before everything is in the history?"
      footer={<Acts leaving={leaving} isWaiting={isWaiting} />}
    >
      <Unwritten mirror={mirror} isWaiting={isWaiting} />
    </Dialog>
  );
}

function Acts({ leaving, isWaiting }: { leaving: Leaving; isWaiting: boolean }) {
  return (
    <>
      <Button size="large" onPress={leaving.stay}>
        Stay
      </Button>
      <Button size="large" onPress={leaving.leaveAnyway}>
        Sign out anyway
      </Button>
      <Button size="large" look="primary" isBusy={isWaiting} onPress={leaving.leaveWhenWritten}>
        {isWaiting ? 'Waiting …' : 'Wait, then sign out'}
      </Button>
    </>
  );
}

function Unwritten({ mirror, isWaiting }: { mirror: Mirror; isWaiting: boolean }) {
  const { behind, trouble } = useRecords(mirror);
  const [what, isAre] = behind === 1 ? ['1 message', 'is'] : [`${behind} messages`, 'are'];
  return (
    <>
      <p className="font-medium" role="status">
        {what} {isAre} not in the history yet.
      </p>
      <p className="pt-2">
        Signing out removes the work that is kept on this device, in every tab: what is not in the
        history would be lost.
        {trouble && ' The conversation shows why it is not written.'}
        {isWaiting && ' You are signed out as soon as it is written.'}
      </p>
    </>
  );
}
