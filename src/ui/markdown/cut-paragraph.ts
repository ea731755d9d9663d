/**
 * Finds where a growing paragraph can be cut, so that a very long one is not parsed again and again.
 *
 * Its one law: a cut lies only where nothing before it can still join with what comes after it. In
 * doubt there is no cut; the paragraph is then parsed as a whole, which costs time and nothing else.
 */
import type { Paragraph, PhrasingContent } from 'mdast';
import { indexOfMatch } from '../../lib/index-of-match.ts';
import { visit } from './document.ts';

/** So many characters make a part worth keeping. */
export const worthKeeping = 160;
/** So many are cut in the middle of words: two texts side by side are laid out in more time than one. */
const longEnough = 2 * worthKeeping;

/**
 * Offset in `source` of the space to cut at. Before the paragraph stand `lead` characters; what the
 * parser was given is the source only up to `limit`.
 */
export function findCut(
  source: string,
  paragraph: Paragraph,
  lead: number,
  limit: number,
): number | undefined {
  const scan: Scan = { source, brackets: 0, lineStart: lead, cut: lead, before: lead };
  const choose = () => {
    if (scan.before - lead >= worthKeeping) return scan.before;
    return scan.cut - lead >= longEnough ? scan.cut : undefined;
  };
  let from = lead;
  for (const child of paragraph.children) {
    const { position } = child;
    if (child.type === 'text' || position?.start.offset === undefined) continue;
    const end = position.end.offset ?? source.length;
    const isClear = scanText(scan, from, Math.min(position.start.offset, limit));
    if (!isClear || end >= limit || hasLooseEnd(child)) return choose();
    if (scan.cut === position.start.offset - 1) scan.before = scan.cut;
    from = end;
    if (child.type === 'break') scan.lineStart = end;
  }
  scanText(scan, from, limit);
  return choose();
}

interface Scan {
  readonly source: string;
  brackets: number;
  /** Where the line starts that is looked at. */
  lineStart: number;
  /** The last place for a cut, and the last right before something that is no mere text. */
  cut: number;
  before: number;
}

/** All that is looked at: what stands between is words. */
const sign = /[\\[\]`<_*~ \n\r]/g;

/** False where something may still be open. */
function scanText(scan: Scan, from: number, to: number): boolean {
  const { source } = scan;
  const next = (start: number) => indexOfMatch(source, sign, start);
  for (let at = next(from); at < to; at = next(at + 1)) {
    const character = source[at];
    if (character === '\\') at += 1;
    else if (mayOpen(source, at)) return false;
    else if (character === '[') scan.brackets += 1;
    else if (character === ']') scan.brackets = Math.max(0, scan.brackets - 1);
    else if (character === '\n' || character === '\r') scan.lineStart = at;
    else if (character === ' ' && scan.brackets === 0 && isBetweenWords(scan, at)) scan.cut = at;
  }
  return true;
}

/** A line without a letter before it might be an underline or a rule. */
const isBetweenWords = ({ source, lineStart }: Scan, at: number) =>
  /[\p{L}\p{N}.,;:?)]/u.test(source[at - 1] ?? '') &&
  /\S/.test(source[at + 1] ?? '') &&
  /\p{L}/u.test(source.slice(lineStart, at));

function mayOpen(source: string, at: number): boolean {
  const character = source[at] ?? '';
  const next = source[at + 1] ?? '';
  if (character === '`') return true;
  if (character === '<') return next === '' || /[a-z/!?]/i.test(next);
  if (character === ']') return next === '' || next === '(';
  if (character === '_') return !/[\p{L}\p{N}]/u.test(source[at - 1] ?? '') && next !== ' ';
  return (character === '*' || character === '~') && next !== ' ';
}

/** Whether text inside a closed construct could still be taken by a longer one. */
function hasLooseEnd(node: PhrasingContent): boolean {
  let isLoose = false;
  visit(node, (child) => {
    if (child.type === 'text' && /[[`<]/.test(child.value)) isLoose = true;
    return true;
  });
  return isLoose;
}
