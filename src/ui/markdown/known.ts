/** The definitions of a reply so far: the first one of a label counts, as in CommonMark. */
import type { Definition, FootnoteDefinition } from 'mdast';
import type { Known } from './document.ts';
import { idOf } from './document.ts';

/** The same object where nothing new is defined. */
export function learn(known: Known, found: readonly (Definition | FootnoteDefinition)[]): Known {
  if (found.every((node) => isKnown(known, node))) return known;
  const links = new Map(known.links);
  const notes = new Map(known.notes);
  for (const node of found) {
    const id = idOf(node);
    if (node.type === 'definition' && !links.has(id)) links.set(id, node);
    if (node.type === 'footnoteDefinition' && !notes.has(id)) notes.set(id, node);
  }
  return { labels: { links: [...links.keys()], notes: [...notes.keys()] }, links, notes };
}

const isKnown = (known: Known, node: Definition | FootnoteDefinition) =>
  (node.type === 'definition' ? known.links : known.notes).has(idOf(node));

/** Labels of `after` that `before` did not have. */
export function newLabels(before: Known, after: Known): string[] {
  return [
    ...after.labels.links.filter((label) => !before.links.has(label)),
    ...after.labels.notes.filter((label) => !before.notes.has(label)),
  ];
}
