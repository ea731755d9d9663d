/**
 * Draws a list out of its pieces. A long one goes on in further lists below the first.
 *
 * A browser looks at every item of a list for each that is added. Its one law: what is added to a long
 * list concerns its last part alone, and the parts together look like one.
 */
import { memo } from 'react';
import type { ListFrame, Piece, PiecedBlock } from './document.ts';
import { BulletList, NumberedList } from './elements.tsx';
import type { Grouped } from './grouped.ts';
import { groupSize, hasSame, inParts, partSize } from './grouped.ts';
import { PieceGroup } from './piece-view.tsx';

export function ListView({ block, frame }: { block: PiecedBlock; frame: ListFrame }) {
  const { pieces } = block;
  const parts = inParts(pieces);
  const last = (frame.start ?? 1) + countItems(pieces) - 1;
  return parts.map((groups, index) => (
    // Parts are only ever added at the end, so their place names them.
    <Part
      key={index}
      groups={groups}
      skipped={index * partSize * groupSize}
      digits={`${last}`.length}
      isFull={index < parts.length - 1}
      frame={frame}
    />
  ));
}

const countItems = (pieces: Grouped<Piece>) =>
  Math.max(0, pieces.length - 1) * groupSize + (pieces.at(-1)?.length ?? 0);

interface PartProps {
  groups: Grouped<Piece>;
  /** Items of the parts before it. */
  skipped: number;
  digits: number;
  isFull: boolean;
  frame: ListFrame;
}

const Part = memo(function Part({ groups, skipped, digits, isFull, frame }: PartProps) {
  const { isOrdered, hasTasks, start } = frame;
  const List = isOrdered ? NumberedList : BulletList;
  const first = (start ?? 1) + skipped;
  return (
    <List
      className={hasTasks ? 'contains-task-list' : undefined}
      start={first === 1 ? undefined : first}
      digits={digits}
      continues={skipped > 0}
      isFull={isFull}
    >
      {groups.map((group, index) => (
        <PieceGroup key={index} pieces={group} frame={frame} />
      ))}
    </List>
  );
}, isSamePart);

function isSamePart(before: PartProps, after: PartProps): boolean {
  return (
    before.digits === after.digits &&
    before.isFull === after.isFull &&
    hasSame(before.groups, after.groups) &&
    looksAlike(before.frame, after.frame)
  );
}

const looksAlike = (one: ListFrame, other: ListFrame) =>
  one.isLoose === other.isLoose &&
  one.hasTasks === other.hasTasks &&
  one.isOrdered === other.isOrdered &&
  one.start === other.start;
