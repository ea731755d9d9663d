/**
 * The parser's answer for text whose marks can mean only one thing, without asking it. Most of what
 * streams is such text: headings, paragraphs, quotes of one, lists of items of one line, tables, code.
 *
 * Its one law: it says what the parser would say, or nothing.
 */
import type { Blockquote, Code, Heading, List, Paragraph, RootContent, Table } from 'mdast';
import type { Stretch } from './plain-line.ts';
import { isDirectlyBehind, matchAt, positionOf, readLine, readParagraph } from './plain-line.ts';
import { isFirst, itemAt, readItems } from './plain-list.ts';
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
  readonly node: Blockquote | Code | Heading | Paragraph | List | Table;
  /** Index of the first line behind it. */
  readonly next: number;
}

const headingMark = /(#{1,6}) (?=[\p{L}\p{N}*`])/uy;
// Up to the line feed: to a pattern more signs end a line than to the parser.
const fenceMark = /```([\w+-]*)(?![^\n])/y;
const fenceEnd = / {0,3}`{3,} *(?![^\n])/y;
const fenceLength = 3;
/** Of what the parser changes in code. */
const odd = /[\0\r]/;
const quoteMark = /> (?=[\p{L}*`])/uy;
const wordMark = /[\p{L}*`]/uy;

function readBlock(lines: readonly Stretch[], index: number): ReadBlock | undefined {
  const line = lines[index];
  if (line === undefined) return undefined;
  if (line.source[line.start] === '|') return readRows(lines, index);
  const heading = matchAt(headingMark, line);
  if (heading !== null) return readHeading(line, heading, index);
  if (itemAt(line, 0) !== null) return readItems(lines, index, 0);
  if (matchAt(quoteMark, line) !== null) return readQuote(lines, index);
  const fence = matchAt(fenceMark, line);
  if (fence !== null) return readFence(lines, index, fence[1] ?? '');
  if (matchAt(wordMark, line) === null) return undefined;
  const end = endOf(lines, index, wordMark);
  const node = readParagraph(lines.slice(index, end));
  return node && { node, next: end };
}

/** Index of the first line behind these, which follow each other and all begin in the same way. */
function endOf(lines: readonly Stretch[], from: number, mark: RegExp): number {
  let end = from + 1;
  for (let line = lines[end]; line !== undefined; line = lines[end]) {
    if (!isDirectlyBehind(lines, end) || matchAt(mark, line) === null) break;
    end += 1;
  }
  return end;
}

/** A quote of one paragraph, every line of which is marked. */
function readQuote(lines: readonly Stretch[], from: number): ReadBlock | undefined {
  const next = endOf(lines, from, quoteMark);
  const quoted = lines.slice(from, next);
  const paragraph = readParagraph(quoted.map((line) => ({ ...line, start: line.start + 2 })));
  const [first] = quoted;
  if (first === undefined || paragraph?.position === undefined) return undefined;
  const { start } = positionOf(first, first.start, first.start);
  const position = { start, end: paragraph.position.end };
  return { node: { type: 'blockquote', children: [paragraph], position }, next };
}

/** Code with the simplest fences, at the margin; it may be open still. */
function readFence(
  lines: readonly Stretch[],
  index: number,
  language: string,
): ReadBlock | undefined {
  const first = lines[index];
  if (first === undefined) return undefined;
  const { source } = first;
  const inside = lines.slice(index + 1);
  const closing = inside.findIndex((line) => matchAt(fenceEnd, line) !== null);
  const last = closing === -1 ? undefined : inside[closing];
  if (last !== undefined && last.end - last.start !== fenceLength) return undefined;
  const end = last?.end ?? source.length;
  const value = source.slice(first.end, last?.start).replace(/^\n|\n$/g, '');
  if (odd.test(value)) return undefined;
  const { start } = positionOf(first, first.start, first.start);
  const point = last === undefined ? endOfText(source) : positionOf(last, end, end).end;
  const lang = language === '' ? null : language;
  const node: Code = { type: 'code', lang, meta: null, value, position: { start, end: point } };
  return { node, next: last === undefined ? lines.length : index + 2 + closing };
}

function endOfText(source: string) {
  const lineStart = source.lastIndexOf('\n') + 1;
  const line = source.split('\n').length;
  return { line, column: source.length - lineStart + 1, offset: source.length };
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

function readRows(lines: readonly Stretch[], from: number): ReadBlock | undefined {
  let next = from + 1;
  while (isDirectlyBehind(lines, next)) next += 1;
  const rows = lines.slice(from, next);
  if (!rows.every(({ source, start }) => source[start] === '|')) return undefined;
  const node = readTable(rows);
  return node && { node, next };
}

/** Whether a block begins here for certain, behind the one before. */
function mayFollow(
  before: RootContent | undefined,
  { node }: ReadBlock,
  lines: readonly Stretch[],
  index: number,
): boolean {
  if (before === undefined) return true;
  if (before.type === 'code') return true;
  if (!isDirectlyBehind(lines, index)) return before.type !== 'list' || node.type !== 'list';
  if (before.type === 'heading' || node.type === 'heading') return before.type !== 'table';
  if (node.type === 'code') return before.type !== 'table';
  if (before.type !== 'paragraph' || node.type !== 'list') return false;
  return node.start === null || isFirst(lines[index], 0);
}
