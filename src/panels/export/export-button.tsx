/**
 * FHIR bundles made by the server, for those whom it makes them for.
 *
 * To everyone else the button says why it does nothing, instead of not being there.
 */
import { useState } from 'react';
import { useWorkspace } from '../../state/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { later } from '../../ui/later.tsx';

const ExportForm = later(async () => {
  const { ExportForm } = await import('./export-form.tsx');
  return ExportForm;
});

export function ExportButton() {
  const { exports, identity } = useWorkspace();
  const [isOpen, setOpen] = useState(false);
  if (!exports) return null;
  return (
    <>
      <Button size="small" onPress={() => setOpen(true)}>
        Export FHIR
      </Button>
      <Dialog
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        title="Export FHIR"
        width={identity.mayExport ? 'wide' : 'narrow'}
      >
        {identity.mayExport ? <ExportForm /> : <NotAllowed />}
      </Dialog>
    </>
  );
}

function NotAllowed() {
  const { user, group } = useWorkspace().identity;
  return (
    <>
      <p>
        Export needs the admin group; you are signed in as {user} ({group}).
      </p>
      <p className="pt-2 text-ink-2">
        Ask a colleague of that group, or whoever runs the server for access to it.
      </p>
    </>
  );
}
