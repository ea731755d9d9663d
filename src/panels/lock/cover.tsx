/**
 * Takes the whole screen, and gives it back as it was: the focus where it was, the title too.
 *
 * It hangs on the body beside the console, whose dialogs do so as well.
 */
import type { ReactNode } from 'react';
import { useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { claimTitle } from '../../ui/page-title.ts';

export function Cover({ title, children }: { title: string; children: ReactNode }) {
  const [focused] = useState(() => document.activeElement);
  // Title and focus belong to the document, not to React.
  useEffect(() => {
    claimTitle('cover', `${title} · Bedside`);
    return () => claimTitle('cover', null);
  }, [title]);
  // On the way out only: by then the console can be reached again.
  useEffect(
    () => () => {
      if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
    },
    [focused],
  );
  return createPortal(
    <div
      data-cover
      // React Aria leaves alone what says this, also while a dialog of the console is open.
      data-react-aria-top-layer="true"
      ref={coverPage}
      className="scroll-pane fixed inset-0 z-50 grid place-items-center bg-canvas p-4"
    >
      <main className="w-full max-w-md">{children}</main>
    </div>,
    document.body,
  );
}

/**
 * The body says that it is covered, for the styles (lock.css). The console's shortcuts listen on the
 * window; they are not for whoever stands before the cover.
 */
function coverPage(): () => void {
  const { body } = document;
  const keep = (event: KeyboardEvent) => event.stopPropagation();
  body.dataset['covered'] = '';
  body.addEventListener('keydown', keep);
  return () => {
    delete body.dataset['covered'];
    body.removeEventListener('keydown', keep);
  };
}
