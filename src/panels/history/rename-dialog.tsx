/** Another name for a conversation. */
import { useState } from 'react';
import { useRename } from '../../state/conversation-items.ts';
import type { ConversationItem } from '../../state/conversation-list.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { titleOf } from './conversation-row.tsx';

export interface ItemDialogProps {
  /** `null` while the dialog is closed. */
  item: ConversationItem | null;
  onClose: () => void;
}

export function RenameDialog({ item, onClose }: ItemDialogProps) {
  return (
    <Dialog isOpen={item !== null} onClose={onClose} title="Rename conversation">
      {item && <RenameForm item={item} onClose={onClose} />}
    </Dialog>
  );
}

function RenameForm({ item, onClose }: { item: ConversationItem; onClose: () => void }) {
  const rename = useRename();
  const [name, setName] = useState(() => titleOf(item));
  const [fault, setFault] = useState<string | undefined>();
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        const wanted = name.trim();
        if (wanted === '') return setFault('A conversation needs a name.');
        rename(item, wanted);
        onClose();
      }}
    >
      <TextField label="Name" value={name} onChange={setName} error={fault} autoFocus />
      <div className="flex justify-end gap-2">
        <Button size="large" onPress={onClose}>
          Cancel
        </Button>
        <Button size="large" look="primary" type="submit">
          Rename
        </Button>
      </div>
    </form>
  );
}
