/**
 * Where a notice to everybody is written, and where it is seen what became of it at each tenant.
 *
 * It hangs on the console: what is written outlives its window. No key sends it by accident: the button
 * has to be gone to.
 */
import { useState } from 'react';
import type { Broadcast } from '../../state/broadcast.ts';
import { chosenOf, faultOf, isNowhere, isSending, useBroadcast } from '../../state/broadcast.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { BroadcastForm } from './broadcast-form.tsx';
import { BroadcastOutcome } from './broadcast-outcome.tsx';
import { describeSend } from './broadcast-words.ts';

export function BroadcastDialog({ broadcast }: { broadcast: Broadcast }) {
  const { isShown, sent } = useBroadcast(broadcast);
  // What is missing is told once somebody has wanted to send.
  const [wantsToSend, setWantsToSend] = useState(false);
  const close = () => {
    setWantsToSend(false);
    broadcast.hide();
  };
  const acts = { broadcast, onClose: close };
  return (
    <Dialog
      isOpen={isShown}
      onClose={close}
      title="Send a notice to everybody"
      footer={
        sent ? (
          <ActsAfter {...acts} />
        ) : (
          <ActsBefore {...acts} onWant={(wants) => setWantsToSend(wants)} />
        )
      }
    >
      {sent ? (
        <BroadcastOutcome broadcast={broadcast} sent={sent} />
      ) : (
        <BroadcastForm broadcast={broadcast} wantsToSend={wantsToSend} />
      )}
    </Dialog>
  );
}

interface ActsProps {
  broadcast: Broadcast;
  onClose: () => void;
}

interface ActsBeforeProps extends ActsProps {
  onWant: (wants: boolean) => void;
}

function ActsBefore({ broadcast, onClose, onWant }: ActsBeforeProps) {
  const state = useBroadcast(broadcast);
  const { draft, tenants } = state;
  const count = chosenOf(state).length;
  return (
    <>
      <Button size="large" onPress={onClose}>
        Not now
      </Button>
      <Button
        size="large"
        look="primary"
        onPress={() => {
          onWant(faultOf(draft) !== null || count === 0);
          broadcast.send();
        }}
      >
        {describeSend(count, tenants.length, draft.grade)}
      </Button>
    </>
  );
}

function ActsAfter({ broadcast, onClose }: ActsProps) {
  const { sent } = useBroadcast(broadcast);
  return (
    <>
      {sent && !isSending(sent) && (
        <Button size="large" onPress={() => broadcast.writeAnother()}>
          {isNowhere(sent) ? 'Change it' : 'Write another'}
        </Button>
      )}
      <Button size="large" look="primary" onPress={onClose}>
        Close
      </Button>
    </>
  );
}
