/** Whether anybody can see the page, as the browser tells it. */
import type { Visibility } from './poll.ts';

type VisiblePage = EventTarget & { readonly visibilityState: DocumentVisibilityState };

export function pageVisibility(page: VisiblePage = document): Visibility {
  return {
    isHidden: () => page.visibilityState === 'hidden',
    onSeen(listener) {
      const onChange = () => {
        if (page.visibilityState === 'visible') listener();
      };
      page.addEventListener('visibilitychange', onChange);
      return () => page.removeEventListener('visibilitychange', onChange);
    },
  };
}
