/**
 * Draws parsed Markdown: the tree, then elements, then our components for them, on the same path and
 * with the same options as react-markdown takes, which the tests compare it with.
 *
 * Its one law: no HTML is ever made from a string. Raw HTML in a reply is text that shows its tags.
 */
import type { Element, ElementContent, Root as ElementRoot } from 'hast';
import { toJsxRuntime } from 'hast-util-to-jsx-runtime';
import type { Definition, FootnoteDefinition, Html, Node, Parents, RootContent } from 'mdast';
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

export function toElements(nodes: readonly RootContent[], context: Context): ElementContent[] {
  const counter: RootContent = { type: 'citedBefore', ids: context.citedBefore };
  const children = [...context.definitions, counter, ...nodes];
  const tree = toHast({ type: 'root', children }, treeOptions(context.prefix));
  return 'children' in tree ? (tree.children as ElementContent[]) : [];
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
