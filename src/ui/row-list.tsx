/**
 * A long list of rows that are all as high, of which only those near the reader are drawn.
 *
 * One row at a time is in the order of focus; the arrow keys lead to the others. The one that has the
 * focus stays drawn however far it is scrolled away.
 */
import type { KeyboardEvent, ReactNode } from 'react';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { spanOfRows } from './row-window.ts';

export interface RowListProps {
  label: string;
  count: number;
  /** There are no others but those. */
  isWhole: boolean;
  /** In rem, so that rows grow with the reader's letters. */
  rowHeight: number;
  keyOf: (index: number) => string;
  /** What has `isReachable` is in the order of focus; the first button of a row, or what has `data-main`, is its main part. */
  draw: (index: number, isReachable: boolean) => ReactNode;
  /** The row that Tab leads to as long as no other had the focus. */
  current: number;
  /** The reader is near the end. */
  onNearEnd: () => void;
  /** Stands after the rows. */
  children?: ReactNode;
}

export function RowList(props: RowListProps) {
  const { label, count, isWhole, rowHeight, keyOf, draw, current, onNearEnd, children } = props;
  const pane = useRef<HTMLDivElement>(null);
  const [span, look] = useSpan(pane, rowHeight);
  const [chosen, setChosen] = useState<number | null>(null);
  const reachable = Math.min(Math.max(0, chosen ?? current), Math.max(0, count - 1));
  useNearEnd(span.end >= count - 1, count, onNearEnd);
  const goTo = (index: number) => {
    const row = Math.min(Math.max(0, index), count - 1);
    flushSync(() => setChosen(row));
    mainOf(pane.current, row)?.focus();
  };
  const rows = rowsOf(span, reachable, count);
  return (
    <div
      ref={pane}
      onScroll={({ currentTarget }) => look(currentTarget)}
      className="scroll-pane min-h-0 grow px-2"
    >
      <ul
        aria-label={label}
        className="relative"
        style={{ height: `${count * rowHeight}rem` }}
        onKeyDown={(event) => {
          const to = targetOf(event, pane.current, rowHeight, count);
          if (to === null) return;
          event.preventDefault();
          goTo(to);
        }}
      >
        {rows.map((index) => (
          <li
            key={keyOf(index)}
            data-row={index}
            aria-setsize={isWhole ? count : -1}
            aria-posinset={index + 1}
            className="absolute inset-x-0 p-0.5"
            style={{ top: `${index * rowHeight}rem`, height: `${rowHeight}rem` }}
            onFocus={() => setChosen(index)}
          >
            {draw(index, index === reachable)}
          </li>
        ))}
      </ul>
      {children}
    </div>
  );
}

function rowsOf({ start, end }: { start: number; end: number }, reachable: number, count: number) {
  const rows = new Set([reachable]);
  for (let index = start; index <= Math.min(end, count - 1); index++) rows.add(index);
  return [...rows].filter((index) => index < count).sort((a, b) => a - b);
}

/** Which rows are drawn, and what finds that out anew. */
function useSpan(pane: { readonly current: HTMLElement | null }, rowHeight: number) {
  const [span, setSpan] = useState({ start: 0, end: 20 });
  const look = ({ scrollTop, clientHeight }: HTMLElement) => {
    const height = rowHeight * rem();
    setSpan((before) => spanOfRows(before, scrollTop / height, clientHeight / height));
  };
  const lookAgain = useEffectEvent(look);
  // Only the browser knows how much of the list is in sight.
  useEffect(() => {
    const { current } = pane;
    if (!current) return;
    const observer = new ResizeObserver(() => lookAgain(current));
    observer.observe(current);
    return () => observer.disconnect();
  }, [pane]);
  return [span, look] as const;
}

function useNearEnd(isNear: boolean, count: number, onNearEnd: () => void): void {
  const tell = useEffectEvent(onNearEnd);
  // Being near the end is nobody's event; each time there is more, it may be so again.
  useEffect(() => {
    if (isNear) tell();
  }, [isNear, count]);
}

/** Where a key leads from the row that has the focus. */
function targetOf(
  { key, target, altKey, ctrlKey, metaKey }: KeyboardEvent,
  pane: HTMLElement | null,
  rowHeight: number,
  count: number,
): number | null {
  const row = target instanceof HTMLElement ? target.closest<HTMLElement>('[data-row]') : null;
  if (!pane || !row || altKey || ctrlKey || metaKey) return null;
  const index = Number(row.dataset['row']);
  const page = Math.max(1, Math.floor(pane.clientHeight / (rowHeight * rem())) - 1);
  const targets: Record<string, number> = {
    ...{ ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: count - 1 },
    ...{ PageDown: index + page, PageUp: index - page },
  };
  return targets[key] ?? null;
}

function mainOf(pane: HTMLElement | null, row: number): HTMLElement | null {
  return pane?.querySelector<HTMLElement>(`[data-row="${row}"] :is(button, [data-main])`) ?? null;
}

/** In pixels. */
function rem(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
}
