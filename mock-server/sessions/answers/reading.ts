/**
 * A text as the scripted analyst reads it: by counting words.
 *
 * Its one law: the score of a text is from -1 to 1, and 0 for one that says neither good nor bad.
 */
import { topicOf, type Topic } from './topics.ts';

export interface Reading {
  readonly topic: Topic;
  readonly summary: string;
  readonly points: readonly string[];
  readonly phrases: readonly string[];
  readonly score: number;
  readonly sentiment: 'negative' | 'neutral' | 'positive';
  /** One of those that were asked for. */
  readonly category: string;
  /** Why the score is what it is. */
  readonly reason: string;
}

const bad =
  /\b(?:pain\w*|worse\w*|severe\w*|fever|bad\w*|worr\w+|afraid|terrible|sharp|fail\w*)\b/gi;
const good = /\b(?:better|good|great|well|thank\w*|relie\w+|happy|improv\w+|calm)\b/gi;

export function readText(text: string, asked: readonly string[]): Reading {
  const topic = topicOf(text);
  const [negative, positive] = [count(text, bad), count(text, good)];
  const total = negative + positive;
  const score = total === 0 ? 0 : Math.round(((positive - negative) / total) * 100) / 100;
  const points = sentencesOf(text).slice(0, 3);
  return {
    ...{ topic, points, score, phrases: phrasesOf(text), category: categoryOf(text, asked) },
    summary: points.join(' '),
    sentiment: score < 0 ? 'negative' : score > 0 ? 'positive' : 'neutral',
    reason: `Words of distress: ${negative}; words of relief: ${positive}.`,
  };
}

function count(text: string, words: RegExp): number {
  return text.match(words)?.length ?? 0;
}

function sentencesOf(text: string): readonly string[] {
  const plain = text.replaceAll(/\s+/g, ' ').trim();
  return plain.split(/(?<=[.!?])\s+/).filter((sentence) => sentence !== '');
}

const commonplace = new Set(
  'about after also been before comes could does from have having into more past some than that their them then there these they this very what when which with would your'.split(
    ' ',
  ),
);

/** The words that are said most, the longer first among equals. */
function phrasesOf(text: string): readonly string[] {
  const counts = new Map<string, number>();
  for (const [word] of text.toLowerCase().matchAll(/\p{L}{4,}/gu)) {
    if (!commonplace.has(word)) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return [...counts]
    .sort(([a, often], [b, oftener]) => oftener - often || b.length - a.length || (a < b ? -1 : 1))
    .slice(0, 6)
    .map(([word]) => word);
}

const categories: readonly (readonly [string, RegExp])[] = [
  ['medical', /patient|symptom|pain|fever|cough|diagnos|doctor|mg\b|treatment/gi],
  ['legal', /contract|clause|liab|court|attorney|agreement/gi],
  ['technical', /software|server|error|code|install|network/gi],
  ['business', /invoice|revenue|customer|market|sales|quarter/gi],
  ['personal', /\b(?:dear|love|friend|birthday|family)\b/gi],
];

/** The one whose words, or whose name, the text has most; the first if it has none of any. */
function categoryOf(text: string, asked: readonly string[]): string {
  const names = asked.length > 0 ? asked : categories.map(([name]) => name);
  const lower = text.toLowerCase();
  const ranked = names
    .map((name) => {
      const words = categories.find(([known]) => known === name.toLowerCase())?.[1];
      const named = lower.split(name.toLowerCase()).length - 1;
      return { name, often: named + (words === undefined ? 0 : count(text, words)) };
    })
    .sort((a, b) => b.often - a.often);
  return ranked[0]?.name ?? '';
}
