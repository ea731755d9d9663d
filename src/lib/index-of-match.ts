/**
 * `indexOf` for a pattern.
 *
 * @param pattern global: it is looked for from a place on
 * @returns the length of the text where nothing matches
 */
export function indexOfMatch(text: string, pattern: RegExp, from: number): number {
  pattern.lastIndex = from;
  return pattern.exec(text)?.index ?? text.length;
}
