/** Keeps the focus from falling to the page when the focused part of a list goes away. */
import type { FocusEvent, RefObject } from 'react';
import { useLayoutEffect, useRef } from 'react';

export interface FocusHandlers {
  readonly onFocus: () => void;
  readonly onBlur: (event: FocusEvent) => void;
}

/**
 * @param contents changes when something of the list may have gone away
 * @param onLost told when the focus was in `list` and now is nowhere
 */
export function useKeptFocus(
  list: RefObject<HTMLElement | null>,
  contents: unknown,
  onLost: () => void,
): FocusHandlers {
  const hadFocus = useRef(false);
  const lost = useRef(onLost);
  // Only the DOM knows where the focus went, and only before the next paint is it not yet missed.
  useLayoutEffect(() => {
    lost.current = onLost;
  });
  useLayoutEffect(() => {
    if (!hadFocus.current || document.activeElement !== document.body) return;
    hadFocus.current = false;
    lost.current();
  }, [contents]);
  return {
    onFocus: () => {
      hadFocus.current = true;
    },
    onBlur: ({ relatedTarget }) => {
      hadFocus.current = list.current?.contains(relatedTarget) === true;
    },
  };
}
