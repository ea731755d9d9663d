/**
 * Brings settled blocks up to date when a definition arrives: those that may cite it are parsed
 * again, and footnotes are counted anew. The only case in which something settled changes.
 */
import type { Block, Known, Piece } from './document.ts';
import type { Grouped } from './grouped.ts';
import { mapGrouped } from './grouped.ts';
import { learn, newLabels } from './known.ts';
import { startNumbering } from './numbering.ts';
import { findDefinitions, mayCite, nothingKnown, parsePiece } from './pieces.ts';

interface Settled {
  readonly settled: Grouped<Block>;
  readonly known: Known;
  readonly cited: readonly string[];
}

export function refresh<State extends Settled>(state: State, before: Known): State {
  const labels = newLabels(before, state.known);
  const parsed = mapPieces(state.settled, (piece) =>
    mayCite(piece.source, labels) ? parsePiece(piece, state.known, piece.nodes) : piece,
  );
  // Footnotes may have been parsed again as well.
  const known = learn(nothingKnown, definitionsIn(parsed));
  const numbering = startNumbering([]);
  const settled = mapPieces(parsed, (piece) => numbering.number([piece])[0] ?? piece);
  return { ...state, settled, known, cited: numbering.cited() };
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
