/** In one line, of at most `length` characters; what is left out at the end is marked. */
export function shorten(text: string, length: number): string {
  // Of a very long text only the beginning is looked at: a character takes four units at most.
  const line = text
    .slice(0, length * 4)
    .replaceAll(/\s+/g, ' ')
    .trim();
  const characters = [...line];
  if (characters.length <= length && text.length <= length * 4) return line;
  return `${characters
    .slice(0, length - 1)
    .join('')
    .trimEnd()}…`;
}
