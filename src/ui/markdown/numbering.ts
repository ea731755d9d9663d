/**
 * Counts the footnotes that a reply cites, in reading order. A footnote's number is its place among
 * the first citations, so each piece has to know what was cited before it.
 */
import type { Piece } from './document.ts';

export interface Numbering {
  number(pieces: readonly Piece[]): readonly Piece[];
  /** All that was cited so far, repetitions included. */
  cited(): readonly string[];
}

export function startNumbering(citedBefore: readonly string[]): Numbering {
  let cited = citedBefore;
  const numberOne = (piece: Piece): Piece => {
    if (piece.cites.length === 0) return piece;
    const before = cited;
    cited = [...cited, ...piece.cites];
    const isSame = before.join('\n') === piece.citedBefore.join('\n');
    return isSame ? piece : { ...piece, citedBefore: before };
  };
  return { number: (pieces) => pieces.map(numberOne), cited: () => cited };
}
