/**
 * Reads a reply as it grows. Settled blocks stay the objects they are; only the open end is parsed
 * again, and inside a long open block only its last item, row, line or part.
 *
 * Its one law: something settles only when no text that may follow can change how it reads. So the
 * blocks of a reply that grew are those of the same reply read at once.
 */
import type { List, Paragraph, RootContent, Table } from 'mdast';
import type { Place } from './blocks.ts';
import { isLineEnd, itemPieces, lineOf, mergeList, rowPieces } from './blocks.ts';
import { startOf, toBlock, unsettledFrom } from './blocks.ts';
import { closeMarkers } from './close-markers.ts';
import { findCut, worthKeeping } from './cut-paragraph.ts';
import type { Block, Known, Piece, PiecedBlock } from './document.ts';
import type { OpenFence } from './fence.ts';
import { isCertainStart, readsOtherwise } from './interrupt.ts';
import { openFence, readFence } from './fence.ts';
import type { Grouped } from './grouped.ts';
import { append } from './grouped.ts';
import { learn } from './known.ts';
import { startNumbering } from './numbering.ts';
import { parse, startOfText } from './parse.ts';
import { citesOnly, findDefinitions, guard, nothingKnown, parsePart } from './pieces.ts';
import { citedIn, refresh } from './refresh.ts';

export interface Stream {
  readonly text: string;
  readonly isGrowing: boolean;
  readonly settled: Grouped<Block>;
  /** The settled part of the block that is being written. */
  readonly open: PiecedBlock | undefined;
  readonly fence: OpenFence | undefined;
  /** Where the text begins that is not settled. */
  readonly offset: number;
  readonly known: Known;
  /** Footnotes cited by what is settled. */
  readonly cited: readonly string[];
  /** What is to be seen: the settled blocks and the open end, and the footnotes these cite. */
  readonly shown: Grouped<Block>;
  readonly shownCited: readonly string[];
}

export const emptyStream: Stream = {
  text: '',
  isGrowing: true,
  settled: [],
  open: undefined,
  fence: undefined,
  offset: 0,
  known: nothingKnown,
  cited: [],
  shown: [],
  shownCited: [],
};

/** The stream with the whole text so far; starts anew where the text is not the old one grown. */
export function readStream(before: Stream, text: string, isGrowing: boolean): Stream {
  if (before.text === text && before.isGrowing === isGrowing) return before;
  const goesOn = before.isGrowing && beginsWith(text, before.text);
  const anew = { ...emptyStream, offset: startOfText(text) };
  const start = goesOn && before.text !== '' ? before : anew;
  let step: Step = { stream: { ...start, text, isGrowing }, isDone: false, mayCut: true };
  while (!step.isDone) step = step.stream.fence === undefined ? readTail(step) : passFence(step);
  return step.stream;
}

/** `startsWith` compares character by character, and that in every frame. */
const beginsWith = (text: string, start: string) => text.slice(0, start.length) === start;

interface Step {
  readonly stream: Stream;
  readonly isDone: boolean;
  /** Not after a paragraph turned out to be something else. */
  readonly mayCut: boolean;
}

function readTail({ stream, mayCut }: Step): Step {
  const { text, isGrowing, open, offset } = stream;
  const lead = leadOf(open);
  const raw = lead + text.slice(offset);
  const source = isGrowing ? closeMarkers(raw) : raw;
  const isAltered = !source.startsWith(raw.slice(0, startOfLastLine(raw)));
  const nodes = parse(isAltered ? raw : source, stream.known.labels);
  if (open !== undefined && nodes[0]?.type !== open.frame.kind) return reopen(stream, open);
  const shift = offset - lead.length;
  const count = isGrowing ? countSettled(nodes, raw, stream.known) : nodes.length;
  if (isAltered && count === 0) {
    // Only to be looked at: what is closed in complete lines settles nothing.
    return openTail(stream, parse(source, stream.known.labels), shift, false);
  }
  const after = settle(stream, nodes, count, shift);
  if (isAltered) return { stream: after, isDone: false, mayCut };
  const hasLearned = after.known !== stream.known;
  if (hasLearned && isGrowing) return { stream: after, isDone: false, mayCut };
  return openTail(after, nodes.slice(count), shift, mayCut);
}

const startOfLastLine = (text: string) =>
  Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1;

/** What stands before the open end, so that it is read as the rest of its block. */
function leadOf(open: PiecedBlock | undefined): string {
  if (open?.frame.kind === 'paragraph') return guard;
  return open?.frame.kind === 'table' ? open.frame.lead : '';
}

/** A paragraph became a heading or a table: its settled parts were none. */
function reopen(stream: Stream, open: PiecedBlock): Step {
  const cited = citedIn(stream.settled);
  const back = { ...stream, open: undefined, offset: open.key, cited };
  return { stream: back, isDone: false, mayCut: false };
}

/** Not what cites a definition that may still change: it waits for that. */
function countSettled(nodes: readonly RootContent[], source: string, before: Known): number {
  let count = countFinal(nodes, source);
  for (;;) {
    const final = nodes.slice(0, count);
    const known = learn(before, findDefinitions(final));
    const waiting = final.findIndex((node) => !citesOnly([node], known));
    if (waiting === -1) return count;
    count = waiting;
  }
}

/** How many of the first nodes nothing can change any more: all before the last certain start. */
function countFinal(nodes: readonly RootContent[], source: string): number {
  const last = nodes.findLastIndex((node, index) => {
    if (index === 0 || !hasBegun(node, source)) return false;
    // It may still be the title of a definition.
    return nodes[index - 1]?.type !== 'definition' || node.type !== 'paragraph';
  });
  return Math.max(0, last);
}

/**
 * Whether it is certain that this node begins here: by its first signs, or because its first line is
 * complete, a table's second.
 */
function hasBegun(node: RootContent | List['children'][number], source: string): boolean {
  const start = node.position?.start.offset ?? 0;
  if (readsOtherwise(node, source, start)) return false;
  if (isCertainStart(source, start)) return true;
  const first = endOfLine(source, start);
  return node.type === 'table' && first !== undefined
    ? endOfLine(source, first) !== undefined
    : first !== undefined;
}

/** Start of the next line, if this line is complete. */
function endOfLine(source: string, from: number): number | undefined {
  let at = from;
  while (at < source.length && !isLineEnd(source[at])) at += 1;
  if (at === source.length) return undefined;
  if (source[at] === '\n') return at + 1;
  if (at + 1 === source.length) return undefined;
  return source[at + 1] === '\n' ? at + 2 : at + 1;
}

function settle(
  stream: Stream,
  nodes: readonly RootContent[],
  count: number,
  shift: number,
): Stream {
  if (count === 0) return stream;
  const { text } = stream;
  const final = nodes.slice(0, count);
  const known = learn(stream.known, findDefinitions(final));
  const numbering = startNumbering(stream.cited);
  const starts = [...nodes.slice(1).map((node) => lineOf(node, { text, shift })), text.length];
  const blocks = final.map((node, index) => {
    const open = index === 0 ? stream.open : undefined;
    const end = starts[index] ?? text.length;
    return toBlock(node, { text, shift, end, open, numbering }, known);
  });
  const settled = append(stream.settled, blocks);
  const offset = starts[count - 1] ?? text.length;
  const after = { ...stream, settled, open: undefined, offset, known, cited: numbering.cited() };
  return known === stream.known ? after : refresh(after, stream);
}

/** Settles what it can inside the open block, and shows the rest. */
function openTail(
  stream: Stream,
  nodes: readonly RootContent[],
  shift: number,
  mayCut: boolean,
): Step {
  const [node] = nodes;
  const isAlone = nodes.length === 1 && stream.isGrowing && mayCut;
  if (isAlone && node?.type === 'code') {
    const fence = openFence(stream.text, node, startOf(node, shift));
    if (fence !== undefined) {
      return { stream: { ...stream, fence, offset: fence.offset }, isDone: false, mayCut };
    }
  }
  const cut = isAlone && node !== undefined ? cutOpen(stream, node, shift) : undefined;
  const rest = cut?.stream ?? stream;
  const numbering = startNumbering(rest.cited);
  const blocks = cut === undefined ? show(rest, nodes, shift, numbering) : [cut.show(numbering)];
  const shown = append(rest.settled, blocks);
  return {
    stream: { ...rest, shown, shownCited: numbering.cited() },
    isDone: true,
    mayCut,
  };
}

type Numbering = ReturnType<typeof startNumbering>;

function show(
  stream: Stream,
  nodes: readonly RootContent[],
  shift: number,
  numbering: Numbering,
): Block[] {
  const { text, known } = stream;
  return nodes.map((node, index) => {
    const next = nodes[index + 1];
    const end = next === undefined ? text.length : lineOf(next, { text, shift });
    const open = index === 0 ? stream.open : undefined;
    return toBlock(node, { text, shift, end, open, numbering }, known);
  });
}

/** The stream with more of its open block settled, and how the block then looks. */
interface Cut {
  readonly stream: Stream;
  show(numbering: Numbering): Block;
}

function cutOpen(stream: Stream, node: RootContent, shift: number): Cut | undefined {
  if (node.type === 'list') return cutList(stream, node, shift);
  if (node.type === 'table') return cutTable(stream, node, shift);
  if (node.type === 'paragraph') return cutParagraph(stream, node, shift);
  return undefined;
}

function placeOf(stream: Stream, shift: number, open: PiecedBlock | undefined): Place {
  const numbering = startNumbering(stream.cited);
  return { text: stream.text, shift, end: stream.text.length, open, numbering };
}

function withOpen(stream: Stream, open: PiecedBlock, pieces: readonly Piece[], offset: number) {
  const numbering = startNumbering(stream.cited);
  const settled = append(open.pieces, numbering.number(pieces));
  return { ...stream, open: { ...open, pieces: settled }, offset, cited: numbering.cited() };
}

const withShown = (stream: Stream, frame: PiecedBlock['frame'], pieces: readonly Piece[]) => ({
  stream,
  show: (numbering: Numbering): Block => ({
    key: stream.open?.key ?? stream.offset,
    frame,
    pieces: append(stream.open?.pieces ?? [], numbering.number(pieces)),
  }),
});

function cutList(stream: Stream, node: List, shift: number): Cut | undefined {
  const source = stream.text.slice(shift);
  const count = node.children.findLastIndex((item, index) => index > 0 && hasBegun(item, source));
  const last = node.children[count];
  if (count < 1 || last === undefined || !citesOnly([node], stream.known)) return undefined;
  // What an item defines is known once the whole list is settled.
  if (findDefinitions([node]).length > 0) return undefined;
  const place = placeOf(stream, shift, stream.open);
  const pieces = itemPieces(node, node.children, place, stream.known);
  const final = { ...node, children: node.children.slice(0, count) };
  const frame = mergeList(stream.open?.frame, final);
  const key = stream.open?.key ?? lineOf(node, place);
  const open = { key, frame, pieces: stream.open?.pieces ?? [] };
  const after = withOpen(stream, open, pieces.slice(0, count), lineOf(last, place));
  return withShown(after, mergeList(stream.open?.frame, node), pieces.slice(count));
}

function cutTable(stream: Stream, node: Table, shift: number): Cut | undefined {
  const place = placeOf(stream, shift, stream.open);
  const source = stream.text.slice(stream.offset);
  if (!citesOnly([node], stream.known)) return undefined;
  const whole = stream.open ?? tableHead(node, place, stream);
  if (whole === undefined || whole.frame.kind !== 'table') return undefined;
  const rows = rowPieces(node, { ...place, open: whole }, stream.known);
  const ends = rows.map(({ key }) => endOfLine(source, key - stream.offset));
  const count = ends.findLastIndex((end) => end !== undefined) + 1;
  const end = ends[count - 1];
  const offset = end === undefined ? stream.offset : stream.offset + end;
  if (count === 0) return undefined;
  const after = withOpen(stream, whole, rows.slice(0, count), offset);
  return withShown(after, whole.frame, rows.slice(count));
}

function tableHead(node: Table, place: Place, stream: Stream): PiecedBlock | undefined {
  const head = { ...node, children: node.children.slice(0, 1) };
  const block = toBlock(head, place, stream.known);
  return block.frame.kind === 'table' ? (block as PiecedBlock) : undefined;
}

function cutParagraph(stream: Stream, node: Paragraph, shift: number): Cut | undefined {
  const { text, open, known } = stream;
  const key = open === undefined ? startOf(node, shift) : unsettledFrom(open);
  if (text.length - key <= worthKeeping) return undefined;
  // What starts with a bracket may yet become a definition.
  if (open === undefined && text[key] === '[') return undefined;
  const source = text.slice(shift);
  const limit = commonLength(closeMarkers(leadOf(open) + text.slice(stream.offset)), source);
  const at = findCut(source, node, key - shift, limit);
  if (at === undefined) return undefined;
  const end = at + shift;
  const piece = parsePart(key, text.slice(key, end), ' ', known);
  const rest = closeMarkers(guard + text.slice(end + 1)).slice(guard.length);
  const tail = parsePart(end + 1, rest, '', known);
  const frame = { kind: 'paragraph' } as const;
  const block = open ?? { key: lineOf(node, { text, shift }), frame, pieces: [] };
  return withShown(withOpen(stream, block, [piece], end + 1), frame, [tail]);
}

/** The lead of a paragraph is as long as what stood there, but not the same. */
function commonLength(shown: string, source: string): number {
  if (source.startsWith(shown.slice(guard.length), guard.length)) return shown.length;
  let length = guard.length;
  while (length < shown.length && shown[length] === source[length]) length += 1;
  return length;
}

function passFence({ stream, mayCut }: Step): Step {
  const { fence, text, isGrowing } = stream;
  if (fence === undefined) return { stream, isDone: false, mayCut };
  if (text.includes('\r', fence.offset)) {
    return { stream: { ...stream, fence: undefined, offset: fence.key }, isDone: false, mayCut };
  }
  const read = readFence(fence, text, isGrowing);
  if (read.end === undefined) {
    const shown = append<Block>(stream.settled, [read.block]);
    const after = { ...stream, fence: read.fence, shown, shownCited: stream.cited };
    return { stream: after, isDone: true, mayCut };
  }
  const settled = append<Block>(stream.settled, [read.block]);
  const after = { ...stream, settled, fence: undefined, offset: read.end };
  return { stream: after, isDone: false, mayCut };
}
