/**
 * A streamed reply as Markdown. Blocks sit in groups, and groups in sheaves; what is full is drawn once.
 * Each of them the browser lays out only near the reader.
 *
 * Its one law: what is settled keeps its keys and its parents. Nothing is mounted anew when a block
 * settles, a group fills or the reply ends, so a reader's selection and place stay.
 */
import type { ReactNode } from 'react';
import { Fragment, memo, useId, useState } from 'react';
import { classNames } from '../../lib/class-names.ts';
import { BlockView } from './block-view.tsx';
import type { Block, Known } from './document.ts';
import { PrefixContext } from './elements.tsx';
import type { Grouped } from './grouped.ts';
import { groupSize, hasSame, inParts, partSize } from './grouped.ts';
import type { Stream } from './stream.ts';
import { emptyStream, readStream } from './stream.ts';
import { toFootnotes, toReact } from './to-react.ts';

/** Something shown between top-level blocks that is not part of the Markdown. */
export interface Insert {
  readonly offset: number;
  readonly key: string;
  readonly node: ReactNode;
}

export interface MarkdownProps {
  /** The whole text so far; grows only at its end while `isGrowing`. */
  text: string;
  isGrowing: boolean;
  /** Each before the first block that starts at or after its offset; the last ones at the end. */
  inserts?: readonly Insert[];
}

const none: readonly Insert[] = [];

export function Markdown({ text, isGrowing, inserts = none }: MarkdownProps): ReactNode {
  const [stream, setStream] = useState(() => readStream(emptyStream, text, isGrowing));
  const [hasGrown] = useState(isGrowing);
  const prefix = `${useId()}-`;
  const next = readStream(stream, text, isGrowing);
  if (next !== stream) {
    setStream(next);
    // What is drawn now is thrown away: React renders at once again, with the new state.
    return null;
  }
  return drawStream(stream, inserts, prefix, { isGrowing, hasGrown });
}

interface Growth {
  readonly isGrowing: boolean;
  /** Since it was first drawn. */
  readonly hasGrown: boolean;
}

/**
 * Apart, so that what grew can be compared with what came at once.
 *
 * @param prefix makes the anchors of this reply its own
 */
export function drawStream(
  stream: Stream,
  inserts: readonly Insert[],
  prefix: string,
  { isGrowing, hasGrown }: Growth,
): ReactNode {
  const sheaves = inParts(placeInserts(stream.shown, inserts));
  return (
    <PrefixContext value={prefix}>
      <div className={isGrowing ? 'markdown-blocks markdown-growing' : 'markdown-blocks'}>
        {sheaves.map((groups, index) => (
          <SheafView key={index} groups={groups} hasGrown={hasGrown} />
        ))}
        {stream.shownCited.length > 0 && (
          <Footnotes cited={stream.shownCited} known={stream.known} prefix={prefix} />
        )}
      </div>
    </PrefixContext>
  );
}

interface Group {
  readonly blocks: readonly Block[];
  readonly inserts: readonly Insert[];
}

/** An insert stays in the group it came to, so that it is not mounted anew when text follows it. */
function placeInserts(shown: Grouped<Block>, inserts: readonly Insert[]): Group[] {
  const hasRoom = (shown.at(-1)?.length ?? groupSize) < groupSize;
  const groups = inserts.length === 0 || hasRoom ? shown : [...shown, []];
  let from = -1;
  return groups.map((blocks, index) => {
    const isLast = index === groups.length - 1;
    const after = from;
    const until = isLast ? Infinity : (blocks.at(-1)?.key ?? after);
    from = until;
    const own = inserts.filter(({ offset }) => offset > after && offset <= until);
    return { blocks, inserts: own.length === 0 ? none : own };
  });
}

interface SheafProps {
  groups: readonly Group[];
  hasGrown: boolean;
}

/** Groups that React and the browser look at as one: a long reply has a hundred of them, in each frame. */
const SheafView = memo(
  function SheafView({ groups, hasGrown }: SheafProps) {
    const isFull = groups.length === partSize && groups.at(-1)?.blocks.length === groupSize;
    return (
      <div className={partClass(hasGrown, isFull && 'markdown-part-80')}>
        {groups.map((group, index) => (
          <GroupView key={index} {...group} hasGrown={hasGrown} />
        ))}
      </div>
    );
  },
  ({ groups: before }, { groups: after }) =>
    before.length === after.length && before.every((group, index) => isSame(group, after[index])),
);

interface GroupProps extends Group {
  readonly hasGrown: boolean;
}

const isSame = (before: Group, after: Group | undefined) =>
  before.blocks === after?.blocks && hasSame(before.inserts, after.inserts);

const GroupView = memo(function GroupView({ blocks, inserts, hasGrown }: GroupProps) {
  const isFull = blocks.length === groupSize;
  return (
    <div className={partClass(hasGrown, isFull && 'markdown-part-20')}>
      {interleave(blocks, inserts)}
    </div>
  );
}, isSame);

/**
 * What grows is a part from its first block on: to become one later has all of it laid out anew. What is
 * drawn whole is one only if it is full, or a line of words that is measured at once would be 20 rem high.
 */
const partClass = (hasGrown: boolean, full: string | false) =>
  classNames('markdown-blocks', full || (hasGrown && 'markdown-part-20'));

/** One list of siblings, so that an insert at the end stays what it is when a block follows. */
function interleave(blocks: readonly Block[], inserts: readonly Insert[]): ReactNode[] {
  const parts: ReactNode[] = [];
  let placed = 0;
  const place = (until: number) => {
    for (let next = inserts[placed]; next !== undefined; next = inserts[placed]) {
      if (next.offset > until) return;
      parts.push(<Fragment key={`insert ${next.key}`}>{next.node}</Fragment>);
      placed += 1;
    }
  };
  for (const block of blocks) {
    place(block.key);
    parts.push(<BlockView key={block.key} block={block} />);
  }
  place(Infinity);
  return parts;
}

interface FootnotesProps {
  cited: readonly string[];
  known: Known;
  prefix: string;
}

/** The notes of the whole reply, in the order in which they are cited. */
const Footnotes = memo(
  function Footnotes({ cited, known, prefix }: FootnotesProps) {
    const definitions = [...known.links.values(), ...known.notes.values()];
    return toReact(toFootnotes({ prefix, definitions, citedBefore: cited }));
  },
  (before, after) =>
    before.known === after.known &&
    before.prefix === after.prefix &&
    before.cited.join('\n') === after.cited.join('\n'),
);
