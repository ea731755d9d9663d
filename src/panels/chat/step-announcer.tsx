/**
 * What a screen reader is told of an assistant's work: which agent has begun, and not each of its
 * steps. A flood of agents is told by its last, and a long row of them by its first few.
 */
import type { Exchange } from '../../core/conversation.ts';
import { answering } from '../../core/conversation.ts';
import { useLive } from '../../state/workspace.ts';
import { useSpaced } from '../../ui/use-spaced.ts';

/** With the beginning and the end of a reply it stays below nine announcements. */
const mostAgents = 4;
const pause = 3_000;

export function StepAnnouncer() {
  const stage = useLive(({ conversation }) => describeStage(answering(conversation)));
  return (
    <div role="status" className="sr-only">
      {useSpaced(stage, pause)}
    </div>
  );
}

function describeStage(exchange: Exchange | undefined): string {
  const agents = new Set(exchange?.steps.flatMap(({ agent }) => agent ?? []));
  const last = [...agents].slice(0, mostAgents).at(-1);
  return last === undefined ? '' : `${last} is at work.`;
}
