/** A page with nothing but a reply, which a test grows as it likes. */
import { StrictMode } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { Markdown } from '../src/ui/markdown/markdown.tsx';
import '../src/ui/theme.css';

export interface ReplyPage {
  /** Draws the reply before it returns; `isNew` mounts it anew. */
  show(text: string, isGrowing: boolean, isNew?: boolean): void;
}

const place = document.createElement('main');
place.style.cssText = 'max-width: 46rem; margin: 1.5rem auto; padding: 0 1rem';
document.body.append(place);
let root = createRoot(place);

const page: ReplyPage = {
  show(text, isGrowing, isNew = false) {
    if (isNew) {
      root.unmount();
      root = createRoot(place);
    }
    const reply = <Markdown text={text} isGrowing={isGrowing} />;
    flushSync(() => root.render(<StrictMode>{reply}</StrictMode>));
  },
};

Object.assign(globalThis, { reply: page });
