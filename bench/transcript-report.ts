/** The figures of long conversations as a table, and what the project promises of them. */
import { formatTable } from './table.ts';
import type { Target } from './targets.ts';
import { round } from './targets.ts';
import type { LongConversation } from './transcript.ts';

export function describeTranscripts(rows: readonly LongConversation[]): string {
  const cells = rows.map(({ messages, opened, cpu, frame }) => [
    `${messages.toLocaleString('en')} messages`,
    `${opened.toFixed(0)} ms`,
    `${cpu.toFixed(0)} ms`,
    `${round(frame)} ms`,
  ]);
  return `${formatTable(['Conversation of', 'opened', 'CPU', 'a streamed frame'], cells)}

Opened: by the clock, until the conversation panel is painted. CPU: the work of the page's main
thread until then. A streamed frame: the same for each frame of a reply at 1,000 tokens a second.`;
}

export function transcriptTargets(rows: readonly LongConversation[]): readonly Target[] {
  const [short, long] = rows;
  if (!short || !long) return [];
  const than = `${long.messages.toLocaleString('en')} messages ÷ ${short.messages}`;
  return [
    {
      what: `${than}: CPU to open`,
      figure: long.cpu / short.cpu,
      ...{ sign: '≤', atLeast: 1.5, aim: 1.2 },
    },
    {
      what: `${than}: a streamed frame`,
      figure: long.frame / short.frame,
      ...{ sign: '≤', atLeast: 1.15, aim: 1.05 },
    },
  ];
}
