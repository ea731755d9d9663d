/**
 * The window of a dialog. Loaded after the first view; `Dialog` is the way to it.
 *
 * `alertdialog` asks something that has to be answered: a click outside does not close it.
 */
import { X } from 'lucide-react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { classNames } from '../lib/class-names.ts';
import { Button } from './button.tsx';
import type { DialogProps } from './dialog.tsx';
import { ScrollPane } from './scroll-pane.tsx';

const overlays = {
  centre: 'items-center justify-center p-4',
  left: 'items-stretch justify-start',
  right: 'items-stretch justify-end',
};

const modals = {
  centre: 'max-h-full w-full rounded-xl border border-line',
  left: 'w-[min(20rem,100vw)] border-r border-line',
  right: 'w-[min(24rem,100vw)] border-l border-line',
};

/** An alarm stays in sight above every dialog. */
const heights = {
  centre: 'max-h-[calc(100dvh-2rem-var(--alarm-height,0px))]',
  left: 'h-[calc(100dvh-var(--alarm-height,0px))]',
  right: 'h-[calc(100dvh-var(--alarm-height,0px))]',
};

export function DialogWindow({
  isOpen,
  onClose,
  title,
  role = 'dialog',
  placement = 'centre',
  width = 'narrow',
  isFilled = false,
  children,
  footer,
}: DialogProps) {
  const size = placement === 'centre' && (width === 'wide' ? 'max-w-3xl' : 'max-w-lg');
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      isDismissable={role === 'dialog'}
      className={classNames(
        'fixed inset-x-0 top-(--alarm-height,0px) bottom-0 z-20 flex bg-scrim',
        overlays[placement],
      )}
    >
      <Modal className={classNames('flex bg-surface shadow-overlay', modals[placement], size)}>
        <AriaDialog
          role={role}
          className={classNames('flex w-full flex-col outline-none', heights[placement])}
        >
          <header className="flex items-center gap-3 border-b border-line px-5 py-3">
            <Heading slot="title" className="grow text-base font-semibold">
              {title}
            </Heading>
            <Button look="quiet" size="icon" aria-label="Close" onPress={onClose}>
              <X aria-hidden size={18} />
            </Button>
          </header>
          {isFilled ? (
            <div className="flex min-h-0 grow flex-col">{children}</div>
          ) : (
            <ScrollPane label={title} className="grow px-5 py-4">
              {children}
            </ScrollPane>
          )}
          {footer && (
            <footer className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3">
              {footer}
            </footer>
          )}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
