/**
 * Lines of code that are drawn together. Each such stretch is laid out by itself, so that in a long
 * block of code only the last one is laid out again while it grows.
 *
 * Its one law: where stretches end depends on the lines alone, not on how they arrived.
 */
export const linesTogether = 16;

/** A text in stretches, each with its line endings. */
export function stretchesOf(text: string): string[] {
  const stretches: string[] = [];
  for (let start = 0; start < text.length;) {
    const end = endOfStretch(text, start);
    stretches.push(text.slice(start, end));
    start = end;
  }
  return stretches;
}

function endOfStretch(text: string, start: number): number {
  let end = start;
  for (let count = 0; count < linesTogether; count += 1) {
    const next = text.indexOf('\n', end) + 1;
    if (next === 0) return text.length;
    end = next;
  }
  return end;
}
