/** The question before a conversation of the history is ended: it is for good. */
import { formatDateTime } from '../../lib/format-time.ts';
import { useChangeHistory } from '../../state/queries/history-changes.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { titleOf } from './conversation-row.tsx';
import type { ItemDialogProps } from './rename-dialog.tsx';

export function EndDialog({ item, onClose }: ItemDialogProps) {
  const changeHistory = useChangeHistory();
  const end = () => {
    onClose();
    if (!item?.keptId) return;
    // What becomes of it stands in the list.
    changeHistory({ kind: 'end', id: item.keptId, at: Date.now() }).catch(() => undefined);
  };
  return (
    <Dialog
      isOpen={item !== null}
      onClose={onClose}
      role="alertdialog"
      title="End conversation"
      footer={
        <>
          <Button size="large" onPress={onClose}>
            Cancel
          </Button>
          <Button size="large" look="primary" onPress={end}>
            End it
          </Button>
        </>
      }
    >
      {item && (
        <p className="wrap-anywhere">
          “{titleOf(item)}”, begun {formatDateTime(item.startedAt)}, is marked as ended in the
          history. It stays readable. An end cannot be taken back.
        </p>
      )}
    </Dialog>
  );
}
