/**
 * What a question can ask of the mock server itself, for demonstrations, tests and benchmarks.
 *
 * Its one law: directions are no part of the medical question; without them the answer is the same.
 */

export interface Directions {
  /** Of the three agents' texts together, in characters: `[length 20000]`. */
  readonly length: number | undefined;
  /** Tokens a second for this answer only, 0 for as fast as possible: `[rate 5000]`. */
  readonly rate: number | undefined;
  /** `LLMFAIL` in the first agent, or `[fail treatment]`. */
  readonly failing: string | undefined;
  /** `LLMEMPTY`: the first two say nothing. `LLMECHO`: the first says what it has heard so far. */
  readonly model: 'empty' | 'echo' | undefined;
}

/** A megabyte and more; beyond it a message is a mistake. */
const longest = 2_000_000;

const direction = /\[(?:(length|rate) (\d+)|fail (triage|diagnostic|treatment))\]/g;

export function readDirections(question: string): Directions {
  const found = [...question.matchAll(direction)];
  const number = (name: string): number | undefined => {
    const text = found.find(([, kind]) => kind === name)?.[2];
    return text === undefined ? undefined : Number(text);
  };
  const length = number('length');
  return {
    length: length === undefined ? undefined : Math.min(length, longest),
    rate: number('rate'),
    failing: question.includes('LLMFAIL')
      ? 'triage'
      : found.map(([, , , agent]) => agent).find(Boolean),
    model: readModel(question),
  };
}

function readModel(question: string): Directions['model'] {
  if (question.includes('LLMEMPTY')) return 'empty';
  return question.includes('LLMECHO') ? 'echo' : undefined;
}

export function withoutDirections(question: string): string {
  return question.replaceAll(direction, ' ').trim();
}
