/**
 * Where a notice to everybody is written, and where it is seen what became of it at each tenant.
 *
 * It hangs on the console: what is written outlives its window. No key sends it by accident: the button
 * has to be gone to.
 */
import type { RefObject } from 'react';
import { useRef, useState } from 'react';
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
  const form = useRef<HTMLDivElement>(null);
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
          <ActsBefore {...acts} form={form} onWant={(wants) => setWantsToSend(wants)} />
        )
      }
    >
      {sent ? (
        <BroadcastOutcome broadcast={broadcast} sent={sent} />
      ) : (
        <BroadcastForm ref={form} broadcast={broadcast} wantsToSend={wantsToSend} />
      )}
    </Dialog>
  );
}

/** What has to be changed first, as a selector within the form; `null` where nothing has to. */
function wrongPart(fault: ReturnType<typeof faultOf>, count: number): string | null {
  if (fault !== null) return fault === 'long-text' ? 'textarea' : 'input';
  return count === 0 ? 'fieldset input:enabled' : null;
}

interface ActsProps {
  broadcast: Broadcast;
  onClose: () => void;
}

interface ActsBeforeProps extends ActsProps {
  form: RefObject<HTMLDivElement | null>;
  onWant: (wants: boolean) => void;
}

function ActsBefore({ broadcast, onClose, form, onWant }: ActsBeforeProps) {
  const state = useBroadcast(broadcast);
  const { draft, tenants } = state;
  const count = chosenOf(state).length;
  const wrong = wrongPart(faultOf(draft), count);
  return (
    <>
      <Button size="large" onPress={onClose}>
        Not now
      </Button>
      <Button
        size="large"
        look="primary"
        onPress={() => {
          onWant(wrong !== null);
          // It may be out of sight, above or below.
          if (wrong !== null) form.current?.querySelector<HTMLElement>(wrong)?.focus();
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
