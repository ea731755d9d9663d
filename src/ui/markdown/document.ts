/**
 * What a reply is made of while it is read: blocks, and inside them the pieces that are parsed and
 * drawn by themselves (an item, a row, a part of a paragraph). Plain data; nothing here parses.
 */
import type { AlignType, Definition, FootnoteDefinition, ListItem, Nodes, TableRow } from 'mdast';
import type { PhrasingContent, RootContent } from 'mdast';
import type { Grouped } from './grouped.ts';
import type { Labels } from './parse.ts';

/** How a piece is cut out of its block: whole blocks, text of a paragraph, an item, a row or its table's head. */
export type Shape = 'blocks' | 'inline' | 'item' | 'head' | 'row';

export type PieceNode = RootContent | PhrasingContent | ListItem | TableRow;

export interface Piece {
  /** Where it starts in the reply, in characters; names it for good. */
  readonly key: number;
  readonly shape: Shape;
  readonly source: string;
  /** White space between this part of a paragraph and the next. */
  readonly trail: string;
  readonly nodes: readonly PieceNode[];
  /** Definitions of the links it cites. */
  readonly definitions: readonly Definition[];
  /** Footnotes it cites, in order, and those cited before it: they give its numbers. */
  readonly cites: readonly string[];
  readonly citedBefore: readonly string[];
}

export type Block = PiecedBlock | CodeBlock;

export interface PiecedBlock {
  readonly key: number;
  readonly frame: Frame;
  readonly pieces: Grouped<Piece>;
}

export type Frame =
  | { readonly kind: 'plain' }
  | { readonly kind: 'paragraph' }
  | ListFrame
  | { readonly kind: 'table'; readonly align: readonly AlignType[]; readonly lead: string };

export interface ListFrame {
  readonly kind: 'list';
  readonly isOrdered: boolean;
  readonly start: number | undefined;
  /** One blank line between items sets all of them as paragraphs. */
  readonly isLoose: boolean;
  readonly hasTasks: boolean;
}

export interface CodeBlock {
  readonly key: number;
  readonly frame: { readonly kind: 'code'; readonly language: string | undefined };
  /** Whole lines, several together, each with its line ending. */
  readonly lines: Grouped<string>;
}

/** Every definition that is settled; of two for one label the first counts. */
export interface Known {
  readonly labels: Labels;
  readonly links: ReadonlyMap<string, Definition>;
  readonly notes: ReadonlyMap<string, FootnoteDefinition>;
}

export type Visitor = (node: Nodes) => boolean | undefined;

/** Visits a tree in reading order; what returns false is not entered. */
export function visit(node: Nodes, visitor: Visitor): void {
  if (visitor(node) === false || !('children' in node)) return;
  for (const child of node.children) visit(child, visitor);
}

export const idOf = (node: { readonly identifier: string }): string =>
  node.identifier.toUpperCase();
