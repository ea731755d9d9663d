/**
 * A list whose items are one line each, directly one under the other, and may have such lists below
 * them.
 *
 * Its one law: it says what the parser would say, or nothing.
 */
import type { List, ListItem } from 'mdast';
import type { Stretch } from './plain-line.ts';
import { isDirectlyBehind, matchAt, positionOf, readParagraph } from './plain-line.ts';

const itemMark = /(?:[-+*]|(\d{1,9})[.)]) (?=[\p{L}*`])/uy;
const firstMark = /1[.)]/uy;
const indentation = / */y;

/** The marker of an item that stands exactly so far from the margin. */
export function itemAt(line: Stretch | undefined, indent: number): RegExpExecArray | null {
  if (line === undefined || indentOf(line) !== indent) return null;
  return matchAt(itemMark, { ...line, start: line.start + indent });
}

const indentOf = (line: Stretch) => matchAt(indentation, line)?.[0].length ?? 0;

/** Whether it is numbered 1: no other number begins a list right behind words. */
export const isFirst = (line: Stretch | undefined, indent: number) =>
  line !== undefined && matchAt(firstMark, { ...line, start: line.start + indent }) !== null;

interface ReadList {
  readonly node: List;
  /** Index of the first line behind it. */
  readonly next: number;
}

export function readItems(
  lines: readonly Stretch[],
  from: number,
  indent: number,
): ReadList | undefined {
  const first = itemAt(lines[from], indent);
  if (first === null) return undefined;
  const [mark, number] = first;
  const items: ListItem[] = [];
  let index = from;
  while (index === from || isNext(lines, index, indent, mark)) {
    const read = readItem(lines, index, indent);
    if (read === undefined) return undefined;
    items.push(read.item);
    index = read.next;
  }
  const start = items[0]?.position?.start;
  const end = items.at(-1)?.position?.end;
  if (start === undefined || end === undefined) return undefined;
  const numbering =
    number === undefined
      ? { ordered: false, start: null }
      : { ordered: true, start: Number(number) };
  const position = { start, end };
  return {
    node: { type: 'list', ...numbering, spread: false, children: items, position },
    next: index,
  };
}

/** Whether an item follows with a marker of the same kind: the bullet, or what is behind the number. */
function isNext(lines: readonly Stretch[], index: number, indent: number, mark: string): boolean {
  if (!isDirectlyBehind(lines, index)) return false;
  return itemAt(lines[index], indent)?.[0].at(-2) === mark.at(-2);
}

function readItem(
  lines: readonly Stretch[],
  index: number,
  indent: number,
): { item: ListItem; next: number } | undefined {
  const line = lines[index];
  const width = itemAt(line, indent)?.[0].length;
  if (line === undefined || width === undefined) return undefined;
  const content = readParagraph([{ ...line, start: line.start + indent + width }]);
  if (content === undefined) return undefined;
  const below = hasBelow(lines, index + 1, indent + width);
  const list = below ? readItems(lines, index + 1, indentOf(below)) : undefined;
  if (below && (list === undefined || !mayBegin(list.node, below))) return undefined;
  const { start, end } = positionOf(line, line.start + indent, line.end);
  const item: ListItem = {
    type: 'listItem',
    spread: false,
    checked: null,
    children: list === undefined ? [content] : [content, list.node],
    position: { start, end: list?.node.position?.end ?? end },
  };
  return { item, next: list?.next ?? index + 1 };
}

/** The next line, if it belongs to the item above, whose words begin so far from the margin. */
function hasBelow(lines: readonly Stretch[], index: number, from: number): Stretch | undefined {
  const line = lines[index];
  if (line === undefined || !isDirectlyBehind(lines, index)) return undefined;
  const indent = indentOf(line);
  return indent >= from && indent <= from + 3 ? line : undefined;
}

const mayBegin = (list: List, line: Stretch) => !list.ordered || isFirst(line, indentOf(line));
