/**
 * What a message can ask of the mock server itself, by words in brackets.
 *
 * Its one law: directions are no part of the medical question; without them the answer is the same.
 */

export interface Directions {
  /** `[slow 3]`: answered after so many seconds; `[never]`: not in this life. */
  readonly seconds: number | undefined;
  /** `[handoff]`: somebody takes over; `[handoff-in-chat]`: said so in a chat event. */
  readonly handoff: 'event' | 'in-chat' | undefined;
  /** `[data]`: a card of vital signs comes with the answer, whatever the question. */
  readonly data: boolean;
  /** `[twice]`: all that is pushed comes twice. */
  readonly twice: boolean;
  /** `[update]`: the answer is pushed once more under its id, with a sentence added. */
  readonly update: boolean;
  /** `[unknown]`: a message of a kind and an event that no client knows comes before the answer. */
  readonly unknown: boolean;
  /** `[fail]`: the message is not taken (hub: the event `Error`; REST: 500). */
  readonly fail: boolean;
  /** `[emergency]` or `[notice warning]`: a notice comes on the side. */
  readonly notice: 'info' | 'warning' | 'critical' | undefined;
  /** `[empty]`: the answer has no text. */
  readonly empty: boolean;
  /** `[length 20000]`: the answer has so many characters. */
  readonly length: number | undefined;
}

/** A megabyte and more; beyond it a message is a mistake. */
const longest = 2_000_000;

const bracketed =
  /\[(?:(slow|length) (\d+(?:\.\d+)?)|notice (info|warning|critical)|(never|handoff|handoff-in-chat|data|twice|update|unknown|fail|emergency|notice|empty))\]/g;

export function readDirections(text: string): Directions {
  const found = [...text.matchAll(bracketed)];
  const has = (word: string): boolean => found.some((match) => match[4] === word);
  const number = (word: string): number | undefined => {
    const value = found.find((match) => match[1] === word)?.[2];
    return value === undefined ? undefined : Number(value);
  };
  const length = number('length');
  const graded = found.map((match) => match[3]).find(Boolean) as Directions['notice'];
  return {
    seconds: has('never') ? Infinity : number('slow'),
    handoff: has('handoff-in-chat') ? 'in-chat' : has('handoff') ? 'event' : undefined,
    length: length === undefined ? undefined : Math.min(Math.trunc(length), longest),
    notice: has('emergency') ? 'critical' : (graded ?? (has('notice') ? 'info' : undefined)),
    ...{ data: has('data'), twice: has('twice'), update: has('update') },
    ...{ unknown: has('unknown'), fail: has('fail'), empty: has('empty') },
  };
}

export function withoutDirections(text: string): string {
  return text.replaceAll(bracketed, ' ').trim();
}
