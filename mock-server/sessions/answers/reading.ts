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
  readonly category: 'legal' | 'medical' | 'technical' | 'business' | 'personal';
  /** Why the score is what it is. */
  readonly reason: string;
}

const bad =
  /\b(?:pain\w*|worse\w*|severe\w*|fever|bad\w*|worr\w+|afraid|terrible|sharp|fail\w*)\b/gi;
const good = /\b(?:better|good|great|well|thank\w*|relie\w+|happy|improv\w+|calm)\b/gi;

export function readText(text: string): Reading {
  const topic = topicOf(text);
  const [negative, positive] = [count(text, bad), count(text, good)];
  const total = negative + positive;
  const score = total === 0 ? 0 : Math.round(((positive - negative) / total) * 100) / 100;
  const points = sentencesOf(text).slice(0, 3);
  return {
    ...{ topic, points, score, phrases: phrasesOf(text), category: categoryOf(text) },
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

const categories: readonly (readonly [Reading['category'], RegExp])[] = [
  ['medical', /patient|symptom|pain|fever|cough|diagnos|doctor|mg\b|treatment/gi],
  ['legal', /contract|clause|liab|court|attorney|agreement/gi],
  ['technical', /software|server|error|code|install|network/gi],
  ['business', /invoice|revenue|customer|market|sales|quarter/gi],
];

function categoryOf(text: string): Reading['category'] {
  const ranked = categories
    .map(([category, words]) => ({ category, often: count(text, words) }))
    .filter(({ often }) => often > 0)
    .sort((a, b) => b.often - a.often);
  return ranked[0]?.category ?? 'personal';
}
