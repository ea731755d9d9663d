/** Streamdown as it comes, given the whole text in every frame: it finds the blocks by itself. */
import { Streamdown } from 'streamdown';
import { present } from './feed.ts';
import { inReact } from './in-react.tsx';

present(inReact(({ text }) => <Streamdown>{text}</Streamdown>));
