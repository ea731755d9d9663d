/** Bedside's own Markdown, given the whole text in every frame: it finds by itself what is new. */
import { Markdown } from '../../src/ui/markdown/markdown.tsx';
import { present } from './feed.ts';
import { inReact } from './in-react.tsx';

present(inReact(({ text }) => <Markdown text={text} isGrowing />));
