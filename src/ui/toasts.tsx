/**
 * What passes by in a corner of the screen and can be put away. Said politely; it takes no focus, and
 * covers no part of the composer, nor an emergency: beside the side column it stands over that one's
 * foot, on a narrow screen below whatever the banner takes; under a dialog, whose buttons it would hide.
 */
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import {
  Text,
  UNSTABLE_Toast as Toast,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
  UNSTABLE_ToastRegion as ToastRegion,
} from 'react-aria-components';
import { Button } from './button.tsx';

/** At once; the others follow as these are put away. */
export function createToasts<Content>(mostShown: number): ToastQueue<Content> {
  return new ToastQueue<Content>({ maxVisibleToasts: mostShown });
}

export interface ToastsProps<Content> {
  queue: ToastQueue<Content>;
  /** What the region is called. */
  label: string;
  /** By which one is called. */
  title: (content: Content) => ReactNode;
  children: (content: Content) => ReactNode;
}

export function Toasts<Content>({ queue, label, title, children }: ToastsProps<Content>) {
  return (
    <ToastRegion
      queue={queue}
      aria-label={label}
      className="fixed inset-x-3 top-[calc(var(--alarm-height,0px)+5.75rem)] z-15 flex flex-col gap-2 outline-none md:start-auto md:top-auto md:bottom-14 md:w-70 lg:w-80"
    >
      {({ toast }) => (
        <Toast
          toast={toast}
          className="flex items-start gap-2 rounded-lg border border-line-strong bg-surface p-3 shadow-card"
        >
          <ToastContent role="status" className="min-w-0 grow text-sm wrap-anywhere">
            <Text slot="title" className="line-clamp-3 font-semibold">
              {title(toast.content)}
            </Text>
            {children(toast.content)}
          </ToastContent>
          <Button
            slot="close"
            look="quiet"
            size="small"
            aria-label="Close"
            className="shrink-0 px-1!"
          >
            <X aria-hidden size={15} />
          </Button>
        </Toast>
      )}
    </ToastRegion>
  );
}
