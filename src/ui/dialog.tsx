/**
 * A dialog over the page. It takes the focus and gives it back; Escape closes it.
 *
 * `alertdialog` asks something that has to be answered: a click outside does not close it.
 */
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useCallback, useState } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { classNames } from '../lib/class-names.ts';
import { Button } from './button.tsx';

export interface DialogProps {
  isOpen: boolean;
  onClose: () => void;
  title: string;
  role?: 'dialog' | 'alertdialog';
  /** In the middle, or as a sheet from a side that fills the height. */
  placement?: 'centre' | 'left' | 'right';
  width?: 'narrow' | 'wide';
  children: ReactNode;
  /** The acts at the end, the main one last. */
  footer?: ReactNode;
}

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

const heights = {
  centre: 'max-h-[calc(100dvh-2rem)]',
  left: 'h-dvh',
  right: 'h-dvh',
};

export function Dialog({
  isOpen,
  onClose,
  title,
  role = 'dialog',
  placement = 'centre',
  width = 'narrow',
  children,
  footer,
}: DialogProps) {
  const size = placement === 'centre' && (width === 'wide' ? 'max-w-3xl' : 'max-w-lg');
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      isDismissable={role === 'dialog'}
      className={classNames('fixed inset-0 z-20 flex bg-scrim', overlays[placement])}
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
          <ScrollPane label={title}>{children}</ScrollPane>
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

/** Where it scrolls it can be focused, so that the keyboard scrolls it. */
function ScrollPane({ label, children }: { label: string; children: ReactNode }) {
  const [scrolls, setScrolls] = useState(false);
  const watch = useCallback((pane: HTMLDivElement) => {
    const measure = () => setScrolls(pane.scrollHeight > pane.clientHeight);
    const observer = new ResizeObserver(measure);
    observer.observe(pane);
    for (const content of pane.children) observer.observe(content);
    return () => observer.disconnect();
  }, []);
  return (
    <div
      ref={watch}
      {...(scrolls && { role: 'region', 'aria-label': label, tabIndex: 0 })}
      className="scroll-pane min-h-0 grow px-5 py-4 -outline-offset-2"
    >
      <div>{children}</div>
    </div>
  );
}
