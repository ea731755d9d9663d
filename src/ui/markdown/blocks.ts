/**
 * Turns what the parser found at the top level into blocks, each cut into the pieces it is drawn by.
 * A block may be the rest of one whose first pieces are settled already.
 */
import type { Code, List, ListItem, Paragraph, RootContent, Table } from 'mdast';
import type { Block, CodeBlock, Known, ListFrame, Piece, PiecedBlock } from './document.ts';
import type { Grouped } from './grouped.ts';
import { append } from './grouped.ts';
import { stretchesOf } from './lines.ts';
import type { Numbering } from './numbering.ts';
import { startOfText } from './parse.ts';
import { makePiece, withoutGuard } from './pieces.ts';

/** Where a node stands in the reply, and what of the block it ends is settled. */
export interface Place {
  readonly text: string;
  /** Added to the parser's offsets. */
  readonly shift: number;
  readonly end: number;
  readonly open: PiecedBlock | undefined;
  readonly numbering: Numbering;
}

export function toBlock(node: RootContent, place: Place, known: Known): Block {
  if (node.type === 'paragraph') return paragraphBlock(node, place, known);
  if (node.type === 'list') return listBlock(node, place, known);
  if (node.type === 'table') return tableBlock(node, place, known);
  if (node.type === 'code') return codeBlock(node, place);
  const key = lineOf(node, place);
  const cut = { key, shape: 'blocks', source: place.text.slice(key, place.end) } as const;
  const pieces = place.numbering.number([makePiece(cut, [node], known)]);
  return { key, frame: { kind: 'plain' }, pieces: [pieces] };
}

export const startOf = (node: RootContent | ListItem, shift: number) =>
  (node.position?.start.offset ?? 0) + shift;

const endOf = (node: RootContent | ListItem, shift: number) =>
  (node.position?.end.offset ?? 0) + shift;

/** Start of the line a node begins on, behind a byte order mark. */
export function lineOf(
  node: RootContent | ListItem,
  { text, shift }: Pick<Place, 'text' | 'shift'>,
) {
  let start = startOf(node, shift);
  const first = startOfText(text);
  while (start > first && !isLineEnd(text[start - 1])) start -= 1;
  return start;
}

export const isLineEnd = (character: string | undefined) =>
  character === '\n' || character === '\r';

function paragraphBlock(node: Paragraph, place: Place, known: Known): PiecedBlock {
  const { text, shift, open } = place;
  const key = open === undefined ? startOf(node, shift) : unsettledFrom(open);
  const cut = { key, shape: 'inline', source: text.slice(key, endOf(node, shift)) } as const;
  const children = open === undefined ? node.children : withoutGuard(node.children);
  const piece = makePiece(cut, children, known);
  const frame = { kind: 'paragraph' } as const;
  return { key: open?.key ?? lineOf(node, place), frame, pieces: add(place, [piece]) };
}

/** Where the last settled part of a paragraph ends, with the space behind it. */
export function unsettledFrom(open: PiecedBlock): number {
  const last = open.pieces.at(-1)?.at(-1);
  return last === undefined ? open.key : last.key + last.source.length + last.trail.length;
}

function listBlock(node: List, place: Place, known: Known): PiecedBlock {
  const frame = mergeList(place.open?.frame, node);
  const pieces = itemPieces(node, node.children, place, known);
  return { key: place.open?.key ?? lineOf(node, place), frame, pieces: add(place, pieces) };
}

/** Pieces of the first items of a list; the last one reaches to the end of the place. */
export function itemPieces(
  node: List,
  items: readonly ListItem[],
  place: Place,
  known: Known,
): Piece[] {
  return items.map((item, index) => {
    const key = lineOf(item, place);
    const next = node.children[index + 1];
    const end = next === undefined ? place.end : lineOf(next, place);
    const cut = { key, shape: 'item', source: place.text.slice(key, end) } as const;
    return makePiece(cut, [item], known);
  });
}

export function mergeList(frame: PiecedBlock['frame'] | undefined, node: List): ListFrame {
  const before = frame?.kind === 'list' ? frame : undefined;
  const isLoose = node.spread === true || node.children.some((item) => item.spread === true);
  const hasTasks = node.children.some((item) => typeof item.checked === 'boolean');
  return {
    kind: 'list',
    isOrdered: node.ordered === true,
    start: before === undefined ? (node.start ?? undefined) : before.start,
    isLoose: isLoose || before?.isLoose === true,
    hasTasks: hasTasks || before?.hasTasks === true,
  };
}

function tableBlock(node: Table, place: Place, known: Known): PiecedBlock {
  const rows = rowPieces(node, place, known);
  if (place.open !== undefined) return { ...place.open, pieces: add(place, rows) };
  const key = lineOf(node, place);
  const frame = { kind: 'table', align: node.align ?? [], lead: headOf(node, place) } as const;
  const head = { key, shape: 'head', source: frame.lead } as const;
  const pieces = [makePiece(head, node.children.slice(0, 1), known), ...rows];
  return { key, frame, pieces: add(place, pieces) };
}

/** The lines of a table before its first row: two, whatever a row is. */
function headOf(node: Table, place: Place): string {
  const start = lineOf(node, place);
  const match = /^[^\r\n]*(?:\r\n|\n|\r)[^\r\n]*(?:\r\n|\n|\r|$)/.exec(place.text.slice(start));
  return match?.[0] ?? '';
}

/** Every row but the head, by the offset it starts at. */
export function rowPieces(node: Table, place: Place, known: Known): Piece[] {
  return node.children.slice(1).map((row) => {
    const key = (row.position?.start.offset ?? 0) + place.shift;
    const end = (row.position?.end.offset ?? 0) + place.shift;
    const cut = { key, shape: 'row', source: place.text.slice(key, end) } as const;
    // Cells beyond the table's width are not drawn, so they cite nothing.
    const children = row.children.slice(0, node.align?.length);
    return makePiece(cut, [{ ...row, children }], known);
  });
}

function codeBlock(node: Code, place: Place): CodeBlock {
  const language = node.lang?.split(/\s+/)[0];
  const value = node.value === '' ? '' : `${node.value}\n`;
  const frame = { kind: 'code', language } as const;
  return { key: lineOf(node, place), frame, lines: append([], stretchesOf(value)) };
}

const add = ({ open, numbering }: Place, pieces: readonly Piece[]): Grouped<Piece> =>
  append(open?.pieces ?? [], numbering.number(pieces));
