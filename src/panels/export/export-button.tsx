/**
 * The way out for a record, on every conversation and for everybody; and what the browser prints.
 *
 * Both come after the console.
 */
import { FileOutput } from 'lucide-react';
import { useState } from 'react';
import { flushSync } from 'react-dom';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { later } from '../../ui/later.tsx';
import type { ExportDialogProps } from './export-dialog.tsx';
import type { PrintOutProps, PrintWish } from './print-out.tsx';

const ExportDialog = later<ExportDialogProps>(async () => {
  const { ExportDialog } = await import('./export-dialog.tsx');
  return ExportDialog;
});

/** Without it the browser prints the screen. */
const PrintOut = later<PrintOutProps>(
  async () => {
    const { PrintOut } = await import('./print-out.tsx');
    return PrintOut;
  },
  () => null,
);

export function ExportButton({ isDemo }: { isDemo: boolean }) {
  const [isOpen, setOpen] = useState(false);
  const [wish, setWish] = useState<PrintWish | null>(null);
  const print = (wanted: PrintWish) => {
    flushSync(() => setWish(wanted));
    window.print();
  };
  return (
    <>
      <Button size="small" aria-label="Export" onPress={() => setOpen(true)}>
        <FileOutput aria-hidden size={15} />
        <span className="hidden md:inline">Export</span>
      </Button>
      <Dialog isOpen={isOpen} onClose={() => setOpen(false)} title="Export" width="wide">
        <ExportDialog isDemo={isDemo} onPrint={print} />
      </Dialog>
      <PrintOut isDemo={isDemo} wish={wish} onDone={() => setWish(null)} />
    </>
  );
}
