/**
 * Brings settled blocks up to date when a definition arrives: those that may cite it are parsed
 * again, and footnotes are counted anew. The only case in which something settled changes.
 *
 * Its one law: a block is parsed alone only where it certainly reads the same alone; if one does
 * not, all that is settled is parsed again, which is slow and right.
 */
import type { RootContent } from 'mdast';
import { lineOf, startOf, toBlock } from './blocks.ts';
import type { Block, Known, Piece } from './document.ts';
import type { Grouped } from './grouped.ts';
import { append, mapGrouped } from './grouped.ts';
import { readsOtherwise } from './interrupt.ts';
import { learn, newLabels } from './known.ts';
import { startNumbering } from './numbering.ts';
import { parse } from './parse.ts';
import { findDefinitions, hasCitations, mayCite, nothingKnown } from './pieces.ts';

interface Settled {
  readonly text: string;
  readonly settled: Grouped<Block>;
  /** Where the settled blocks end. */
  readonly offset: number;
  readonly known: Known;
  readonly cited: readonly string[];
}

/** @param before the state before the last blocks settled; these know all definitions already */
export function refresh<State extends Settled>(state: State, before: Settled): State {
  const labels = newLabels(before.known, state.known);
  const citing = state.settled
    .flat()
    .filter((block) => block.key < before.offset && isCiting(block, labels));
  const again = parseAgain(state, citing);
  const parsed =
    again === undefined
      ? parseAll(state)
      : mapGrouped(state.settled, (block) => again.get(block.key) ?? block);
  // Footnotes may have been parsed again as well.
  const known = learn(nothingKnown, definitionsIn(parsed));
  const numbering = startNumbering([]);
  const settled = mapPieces(parsed, (piece) => numbering.number([piece])[0] ?? piece);
  return { ...state, settled, known, cited: numbering.cited() };
}

const isCiting = (block: Block, labels: readonly string[]) =>
  'pieces' in block &&
  block.pieces.some((group) => group.some((piece) => mayCite(piece.source, labels)));

/** Where each block ends: where the next one begins. */
function endsOf({ settled, offset }: Settled): ReadonlyMap<number, number> {
  const keys = settled.flat().map(({ key }) => key);
  return new Map(keys.map((key, index) => [key, keys[index + 1] ?? offset]));
}

/** Stands for what follows: a rule ends every item, quote and note. */
const rule = '***\n';

/** By where they start; nothing if one of them cannot be parsed alone. */
function parseAgain(
  state: Settled,
  blocks: readonly Block[],
): ReadonlyMap<number, Block> | undefined {
  const ends = endsOf(state);
  const again = new Map<number, Block>();
  for (const { key } of blocks) {
    const block = parseAlone(state, key, ends.get(key) ?? state.offset);
    if (block === undefined) return undefined;
    if (citesAnything(block)) again.set(key, block);
  }
  return again;
}

const citesAnything = (block: Block) =>
  'pieces' in block &&
  block.pieces.some((group) => group.some((piece) => hasCitations(piece.nodes)));

function parseAlone(state: Settled, key: number, end: number): Block | undefined {
  const { text, known } = state;
  const nodes = parseUntil(text.slice(key, end), end < text.length, known);
  const [node] = nodes;
  if (node === undefined || nodes.length > 1) return undefined;
  if (readsOtherwise(node, text, startOf(node, key))) return undefined;
  const numbering = startNumbering([]);
  return toBlock(node, { text, shift: key, end, open: undefined, numbering }, known);
}

function parseUntil(source: string, isFollowed: boolean, { labels }: Known): RootContent[] {
  const nodes = parse(isFollowed ? source + rule : source, labels);
  return isFollowed ? nodes.slice(0, -1) : nodes;
}

function parseAll(state: Settled): Grouped<Block> {
  const { text, known, offset, settled } = state;
  const first = settled[0]?.[0]?.key ?? 0;
  const nodes = parseUntil(text.slice(first, offset), offset < text.length, known);
  const numbering = startNumbering([]);
  const blocks = nodes.map((node, index) => {
    const next = nodes[index + 1];
    const end = next === undefined ? offset : lineOf(next, { text, shift: first });
    return toBlock(node, { text, shift: first, end, open: undefined, numbering }, known);
  });
  return append<Block>([], blocks);
}

function mapPieces(blocks: Grouped<Block>, change: (piece: Piece) => Piece): Grouped<Block> {
  return mapGrouped(blocks, (block) => {
    if (!('pieces' in block)) return block;
    const pieces = mapGrouped(block.pieces, change);
    return pieces === block.pieces ? block : { ...block, pieces };
  });
}

const piecesIn = (blocks: Grouped<Block>) =>
  blocks.flat().flatMap((block) => ('pieces' in block ? block.pieces.flat() : []));

const definitionsIn = (blocks: Grouped<Block>) =>
  piecesIn(blocks).flatMap((piece) => findDefinitions(piece.nodes));

/** Footnotes that blocks cite, in order. */
export const citedIn = (blocks: Grouped<Block>): readonly string[] =>
  piecesIn(blocks).flatMap((piece) => piece.cites);
