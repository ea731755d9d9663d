/** A React component that is given the whole text so far, once a frame and within that frame. */
import type { ComponentType } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import type { Mount } from './feed.ts';
import { gather } from './gather.ts';

export function inReact(Reply: ComponentType<{ text: string }>): Mount {
  return (place) => {
    const root = createRoot(place);
    let text = '';
    const { push, clear } = gather((arrived) => {
      text += arrived;
      flushSync(() => root.render(<Reply text={text} />));
    });
    return {
      push,
      unmount() {
        clear();
        root.unmount();
      },
    };
  };
}
