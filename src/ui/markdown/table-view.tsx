/**
 * Draws a table out of its pieces. A long one goes on in further tables below the first, under whose
 * columns they stand.
 *
 * A browser looks at every cell of a table for each row that is added. Its one law: what is added to
 * a long table concerns its last part alone, and the parts together look like one.
 */
import type { RefObject } from 'react';
import { memo, useLayoutEffect, useRef } from 'react';
import type { Frame, Piece, PiecedBlock } from './document.ts';
import { Table, tableClass } from './elements.tsx';
import type { Grouped } from './grouped.ts';
import { hasSame, inParts, partSize } from './grouped.ts';
import { looksSame, PieceGroup, PieceView } from './piece-view.tsx';

type TableFrame = Extract<Frame, { kind: 'table' }>;

/** The head is a table's first piece, the rows are all others. */
export function TableView({ block, frame }: { block: PiecedBlock; frame: TableFrame }) {
  const { pieces } = block;
  const [[head, ...first] = [], ...others] = pieces;
  const hasRows = first.length > 0 || others.length > 0;
  const rest = others.slice(partSize - 1);
  const main = useRef<HTMLTableElement>(null);
  return (
    <Table
      ref={main}
      more={rest.length > 0 ? <Parts main={main} rows={rest} frame={frame} /> : undefined}
    >
      <thead>{head !== undefined && <PieceView piece={head} frame={frame} />}</thead>
      {hasRows && (
        <tbody>
          {first.map((row) => (
            <PieceView key={row.key} piece={row} frame={frame} />
          ))}
          {others.slice(0, partSize - 1).map((group, index) => (
            <PieceGroup key={-1 - index} pieces={group} frame={frame} />
          ))}
        </tbody>
      )}
    </Table>
  );
}

interface PartsProps {
  main: RefObject<HTMLTableElement | null>;
  rows: Grouped<Piece>;
  frame: TableFrame;
}

function Parts({ main, rows, frame }: PartsProps) {
  const place = useRef<HTMLDivElement>(null);
  // Only a browser knows how wide the columns of the first table have become.
  useLayoutEffect(() => followColumns(main.current, place.current), [main]);
  return (
    <div ref={place} className="isolate print:min-w-0!">
      {inParts(rows).map((groups, index) => (
        // Parts are only ever added at the end, so their place names them.
        <Part key={index} groups={groups} frame={frame} />
      ))}
    </div>
  );
}

const Part = memo(
  function Part({ groups, frame }: { groups: Grouped<Piece>; frame: TableFrame }) {
    const isFull = groups.length === partSize;
    return (
      <div className={isFull ? 'isolate markdown-part-20' : 'isolate'}>
        <table aria-label="Table, continued" className={`${tableClass} table-fixed`}>
          <colgroup>
            {frame.align.map((_, index) => (
              <col
                key={index}
                className="print:w-auto!"
                style={{ width: `var(--column-${index})` }}
              />
            ))}
          </colgroup>
          <tbody className="wrap-anywhere">
            {groups.map((group, index) => (
              <PieceGroup key={index} pieces={group} frame={frame} />
            ))}
          </tbody>
        </table>
      </div>
    );
  },
  (before, after) => looksSame(before.frame, after.frame) && hasSame(before.groups, after.groups),
);

const widthOf = (element: HTMLElement) => element.getBoundingClientRect().width;

/** @returns the way to stop */
function followColumns(main: HTMLTableElement | null, place: HTMLElement | null) {
  if (!main || !place) return;
  const columns = [...(main.tHead?.rows[0]?.cells ?? [])];
  const follow = () => {
    const width = widthOf(main);
    if (width === 0) return;
    place.style.minWidth = `${width}px`;
    columns.forEach((cell, index) => {
      place.style.setProperty(`--column-${index}`, `${(widthOf(cell) / width) * 100}%`);
    });
  };
  const observer = new ResizeObserver(follow);
  for (const cell of columns) observer.observe(cell);
  follow();
  return () => observer.disconnect();
}
