/**
 * The parser's answer for text whose marks can mean only one thing, without asking it. Most of what
 * streams is such text: headings, paragraphs of one line, items of one line and tables of words.
 *
 * Its one law: it says what the parser would say, or nothing.
 */
import type { Heading, List, ListItem, Paragraph, RootContent } from 'mdast';
import type { Stretch } from './plain-line.ts';
import { positionOf, readLine } from './plain-line.ts';
import { readTable } from './plain-table.ts';

export function readPlain(source: string): RootContent[] | undefined {
  const lines = cutLines(source);
  const nodes: RootContent[] = [];
  for (let index = 0; index < lines.length;) {
    const read = readBlock(lines, index);
    if (read === undefined || !mayFollow(nodes.at(-1), read, lines, index)) return undefined;
    nodes.push(read.node);
    index = read.next;
  }
  return nodes.length === 0 ? undefined : nodes;
}

/** The lines of a text that are not empty. */
function cutLines(source: string): Stretch[] {
  const lines: Stretch[] = [];
  let line = 1;
  for (let start = 0; start < source.length; line += 1) {
    const found = source.indexOf('\n', start);
    const end = found === -1 ? source.length : found;
    if (end > start) lines.push({ source, start, end, line, lineStart: start });
    start = end + 1;
  }
  return lines;
}

interface ReadBlock {
  readonly node: Heading | Paragraph | List | NonNullable<ReturnType<typeof readTable>>;
  /** Index of the first line behind it. */
  readonly next: number;
}

const headingMark = /(#{1,6}) (?=[\p{L}\p{N}*`])/uy;
const itemMark = /(?:[-+*]|(\d{1,9})[.)]) (?=[\p{L}*`])/uy;
const firstMark = /1[.)]/uy;
const wordMark = /[\p{L}*`]/uy;

function readBlock(lines: readonly Stretch[], index: number): ReadBlock | undefined {
  const line = lines[index];
  if (line === undefined) return undefined;
  if (line.source[line.start] === '|') return readRows(lines, index);
  const heading = matchAt(headingMark, line);
  if (heading !== null) return readHeading(line, heading, index);
  if (matchAt(itemMark, line) !== null) return readItems(lines, index);
  if (matchAt(wordMark, line) === null) return undefined;
  const node = readParagraph(line);
  return node && { node, next: index + 1 };
}

function matchAt(mark: RegExp, line: Stretch | undefined): RegExpExecArray | null {
  if (line === undefined) return null;
  const { source, start } = line;
  mark.lastIndex = start;
  return mark.exec(source);
}

function readHeading(
  line: Stretch,
  [mark, signs = '']: RegExpExecArray,
  index: number,
): ReadBlock | undefined {
  const children = readLine({ ...line, start: line.start + mark.length });
  if (children === undefined) return undefined;
  const depth = signs.length as Heading['depth'];
  const position = positionOf(line, line.start, line.end);
  return { node: { type: 'heading', depth, children, position }, next: index + 1 };
}

function readParagraph(line: Stretch): Paragraph | undefined {
  const children = readLine(line);
  if (children === undefined) return undefined;
  return { type: 'paragraph', children, position: positionOf(line, line.start, line.end) };
}

/** Items of one line each, directly one under the other, with the same kind of marker. */
function readItems(lines: readonly Stretch[], from: number): ReadBlock | undefined {
  const items: ListItem[] = [];
  let index = from;
  const kind = kindOf(lines[from]);
  for (let line = lines[index]; line !== undefined; line = lines[index]) {
    const isNext = index === from || isDirectlyBehind(lines, index);
    const match = isNext ? matchAt(itemMark, line) : null;
    if (match === null || kindOf(line) !== kind) break;
    const item = readItem(line, match[0].length);
    if (item === undefined) return undefined;
    items.push(item);
    index += 1;
  }
  const [first] = items;
  const last = items.at(-1);
  const mark = lines[from] && matchAt(itemMark, lines[from])?.[1];
  if (!first?.position || !last?.position) return undefined;
  const position = { start: first.position.start, end: last.position.end };
  const start = mark === undefined ? null : Number(mark);
  const ordered = mark !== undefined;
  const node: List = { type: 'list', ordered, start, spread: false, children: items, position };
  return { node, next: index };
}

function readItem(line: Stretch, indent: number): ListItem | undefined {
  const content = readParagraph({ ...line, start: line.start + indent });
  if (content === undefined) return undefined;
  const position = positionOf(line, line.start, line.end);
  return { type: 'listItem', spread: false, checked: null, children: [content], position };
}

/** The sign of an item: a bullet, or what stands behind the number. */
function kindOf(line: Stretch | undefined): string | undefined {
  return line && matchAt(itemMark, line)?.[0].trimEnd().at(-1);
}

function readRows(lines: readonly Stretch[], from: number): ReadBlock | undefined {
  let next = from + 1;
  while (isDirectlyBehind(lines, next)) next += 1;
  const rows = lines.slice(from, next);
  if (!rows.every(({ source, start }) => source[start] === '|')) return undefined;
  const node = readTable(rows);
  return node && { node, next };
}

/** Whether no empty line is between this line and the one before. */
function isDirectlyBehind(lines: readonly Stretch[], index: number): boolean {
  const line = lines[index];
  return line !== undefined && line.line - 1 === lines[index - 1]?.line;
}

/** Whether a block begins here for certain, behind the one before. */
function mayFollow(
  before: RootContent | undefined,
  { node }: ReadBlock,
  lines: readonly Stretch[],
  index: number,
): boolean {
  if (before === undefined) return true;
  if (!isDirectlyBehind(lines, index)) return before.type !== 'list' || node.type !== 'list';
  if (before.type === 'heading' || node.type === 'heading') return before.type !== 'table';
  if (before.type !== 'paragraph' || node.type !== 'list') return false;
  return node.start === null || matchAt(firstMark, lines[index]) !== null;
}
