/**
 * Makes pieces: parses them, finds what they cite and what they define, and parses them again when
 * a definition arrives that they may cite.
 *
 * Its one law: a piece shows a reference as a link only when its definition is settled, so that half
 * an address is never anybody's link.
 */
import type { Definition, FootnoteDefinition, Nodes } from 'mdast';
import type { Known, Piece, PieceNode } from './document.ts';
import { idOf, visit } from './document.ts';
import type { Labels } from './parse.ts';
import { noLabels, parse } from './parse.ts';

export const nothingKnown: Known = { labels: noLabels, links: new Map(), notes: new Map() };

/** Stands before part of a paragraph, so that it can be nothing but a paragraph. */
export const guard = 'x ';

export type Cut = Pick<Piece, 'key' | 'shape' | 'source'> & Partial<Pick<Piece, 'lead' | 'trail'>>;

/** A piece out of nodes that were parsed together with others. */
export function makePiece(cut: Cut, nodes: readonly PieceNode[], known: Known): Piece {
  if (!cut.source.includes('[')) return { ...bare(cut), nodes };
  const cited = findCited(nodes);
  const isSettled =
    cited.links.every((id) => known.links.has(id)) &&
    cited.notes.every((id) => known.notes.has(id));
  return isSettled ? withCited(cut, nodes, cited, known) : parsePiece(cut, known);
}

export function parsePiece(cut: Cut, known: Known): Piece {
  const nodes = parseCut(cut, known.labels);
  return withCited(cut, nodes, findCited(nodes), known);
}

const bare = (cut: Cut) => ({
  lead: '',
  trail: '',
  ...cut,
  definitions: [],
  cites: [],
  citedBefore: [],
});

function parseCut(cut: Cut, labels: Labels): readonly PieceNode[] {
  const lead = cut.shape === 'inline' ? guard : (cut.lead ?? '');
  const children = parse(lead + cut.source, labels);
  const [first] = children;
  if (cut.shape === 'inline' && first?.type === 'paragraph') return withoutGuard(first.children);
  const last = children.at(-1);
  if (cut.shape === 'item' && last?.type === 'list') return last.children.slice(-1);
  if (cut.shape === 'blocks' && lead !== '') return children.slice(1);
  if (cut.shape === 'row' && first?.type === 'table') {
    return cut.lead === undefined ? first.children : first.children.slice(1);
  }
  return children;
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

function withCited(cut: Cut, nodes: readonly PieceNode[], cited: Cited, known: Known): Piece {
  const definitions = [...new Set(cited.links)].flatMap((id) => known.links.get(id) ?? []);
  return { ...bare(cut), nodes, definitions, cites: citedInText(nodes) };
}

/** What footnotes cite is numbered after all that the text cites. */
function citedInText(nodes: readonly PieceNode[]): readonly string[] {
  const cites: string[] = [];
  for (const root of nodes) {
    visit(root, (node) => {
      if (node.type === 'footnoteReference') cites.push(idOf(node));
      return node.type !== 'footnoteDefinition';
    });
  }
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
