/**
 * What a screen reader is told about replies: that one has begun, and at its end the whole of it.
 * Never a piece of it, and nothing that moves the focus.
 */
import type { Exchange } from '../../core/conversation.ts';
import { isQueued } from '../../core/conversation.ts';
import { plainWords } from '../../lib/plain-words.ts';
import { useLive } from '../../state/workspace.ts';
import { describeFailure } from './words.ts';

export function Announcer() {
  const announcement = useLive(({ conversation }) =>
    announce(conversation.exchanges.findLast((exchange) => !isQueued(exchange))),
  );
  return (
    <div role="status" className="sr-only">
      {announcement}
    </div>
  );
}

function announce(exchange: Exchange | undefined): string {
  if (!exchange) return '';
  const { turn, source } = exchange;
  switch (turn.phase) {
    case 'streaming':
      return `${source.assistant} is answering.`;
    case 'finished':
      return `${source.assistant}: ${plainWords(turn.text)}`;
    case 'interrupted':
      return `${describeFailure(turn.failure, turn.text)} ${plainWords(turn.text)}`;
    default:
      return '';
  }
}
