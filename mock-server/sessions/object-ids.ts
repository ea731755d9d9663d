/**
 * The ids of everything that is kept: 24 hex digits that sort by the second they were made in.
 *
 * Its one law: ids made one after the other, by a clock that does not go back, sort in that order.
 */
import { createHash } from 'node:crypto';
import { Refusal } from './refusal.ts';

/** Makes the id of something made at `at`, in milliseconds since 1970. */
export type MakeId = (at: number) => string;

export function createObjectIds(seed: number): MakeId {
  const maker = createHash('sha256').update(`bedside mock sessions ${seed}`).digest('hex');
  let count = 0;
  return (at) => {
    count += 1;
    return `${hex(Math.floor(at / 1000), 8)}${maker.slice(0, 10)}${hex(count, 6)}`;
  };
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0').slice(-digits);
}

/** Refuses with `code` what has not the form of an id. */
export function readId(text: string, code: string): string {
  if (!/^[\da-f]{24}$/i.test(text)) throw new Refusal(400, code);
  return text.toLowerCase();
}
