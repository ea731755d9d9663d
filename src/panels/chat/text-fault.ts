/** What keeps a text from being sent, in words; `null` when nothing does. */
const numbers = new Intl.NumberFormat('en-US');

/** Characters as servers count them: an emoji is one. */
export function textLength(text: string): number {
  return Array.from(text.trim()).length;
}

export function findTextFault(text: string, limit: number, whenEmpty: string): string | null {
  const length = textLength(text);
  if (length === 0) return whenEmpty;
  if (length <= limit) return null;
  const over = numbers.format(length - limit);
  return `${numbers.format(length)} characters: the server takes ${numbers.format(limit)} at most. Shorten it by ${over}.`;
}
