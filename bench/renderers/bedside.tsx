/** Bedside's own reply, as the transcript draws it. */
import { ReplyText } from '../../src/panels/chat/reply-text.tsx';
import { present } from './feed.ts';
import { inReact } from './in-react.tsx';

present(inReact(({ text }) => <ReplyText text={text} isStreaming />));
