/**
 * A table whose lines all begin with a bar and whose cells hold plain words.
 *
 * Its one law: it says what the parser would say, or nothing.
 */
import type { AlignType, Table, TableCell, TableRow } from 'mdast';
import type { Stretch } from './plain-line.ts';
import { positionOf, readLine } from './plain-line.ts';

const delimiters = /^\|(?: *:?-+:? *\|)+$/;

/** A table out of its lines, of which the second says how cells are aligned. */
export function readTable(lines: readonly Stretch[]): Table | undefined {
  const [head, second, ...others] = lines;
  if (head === undefined || second === undefined) return undefined;
  const align = readAlign(second);
  const rows = [head, ...others].map(readRow);
  const first = rows[0];
  const last = lines.at(-1) ?? second;
  if (align === undefined || first?.children.length !== align.length) return undefined;
  if (!rows.every((row) => row !== undefined)) return undefined;
  const { start } = positionOf(head, head.start, head.start);
  const { end } = positionOf(last, last.start, last.end);
  return { type: 'table', align, children: rows, position: { start, end } };
}

function readAlign({ source, start, end }: Stretch): AlignType[] | undefined {
  const line = source.slice(start, end).replace(/ +$/, '');
  if (!delimiters.test(line)) return undefined;
  return line
    .slice(1, -1)
    .split('|')
    .map((cell) => alignOf(cell.trim()));
}

function alignOf(cell: string): AlignType {
  if (cell.endsWith(':')) return cell.startsWith(':') ? 'center' : 'right';
  return cell.startsWith(':') ? 'left' : null;
}

function readRow(line: Stretch): TableRow | undefined {
  const { source, start, end } = line;
  const bars: number[] = [];
  for (
    let at = source.indexOf('|', start);
    at !== -1 && at < end;
    at = source.indexOf('|', at + 1)
  ) {
    bars.push(at);
  }
  const isClosed = /\| *$/.test(source.slice(start, end));
  const count = isClosed ? bars.length - 1 : bars.length;
  const cells = bars.slice(0, count).map((bar, index) => {
    const next = bars[index + 1] ?? end;
    return readCell(line, bar, next, isClosed && index === count - 1 ? end : next);
  });
  if (cells.length === 0 || !cells.every((cell) => cell !== undefined)) return undefined;
  return { type: 'tableRow', children: cells, position: positionOf(line, start, end) };
}

/** A cell reaches from its bar to the next; the last one of a closed row takes that bar as well. */
function readCell(line: Stretch, bar: number, next: number, end: number): TableCell | undefined {
  let start = bar + 1;
  while (line.source[start] === ' ') start += 1;
  if (start >= next) return undefined;
  const children = readLine({ ...line, start, end: next });
  if (children === undefined) return undefined;
  return { type: 'tableCell', children, position: positionOf(line, bar, end) };
}
