/**
 * Marks words that are found where they stand on the page, without touching the page (CSS Custom
 * Highlight API). A browser that cannot do that is led to the turn all the same.
 */
import { fold, occurrences } from './find-matches.ts';

const all = 'found';
const present = 'found-now';

export interface Wanted {
  readonly words: string;
  /** The match that is looked at: the place of its exchange, and which of those in it. */
  readonly at: { readonly index: number; readonly ordinal: number } | null;
}

/** @returns where the match is that is looked at; `null` where it is not drawn */
export function highlight(log: Element, { words, at }: Wanted): Range | null {
  const wanted = fold(words.trim());
  const ranges: Range[] = [];
  let looked: Range | null = null;
  for (const item of log.querySelectorAll<HTMLElement>('[data-index]')) {
    const own = [...item.querySelectorAll('[data-said]')].flatMap((said) => rangesIn(said, wanted));
    ranges.push(...own);
    // What is drawn can have fewer: words that a mark of Markdown stood between.
    if (at && Number(item.dataset['index']) === at.index)
      looked = own[at.ordinal] ?? own.at(-1) ?? null;
  }
  if (canHighlight()) {
    CSS.highlights.set(all, new Highlight(...ranges));
    CSS.highlights.set(present, new Highlight(...(looked ? [looked] : [])));
  }
  return looked;
}

export function clearHighlight(): void {
  if (!canHighlight()) return;
  CSS.highlights.delete(all);
  CSS.highlights.delete(present);
}

function canHighlight(): boolean {
  return 'highlights' in CSS;
}

const blocks = 'p, li, td, th, pre, h1, h2, h3, h4, h5, h6';

function rangesIn(said: Element, wanted: string): Range[] {
  const parts: { node: Text; start: number }[] = [];
  let text = '';
  let block: Element | null = null;
  const walker = document.createTreeWalker(said, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!(node instanceof Text)) continue;
    const own = node.parentElement?.closest(blocks) ?? null;
    // Words of two paragraphs are not one word.
    if (own !== block) text += '\n';
    block = own;
    parts.push({ node, start: text.length });
    text += node.data;
  }
  return occurrences(fold(text), wanted).map((start) => {
    const range = document.createRange();
    range.setStart(...pointAt(parts, start));
    range.setEnd(...pointAt(parts, start + wanted.length - 1, 1));
    return range;
  });
}

/** @param after characters behind the one at that place */
function pointAt(
  parts: readonly { node: Text; start: number }[],
  place: number,
  after = 0,
): [Text, number] {
  const part = parts.findLast(({ start }) => start <= place);
  if (!part) throw new Error('A place before all text');
  return [part.node, Math.min(place - part.start + after, part.node.length)];
}
