/** react-markdown, given the whole text anew in every frame. */
import Markdown from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { present } from './feed.ts';
import { inReact } from './in-react.tsx';

const plugins = [remarkGfm];

present(inReact(({ text }) => <Markdown remarkPlugins={plugins}>{text}</Markdown>));
