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

export type Cut = Pick<Piece, 'key' | 'shape' | 'source'> &
  Partial<Pick<Piece, 'lead' | 'trail' | 'isFollowed'>>;

/** Stands behind a piece for what follows it: a rule ends every item, quote and note. */
const rule = '***\n';

/** A piece out of nodes that were parsed together with others. */
export function makePiece(cut: Cut, nodes: readonly PieceNode[], known: Known): Piece {
  if (!cut.source.includes('[')) return { ...bare(cut), nodes };
  const cited = findCited(nodes);
  const isSettled =
    cited.links.every((id) => known.links.has(id)) &&
    cited.notes.every((id) => known.notes.has(id));
  return isSettled ? withCited(cut, nodes, cited, known) : parsePiece(cut, known, nodes);
}

/** @param before what it was parsed as, which holds where it cannot be parsed alone as what it is */
export function parsePiece(cut: Cut, known: Known, before: readonly PieceNode[] = []): Piece {
  const nodes = parseCut(cut, known.labels) ?? before;
  return withCited(cut, nodes, findCited(nodes), known);
}

const bare = (cut: Cut) => ({
  lead: '',
  isFollowed: false,
  trail: '',
  ...cut,
  definitions: [],
  cites: [],
  citedBefore: [],
});

function parseCut(cut: Cut, labels: Labels): readonly PieceNode[] | undefined {
  const lead = cut.shape === 'inline' ? guard : (cut.lead ?? '');
  const follow = cut.isFollowed === true ? rule : '';
  const children = parse(lead + cut.source + follow, labels);
  const [first] = children;
  const list = children.findLast(({ type }) => type === 'list');
  switch (cut.shape) {
    case 'inline':
      return first?.type === 'paragraph' ? withoutGuard(first.children) : undefined;
    case 'item':
      return list?.type === 'list' ? list.children.slice(-1) : undefined;
    case 'row':
      return first?.type === 'table' ? first.children.slice(lead === '' ? 0 : 1) : undefined;
    case 'blocks':
      return children.slice(lead === '' ? 0 : 1, follow === '' ? undefined : -1);
  }
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
