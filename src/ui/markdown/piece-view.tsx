/**
 * Draws the pieces of a block. Each is drawn once and kept; a block that grows draws only the piece
 * that is new.
 */
import type { Element, ElementContent } from 'hast';
import type { AlignType, List, RootContent, Table as TableNode } from 'mdast';
import type { ReactNode } from 'react';
import { memo, useContext } from 'react';
import type { Frame, ListFrame, Piece, Shape } from './document.ts';
import { PrefixContext } from './elements.tsx';
import { findDefinitions } from './pieces.ts';
import type { Context } from './to-react.ts';
import { isElement, toElements, toReact } from './to-react.ts';

interface PieceGroupProps {
  pieces: readonly Piece[];
  frame: Frame;
}

/** Takes no place in the page: it only spares looking at every piece of a long block. */
export const PieceGroup = memo(
  function PieceGroup({ pieces, frame }: PieceGroupProps) {
    return pieces.map((piece) => <PieceView key={piece.key} piece={piece} frame={frame} />);
  },
  (before, after) => before.pieces === after.pieces && looksSame(before.frame, after.frame),
);

export const PieceView = memo(
  function PieceView({ piece, frame }: { piece: Piece; frame: Frame }) {
    const prefix = useContext(PrefixContext);
    return draw(piece, frame, prefix);
  },
  (before, after) => before.piece === after.piece && looksSame(before.frame, after.frame),
);

export function looksSame(one: Frame, other: Frame): boolean {
  if (one.kind === 'list' && other.kind === 'list') return one.isLoose === other.isLoose;
  if (one.kind === 'table' && other.kind === 'table') return one.lead === other.lead;
  return one.kind === other.kind;
}

function draw(piece: Piece, frame: Frame, prefix: string): ReactNode {
  const { definitions, citedBefore } = piece;
  const context: Context | undefined = isPlain(piece)
    ? undefined
    : { prefix, definitions, citedBefore };
  const children = pick(toElements([wrap(piece, frame)].flat(), context), piece, frame);
  return toReact(withTrail(children, piece.trail));
}

/** In one text with the last words: what is one less is laid out in less time. */
function withTrail(children: ElementContent[], trail: string): ElementContent[] {
  if (trail === '') return children;
  const last = children.at(-1);
  if (last?.type !== 'text') return [...children, { type: 'text', value: trail }];
  return [...children.slice(0, -1), { ...last, value: last.value + trail }];
}

/** Cites nothing and defines nothing. */
const isPlain = ({ source, nodes, definitions, cites }: Piece) =>
  definitions.length === 0 &&
  cites.length === 0 &&
  (!source.includes('[') || findDefinitions(nodes).length === 0);

/** What a piece needs around it to be drawn as the part it is. */
function wrap({ shape, nodes }: Piece, frame: Frame): RootContent | RootContent[] {
  if (shape === 'inline') return { type: 'paragraph', children: nodes } as RootContent;
  if (shape === 'item' && frame.kind === 'list') return listAround(nodes, frame);
  if (frame.kind === 'table') return tableAround(nodes, frame.align, shape);
  return [...nodes] as RootContent[];
}

function listAround(nodes: Piece['nodes'], { isLoose, isOrdered }: ListFrame): List {
  const children = nodes.map((node) => ({ ...node, spread: isLoose }) as List['children'][number]);
  return { type: 'list', ordered: isOrdered, spread: isLoose, children };
}

function tableAround(nodes: Piece['nodes'], align: readonly AlignType[], shape: Shape): TableNode {
  const rows = nodes as TableNode['children'];
  const head = shape === 'head' ? [] : [emptyRow()];
  return { type: 'table', align: [...align], children: [...head, ...rows] };
}

const emptyRow = (): TableNode['children'][number] => ({ type: 'tableRow', children: [] });

/** The part itself, out of what was put around it. */
function pick(children: ElementContent[], { shape }: Piece, frame: Frame): ElementContent[] {
  const found = children.filter(isElement);
  if (shape === 'inline') return found[0]?.children ?? [];
  if (shape === 'item' && frame.kind === 'list') return found.flatMap(elementsIn);
  if (shape === 'head') return found.flatMap(elementsIn).flatMap(elementsIn);
  if (shape === 'row') return found.flatMap(elementsIn).slice(1).flatMap(elementsIn);
  return found;
}

const elementsIn = (element: Element): Element[] => element.children.filter(isElement);
