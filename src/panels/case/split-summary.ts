/**
 * A summary as heading and rest: the first sentence, where one ends early enough to be a heading.
 */
const longestHeading = 160;

export function splitSummary(summary: string): { heading: string; rest: string } {
  const text = summary.trim();
  const end = /[.!?](?=\s+[A-Z])|\n/.exec(text)?.index ?? text.length;
  if (end > longestHeading) return { heading: 'summary', rest: text };
  return { heading: text.slice(0, end), rest: text.slice(end + 1).trim() };
}
