/** Asked before going to another tenant while a reply is under way. */
import { useAskedSwitch, useTenants } from '../../state/tenants.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';

export function SwitchDialog() {
  const { tenant } = useWorkspace();
  const { keepsOthersOpen, switchAnyway, stay } = useTenants();
  const asked = useAskedSwitch();
  return (
    <Dialog
      role="alertdialog"
      isOpen={asked !== null}
      onClose={stay}
      title="Go on while a reply is under way?"
      footer={
        <>
          <Button size="large" onPress={stay}>
            Stay
          </Button>
          <Button size="large" look="primary" onPress={switchAnyway}>
            Go to {asked?.name}
          </Button>
        </>
      }
    >
      <p>
        An assistant is answering at {tenant}. The reply goes on there while you are away. You find
        it when you come back; an emergency in it is shown wherever you are.
        {!keepsOthersOpen &&
          ' This site closes a tenant that is left, but not before the reply is whole.'}
      </p>
    </Dialog>
  );
}
