/**
 * A dialog over the page. It takes the focus and gives it back; Escape closes it.
 *
 * Its window comes after the first view. A dialog asked for before opens once it is there; until
 * then the focus stays with what asked for it.
 */
import type { ReactNode } from 'react';
import { later, Nothing } from './later.tsx';

export interface DialogProps {
  isOpen: boolean;
  onClose: () => void;
  title: string;
  role?: 'dialog' | 'alertdialog';
  /** In the middle, or as a sheet from a side that fills the height. */
  placement?: 'centre' | 'left' | 'right';
  width?: 'narrow' | 'wide';
  /** The contents take all the height there is, and scroll by themselves. */
  isFilled?: boolean;
  children: ReactNode;
  /** The acts at the end, the main one last. */
  footer?: ReactNode;
}

const DialogWindow = later(async () => {
  const { DialogWindow } = await import('./dialog-window.tsx');
  return DialogWindow;
}, Nothing);

export function Dialog(props: DialogProps) {
  return props.isOpen && <DialogWindow {...props} />;
}
