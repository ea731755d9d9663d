/**
 * A summary as heading and rest: the first sentence, where one ends early enough to be a heading.
 *
 * A full stop ends a sentence only after a word of three letters or more or a figure, so that
 * "Dr." and "J." do not. An empty heading stands for an empty summary.
 */
const longestHeading = 160;
const sentenceEnd = /(?<=\p{Ll}{3}|\d|[)%"”])[.](?=\s+\p{Lu})|[!?](?=\s+\p{Lu})|\n/u;

export function splitSummary(summary: string): { heading: string; rest: string } {
  const text = summary.trim();
  const end = sentenceEnd.exec(text)?.index ?? text.length;
  if (end > longestHeading) return { heading: 'summary', rest: text };
  return { heading: text.slice(0, end), rest: text.slice(end + 1).trim() };
}
