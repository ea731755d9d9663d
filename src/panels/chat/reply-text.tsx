/**
 * A reply's words as its assistant meant them to be read.
 *
 * Markdown is drawn by a part that comes after the console; until it is there, and where it cannot
 * be had, the words stand as they were sent. Between them stands who of several agents speaks.
 */
import { useMemo } from 'react';
import type { Exchange, Step } from '../../core/conversation.ts';
import { replyText } from '../../core/conversation.ts';
import { seamsOf } from '../../core/steps.ts';
import { later } from '../../ui/later.tsx';
import type { Insert, MarkdownProps } from '../../ui/markdown/markdown.tsx';
import { PlainText } from './plain-text.tsx';

const Markdown = later<MarkdownProps>(
  async () => {
    const { Markdown } = await import('../../ui/markdown/markdown.tsx');
    return Markdown;
  },
  function UntilThen({ text, isGrowing }) {
    return <PlainText text={text} isStreaming={isGrowing} />;
  },
);

export function ReplyText({ exchange: { turn, source, steps } }: { exchange: Exchange }) {
  const text = replyText(turn);
  const isStreaming = turn.phase === 'streaming';
  const inserts = useMemo(() => insertsOf(steps), [steps]);
  if (source.replies === 'plain') return <PlainText text={text} isStreaming={isStreaming} />;
  return (
    <div className="mt-1.5">
      <Markdown text={text} isGrowing={isStreaming} inserts={inserts} />
    </div>
  );
}

/** One agent needs no name among its own words. */
function insertsOf(steps: readonly Step[]): readonly Insert[] {
  const seams = seamsOf({ steps });
  if (seams.length < 2) return [];
  return seams.map(({ offset, agent }) => ({
    offset,
    key: `${offset} ${agent}`,
    node: (
      <p className="flex items-center gap-2 pt-1 text-xs font-semibold text-ink-3">
        {agent}
        <span aria-hidden className="h-px grow bg-line" />
      </p>
    ),
  }));
}
