/**
 * A reply as static markup: read in the given pieces, or whole by react-markdown with our components.
 * What may differ between them is taken away: the groups around blocks, the breaks between blocks, the
 * seams of a long table or list.
 */
import type { Root } from 'hast';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import ReactMarkdown from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { elements, PrefixContext } from '../elements.tsx';
import { drawStream, Markdown } from '../markdown.tsx';
import type { Stream } from '../stream.ts';
import { emptyStream, readStream } from '../stream.ts';
import { treeOptions } from '../to-react.ts';

const prefix = 'reply-';

export function renderStream(stream: Stream): string {
  return withoutGroups(
    renderToStaticMarkup(drawStream(stream, [], prefix, { isGrowing: false, hasGrown: true })),
  );
}

/** A finished reply as it is mounted; React's own prefix for its anchors is replaced by ours. */
export function renderAtOnce(text: string): string {
  const view = createElement(Markdown, { text, isGrowing: false });
  return withoutGroups(renderToStaticMarkup(view)).replace(/_R_\w*_-/g, prefix);
}

/** The reply after each of its prefixes of these lengths, and then ended. */
export function* readCut(text: string, lengths: readonly number[]): Generator<Stream> {
  let stream = emptyStream;
  for (const length of lengths) {
    stream = readStream(stream, text.slice(0, length), true);
    yield stream;
  }
  yield readStream(stream, text, false);
}

export function renderCut(text: string, lengths: readonly number[]): string {
  return renderStream([...readCut(text, lengths)].at(-1) ?? emptyStream);
}

export function renderByReactMarkdown(text: string): string {
  const markdown = createElement(ReactMarkdown, {
    children: text,
    components: elements,
    rehypePlugins: [() => withoutBreaks],
    remarkPlugins: [remarkGfm],
    remarkRehypeOptions: treeOptions(prefix),
    // Every address is judged by the components.
    urlTransform: (address) => address,
  });
  const view = createElement(PrefixContext, { value: prefix }, markdown);
  return withoutGroups(renderToStaticMarkup(view));
}

function withoutBreaks(tree: Root): void {
  tree.children = tree.children.filter((node) => node.type !== 'text' || node.value !== '\n');
}

/** React Aria counts its buttons. */
const countedId = / id="react-aria-[^"]*"/g;

const group = /^<div class="(?:markdown-blocks|isolate)(?: [^"]*)?">$/;

/** Where a long table goes on in its next part. */
const seam =
  /<\/tbody><\/table><table aria-label="Table, continued"[^>]*><colgroup>.*?<\/colgroup><tbody[^>]*>/g;

/** Where a long list does. */
const listSeam = /<\/[uo]l><[uo]l aria-label="List, continued"[^>]*>/g;

function withoutGroups(markup: string): string {
  const isGroup: boolean[] = [];
  const ungrouped = markup.replaceAll(countedId, '').replace(/<div[^>]*>|<\/div>/g, (tag) => {
    if (tag !== '</div>') isGroup.push(group.test(tag));
    const isDropped = tag === '</div>' ? isGroup.pop() === true : isGroup.at(-1) === true;
    return isDropped ? '' : tag;
  });
  return ungrouped
    .replaceAll(seam, '')
    .replaceAll(' print:table-fixed', '')
    .replaceAll(listSeam, '')
    .replaceAll(' markdown-part-40', '');
}
