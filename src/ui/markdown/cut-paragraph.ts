/**
 * Finds where a growing paragraph can be cut, so that a very long one is not parsed again and again.
 *
 * Its one law: a cut lies only where nothing before it can still join with what comes after it. In
 * doubt there is no cut; the paragraph is then parsed as a whole, which costs time and nothing else.
 */
import type { Paragraph, PhrasingContent } from 'mdast';
import { visit } from './document.ts';

/** So many characters make a part worth keeping. */
const enough = 160;

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
  const scan = { source, brackets: 0, hasLetter: false, cut: undefined as number | undefined };
  let from = lead;
  for (const child of paragraph.children) {
    const { position } = child;
    if (child.type === 'text' || position?.start.offset === undefined) continue;
    const end = position.end.offset ?? source.length;
    const isClear = scanText(scan, from, Math.min(position.start.offset, limit));
    if (!isClear || end >= limit || hasLooseEnd(child)) return worth(scan.cut, lead);
    from = end;
    if (child.type === 'break') scan.hasLetter = false;
  }
  scanText(scan, from, limit);
  return worth(scan.cut, lead);
}

const worth = (cut: number | undefined, lead: number) =>
  cut !== undefined && cut - lead >= enough ? cut : undefined;

interface Scan {
  readonly source: string;
  brackets: number;
  /** Whether this line has a letter already: without one it might be an underline or a rule. */
  hasLetter: boolean;
  cut: number | undefined;
}

/** False where something may still be open. */
function scanText(scan: Scan, from: number, to: number): boolean {
  const { source } = scan;
  for (let at = from; at < to; at += 1) {
    const character = source[at] ?? '';
    if (character === '\\') {
      at += 1;
      continue;
    }
    if (mayOpen(source, at)) return false;
    if (character === '[') scan.brackets += 1;
    if (character === ']') scan.brackets = Math.max(0, scan.brackets - 1);
    if (character === '\n' || character === '\r') scan.hasLetter = false;
    if (/\p{L}/u.test(character)) scan.hasLetter = true;
    const isSafe = scan.brackets === 0 && scan.hasLetter;
    if (character === ' ' && isSafe && isBetweenWords(source, at)) scan.cut = at;
  }
  return true;
}

const isBetweenWords = (source: string, at: number) =>
  /[\p{L}\p{N}.,;:?)]/u.test(source[at - 1] ?? '') && /\S/.test(source[at + 1] ?? '');

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
