/**
 * Draws parsed Markdown: the tree, then elements, then our components for them, on the same path and
 * with the same options as react-markdown takes, which the tests compare it with.
 *
 * Its one law: no HTML is ever made from a string. Raw HTML in a reply is text that shows its tags.
 */
import type { Element, ElementContent, Root as ElementRoot } from 'hast';
import { toJsxRuntime } from 'hast-util-to-jsx-runtime';
import type { Definition, FootnoteDefinition, Html, Node, Parents } from 'mdast';
import type { Root, RootContent } from 'mdast';
import type { Handlers, Options, State } from 'mdast-util-to-hast';
import { toHast } from 'mdast-util-to-hast';
import type { ReactNode } from 'react';
import { Fragment, jsx, jsxs } from 'react/jsx-runtime';
import { elements } from './elements.tsx';

/** What footnotes were cited before, told to the counter of the tree's own maker. */
interface CitedBefore extends Node {
  type: 'citedBefore';
  ids: readonly string[];
}

declare module 'mdast' {
  interface RootContentMap {
    citedBefore: CitedBefore;
  }
}

const handlers: Handlers = {
  citedBefore(state: State, { ids }: CitedBefore) {
    for (const id of ids) {
      const count = state.footnoteCounts.get(id) ?? 0;
      if (count === 0) state.footnoteOrder.push(id);
      state.footnoteCounts.set(id, count + 1);
    }
    return undefined;
  },
  html(_state: State, { value }: Html, parent: Parents | undefined): ElementContent {
    const text = { type: 'text', value } as const;
    if (parent === undefined || !holdsBlocks.has(parent.type)) return text;
    const properties = { className: ['raw-html'] };
    return { type: 'element', tagName: 'p', properties, children: [text] };
  },
};

const holdsBlocks = new Set(['root', 'blockquote', 'listItem', 'footnoteDefinition']);

/** The options for react-markdown's `remarkRehypeOptions` as well. */
export const treeOptions = (prefix: string): Options => ({
  allowDangerousHtml: true,
  clobberPrefix: prefix,
  handlers,
});

export interface Context {
  /** Makes the anchors of this reply its own. */
  readonly prefix: string;
  readonly definitions: readonly (Definition | FootnoteDefinition)[];
  readonly citedBefore: readonly string[];
}

/** @param context left out where nothing is cited */
export function toElements(nodes: readonly RootContent[], context?: Context): ElementContent[] {
  if (context === undefined) return maker.all({ type: 'root', children: [...nodes] });
  return treeOf(nodes, context).filter((node) => !isFootnotes(node));
}

/** The notes of the whole reply; each of its parts is made without. */
export const toFootnotes = (context: Context) => treeOf([], context).filter(isFootnotes);

function treeOf(
  nodes: readonly RootContent[],
  { prefix, definitions, citedBefore }: Context,
): ElementContent[] {
  const counter: RootContent = { type: 'citedBefore', ids: citedBefore };
  const children = [...definitions, counter, ...nodes];
  const tree = toHast({ type: 'root', children }, treeOptions(prefix));
  return 'children' in tree ? (tree.children as ElementContent[]) : [];
}

/** The maker of a tree puts them behind what defines a note and cites it. */
const isFootnotes = (node: ElementContent) =>
  isElement(node) && node.properties['dataFootnotes'] !== undefined;

/**
 * The maker of a tree looks for definitions in all of it first, which takes longer than to make it.
 * Where nothing is cited, one that was made ready once does for every tree.
 */
const maker = captureMaker();

function captureMaker(): State {
  const captured: State[] = [];
  const capture = (state: State) => void captured.push(state);
  const root: Root = { type: 'root', children: [{ type: 'citedBefore', ids: [] }] };
  toHast(root, { ...treeOptions(''), handlers: { ...handlers, citedBefore: capture } });
  const [state] = captured;
  if (state === undefined) throw new Error('The maker of the tree did not ask for its handler');
  return state;
}

export const isElement = (node: ElementContent): node is Element => node.type === 'element';

export function toReact(children: ElementContent[]): ReactNode {
  const root: ElementRoot = { type: 'root', children };
  const drawn: unknown = toJsxRuntime(root, {
    Fragment,
    jsx,
    jsxs,
    components: elements,
    ignoreInvalidStyle: true,
    passKeys: true,
    passNode: true,
  });
  return drawn as ReactNode;
}
