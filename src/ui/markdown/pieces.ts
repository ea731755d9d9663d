/**
 * Makes pieces, and finds what they cite and what they define.
 *
 * Its one law: a piece shows a reference as a link only when its definition is settled, so that half
 * an address is never anybody's link.
 */
import type { Definition, FootnoteDefinition, Nodes } from 'mdast';
import type { Known, Piece, PieceNode } from './document.ts';
import { idOf, visit } from './document.ts';
import { noLabels, parse } from './parse.ts';

export const nothingKnown: Known = { labels: noLabels, links: new Map(), notes: new Map() };

/** Stands before part of a paragraph, so that it can be nothing but a paragraph. */
export const guard = 'x ';

export type Cut = Pick<Piece, 'key' | 'shape' | 'source'>;

/** A piece out of nodes that were parsed in their place. */
export function makePiece(cut: Cut, nodes: readonly PieceNode[], known: Known): Piece {
  const cited = cut.source.includes('[') ? findCited(nodes) : { links: [], notes: [] };
  const definitions = [...new Set(cited.links)].flatMap((id) => known.links.get(id) ?? []);
  const cites = cited.notes.length === 0 ? [] : citedInText(nodes);
  return { ...cut, trail: '', nodes, definitions, cites, citedBefore: [] };
}

/** A part of a paragraph that was cut where it can be parsed alone. */
export function parsePart(key: number, source: string, trail: string, known: Known): Piece {
  const [first] = parse(guard + source, known.labels);
  const children = first?.type === 'paragraph' ? withoutGuard(first.children) : [];
  return { ...makePiece({ key, shape: 'inline', source }, children, known), trail };
}

export function withoutGuard<Node extends Nodes>(children: readonly Node[]): readonly Node[] {
  const [first, ...others] = children;
  if (first?.type !== 'text') return children;
  const value = first.value.slice(guard.length);
  return value === '' ? others : [{ ...first, value }, ...others];
}

interface Cited {
  readonly links: readonly string[];
  readonly notes: readonly string[];
}

function findCited(nodes: readonly PieceNode[]): Cited {
  const links: string[] = [];
  const notes: string[] = [];
  for (const root of nodes) {
    visit(root, (node) => {
      if (node.type === 'linkReference' || node.type === 'imageReference') links.push(idOf(node));
      if (node.type === 'footnoteReference') notes.push(idOf(node));
      return true;
    });
  }
  return { links, notes };
}

export function hasCitations(nodes: readonly PieceNode[]): boolean {
  const { links, notes } = findCited(nodes);
  return links.length > 0 || notes.length > 0;
}

/** Whether nodes cite only what is defined for good. */
export function citesOnly(nodes: readonly PieceNode[], known: Known): boolean {
  const { links, notes } = findCited(nodes);
  return links.every((id) => known.links.has(id)) && notes.every((id) => known.notes.has(id));
}

/**
 * What is drawn, that is: cells beyond a table's width are not. What footnotes cite is numbered
 * after all that the text cites.
 */
function citedInText(nodes: readonly PieceNode[]): readonly string[] {
  const cites: string[] = [];
  const collect = (root: PieceNode): void =>
    visit(root, (node) => {
      if (node.type === 'footnoteReference') cites.push(idOf(node));
      if (node.type !== 'table') return node.type !== 'footnoteDefinition';
      const cells = node.children.flatMap((row) => row.children.slice(0, node.align?.length));
      for (const cell of cells) cell.children.forEach(collect);
      return false;
    });
  nodes.forEach(collect);
  return cites;
}

/** Definitions inside nodes, in order. */
export function findDefinitions(nodes: readonly PieceNode[]): (Definition | FootnoteDefinition)[] {
  const found: (Definition | FootnoteDefinition)[] = [];
  for (const root of nodes) {
    visit(root, (node) => {
      if (node.type === 'definition' || node.type === 'footnoteDefinition') found.push(node);
      return true;
    });
  }
  return found;
}

/** Whether a label may stand in a source, whatever marks of lists and quotes stand between. */
export function mayCite(source: string, labels: readonly string[]): boolean {
  if (!source.includes('[')) return false;
  const squashed = squash(source);
  return labels.some((label) => squashed.includes(squash(label)));
}

const squash = (text: string) =>
  text
    .replace(/[\s>]+/g, '')
    .replaceAll('\0', '\uFFFD')
    .toLowerCase()
    .toUpperCase();
