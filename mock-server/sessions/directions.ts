/**
 * What a question or a task can ask of the mock server itself.
 *
 * Its one law: directions are no part of the medical question; without them the answer is the same.
 */

export type Shape = 'fenced' | 'bare' | 'prose' | 'broken' | 'surprising';

export interface Directions {
  /** `SLOW1.2`: done after so many seconds; `[never]`: not in this life. */
  readonly seconds: number | undefined;
  /** `FAIL401`: the key is refused; `FAIL500`: the model's server fails. */
  readonly failing: '401' | '500' | undefined;
  /** `EMPTY`: nothing is answered. `DUMP`: the answer is what the model was sent. */
  readonly model: 'empty' | 'dump' | undefined;
  /** Of a structured result: `[fenced]`, `[bare]`, `[prose]`, `[broken]`, `[surprising]`. */
  readonly shape: Shape | undefined;
}

const words = /\b(?:SLOW(\d+(?:\.\d+)?)|FAIL(401|500)|(EMPTY)|(DUMP))\b/g;
const brackets = /\[(?:(never)|(fenced|bare|prose|broken|surprising))\]/g;

export function readDirections(text: string): Directions {
  const [named, bracketed] = [[...text.matchAll(words)], [...text.matchAll(brackets)]];
  const first = (found: readonly RegExpExecArray[], group: number): string | undefined =>
    found.map((match) => match[group]).find((value) => value !== undefined);
  const slow = first(named, 1);
  const isNever = first(bracketed, 1) !== undefined;
  return {
    seconds: isNever ? Infinity : slow === undefined ? undefined : Number(slow),
    failing: first(named, 2) as Directions['failing'],
    model: first(named, 3) ? 'empty' : first(named, 4) ? 'dump' : undefined,
    shape: first(bracketed, 2) as Shape | undefined,
  };
}

export function withoutDirections(text: string): string {
  return text.replaceAll(words, ' ').replaceAll(brackets, ' ').trim();
}
