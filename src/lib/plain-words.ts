/**
 * What is left of Markdown when its marks are taken away: words for an ear, or for one small line.
 *
 * It is no parser: what it does not know stays as it is, and no word is ever lost.
 */
const marks: readonly (readonly [RegExp, string])[] = [
  // The line of dashes under a table's head, fences, rules.
  [/^[ \t]*\|?[ \t]*:?-+:?[ \t]*\|[ \t|:-]*$/gm, ''],
  [/^[ \t]*(?:`{3,}|~{3,})/gm, ''],
  [/^[ \t]*(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$/gm, ''],
  // What begins a line: headings, quotes, items.
  [/^[ \t]*(?:>[ \t]?)*(?:#{1,6}[ \t]+|[-*+][ \t]+(?:\[[ xX]\][ \t]+)?)?/gm, ''],
  [/^\|[ \t]*|[ \t]*\|[ \t]*$/gm, ''],
  [/[ \t]+\|[ \t]+/g, ', '],
  [/!?\[([^\]\n]*)\]\([^)\s]*(?:[ \t]+"[^"\n]*")?\)/g, '$1'],
  [/(\*\*|__|~~|`)(?=\S)([^\n]*?\S)\1/g, '$2'],
  [/(?<![\w*])([*_])(?=[^\s*_])([^*_\n]*[^\s*_])\1(?![\w*])/g, '$2'],
  [/\\([\\`*_{}[\]()#+.!|~>-])/g, '$1'],
  [/\n{3,}/g, '\n\n'],
];

export function plainWords(markdown: string): string {
  return marks.reduce((text, [mark, left]) => text.replace(mark, left), markdown).trim();
}

const halfMark = /(?<=^|[\s(])(?:\*\*?|__?|~~|`)(?=\S|$)([^\n*_~`]*)[*_~`]?$/;

/** The same of what is still being written: the last mark in it may have no partner yet. */
export const plainWordsSoFar = (markdown: string) => plainWords(markdown).replace(halfMark, '$1');

/** As many of its first words as a line has room for, without the marks of Markdown. */
export function beginningOf(markdown: string): string {
  return plainWords(markdown.slice(0, 200)).slice(0, 80);
}
