/** Without the first half of a character whose second half was cut off. */
export function wholeCharacters(words: string): string {
  return /[\ud800-\udbff]$/.test(words) ? words.slice(0, -1) : words;
}
