/**
 * What can be said of a block by how its first line begins and by what stands before it.
 *
 * Right behind a line of text some things do not begin that would begin at the start of a reply:
 * `- 2.` is an item with the word “2.” then, not a list in a list. Such a place is no place to cut.
 */

/** Whether a node that starts here might be read otherwise without the line before it. */
export function readsOtherwise(node: { readonly type: string }, source: string, start: number) {
  // What ends indented code depends on what stood before it.
  if (node.type === 'code' && !/^[`~]/.test(source.slice(start, start + 1))) return true;
  const odd = oddStarts[node.type];
  return odd !== undefined && isBehindText(source, start) && odd.test(source.slice(start));
}

const oddItem =
  /^(?:[-+*]|\d{1,9}[.)])(?:[ \t]{2,}|[ \t]*(?:<|$|[\r\n]|(?:[-+*]|\d{1,9}[.)])(?:[ \t\r\n]|$)))/;

const oddStarts: Readonly<Record<string, RegExp | undefined>> = {
  blockquote: /^/,
  footnoteDefinition: /^/,
  list: oddItem,
  listItem: oddItem,
  paragraph: /^(?:[-+*]|\d{1,9}[.)]|<|\[)/,
};

/** Far enough to find the line before. */
const near = 400;

/** Behind indented code, which may go on after a blank line, it makes no difference how far. */
function isBehindText(source: string, start: number): boolean {
  const before = source.slice(Math.max(0, start - near), start);
  if (/[^ \t\r\n][ \t]*(?:\r\n|\n|\r)[ \t]*$/.test(before)) return true;
  const last =
    before
      .trimEnd()
      .split(/[\r\n]/)
      .at(-1) ?? '';
  return /^(?: {4}| {0,3}\t)/.test(last);
}

const sureSigns = /^(?:#{1,6} +\S|(?:[-+*]|\d{1,9}[.)]) {1,3}[*_]{0,2}\p{L})/u;
const sureBehindBlank = /^(?:[*_]{0,3}\p{L}|[|>`~])/u;

/** Whether a block or item begins here for certain, however its line goes on. */
export function isCertainStart(source: string, start: number): boolean {
  const line = source.slice(start, start + near);
  if (sureSigns.test(line)) return true;
  return sureBehindBlank.test(line) && isAtMarginBehindBlank(source, start);
}

const isAtMarginBehindBlank = (source: string, start: number) =>
  /(?:\n|\r(?!\n))[ \t]*(?:\r\n|\n|\r)$/.test(source.slice(Math.max(0, start - near), start));
