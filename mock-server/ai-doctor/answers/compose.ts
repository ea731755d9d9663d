/**
 * The three agents' texts about what was asked, in Markdown.
 *
 * Owns which topic a conversation is about and how the parts are laid out. Its one law: the same
 * messages with the same profile give the same texts.
 */
import { withoutDirections } from '../directions.ts';
import type { PatientProfile } from '../profile.ts';
import { begins } from './allergies.ts';
import { diagnosticBlocks, treatmentBlocks, triageBlocks } from './blocks.ts';
import { fitLength } from './length.ts';
import type { Topic } from './topic.ts';
import { diabetes, fatigue, general, hypertension, interactions } from './topics-chronic.ts';
import { cough, rash, soreThroat, urinary } from './topics-infection.ts';
import { abdominalPain, dizziness, headache, jointPain } from './topics-pain.ts';

export type AgentName = 'triage' | 'diagnostic' | 'treatment';

export interface Consultation {
  /** What the person said in this session, the question to be answered last. */
  readonly said: readonly string[];
  readonly profile: PatientProfile;
  /** Of the three texts together, in characters; as long as they are if undefined. */
  readonly length: number | undefined;
}

export const topics: readonly Topic[] = [
  ...[soreThroat, cough, urinary, rash, headache, dizziness, abdominalPain, jointPain],
  ...[fatigue, hypertension, diabetes, interactions],
];

export function composeAnswer({
  said,
  profile,
  length,
}: Consultation): Readonly<Record<AgentName, string>> {
  const questions = said.map(withoutDirections);
  const topic = topicOf(questions);
  const earlier = questions.slice(0, -1);
  const parts = [
    triageBlocks(topic, profile, earlier),
    diagnosticBlocks(topic, profile),
    treatmentBlocks(topic, profile),
  ] as const;
  const [triage, diagnostic, treatment] = fitLength(parts, length);
  return { triage, diagnostic, treatment };
}

/** That of the last message which names one: "it is worse now" goes on about the same. */
function topicOf(questions: readonly string[]): Topic {
  for (const question of questions.toReversed()) {
    const best = bestTopic(question);
    if (best !== undefined) return best;
  }
  return general;
}

function bestTopic(question: string): Topic | undefined {
  const ranked = topics
    .map((topic) => ({ topic, score: relevance(topic, question) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score);
  return ranked[0]?.topic;
}

function relevance({ words }: Topic, question: string): number {
  const text = question.replaceAll(/[^\p{L}\p{N}-]+/gu, ' ');
  return words
    .filter((word) => begins(`${text} `, word))
    .reduce((total, word) => total + word.length, 0);
}
