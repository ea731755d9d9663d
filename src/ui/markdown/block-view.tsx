/** Draws one block out of its pieces. */
import type { ReactNode } from 'react';
import { memo } from 'react';
import { CodeBlock, CodeLines } from './code-block.tsx';
import type { Block, PiecedBlock } from './document.ts';
import { paragraphClass } from './elements.tsx';
import { ListView } from './list-view.tsx';
import { PieceGroup } from './piece-view.tsx';
import { TableView } from './table-view.tsx';

export const BlockView = memo(function BlockView({ block }: { block: Block }) {
  if ('lines' in block) {
    return <CodeBlock language={block.frame.language}>{block.lines.map(drawLines)}</CodeBlock>;
  }
  const { frame } = block;
  if (frame.kind === 'table') return <TableView block={block} frame={frame} />;
  if (frame.kind === 'list') return <ListView block={block} frame={frame} />;
  // Without components of their own: each would be gone through in every frame.
  const pieces = drawPieces(block);
  if (frame.kind === 'paragraph') return <p className={paragraphClass}>{pieces}</p>;
  return pieces;
});

const drawLines = (lines: readonly string[], index: number) => (
  <CodeLines key={index} stretches={lines} />
);

const drawPieces = ({ pieces, frame }: PiecedBlock): ReactNode =>
  pieces.map((group, index) => <PieceGroup key={index} pieces={group} frame={frame} />);
