/** Where the focus goes after a dialog, where what had opened the dialog went away with it. */
import { useEffect } from 'react';

/**
 * For what stands inside the dialog, and goes when it goes.
 *
 * @param findHome must be the same for the life of the dialog
 */
export function useFocusHome(findHome: () => HTMLElement | null): void {
  // The dialog gives the focus back in the frame after it is gone; only then can it be missed.
  useEffect(
    () => () => {
      requestAnimationFrame(() => {
        if (document.activeElement === document.body) findHome()?.focus();
      });
    },
    [findHome],
  );
}
