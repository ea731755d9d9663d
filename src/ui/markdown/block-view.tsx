/** Draws one block out of its pieces. */
import { memo } from 'react';
import { CodeBlock, CodeLines } from './code-block.tsx';
import type { Block, ListFrame, PiecedBlock } from './document.ts';
import { BulletList, NumberedList, Paragraph } from './elements.tsx';
import { PieceGroup } from './piece-view.tsx';
import { TableView } from './table-view.tsx';

export const BlockView = memo(function BlockView({ block }: { block: Block }) {
  if ('lines' in block) {
    return <CodeBlock language={block.frame.language}>{block.lines.map(drawLines)}</CodeBlock>;
  }
  const { frame } = block;
  if (frame.kind === 'paragraph') return <ParagraphView block={block} />;
  if (frame.kind === 'list') return <ListView block={block} frame={frame} />;
  if (frame.kind === 'table') return <TableView block={block} frame={frame} />;
  return <Pieces block={block} />;
});

const drawLines = (lines: readonly string[], index: number) => (
  <CodeLines key={index} stretches={lines} />
);

function Pieces({ block: { pieces, frame } }: { block: PiecedBlock }) {
  return pieces.map((group, index) => <PieceGroup key={index} pieces={group} frame={frame} />);
}

function ParagraphView({ block }: { block: PiecedBlock }) {
  return (
    <Paragraph>
      <Pieces block={block} />
    </Paragraph>
  );
}

function ListView({ block, frame }: { block: PiecedBlock; frame: ListFrame }) {
  const className = frame.hasTasks ? 'contains-task-list' : undefined;
  const start = frame.start === 1 ? undefined : frame.start;
  const children = <Pieces block={block} />;
  return frame.isOrdered ? (
    <NumberedList className={className} start={start}>
      {children}
    </NumberedList>
  ) : (
    <BulletList className={className}>{children}</BulletList>
  );
}
