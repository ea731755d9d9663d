/**
 * What the shared layers of the server look at and write to on the way of every request and frame.
 *
 * Its one law: back ends know only the ledger of it; all else is done to them from outside.
 */
import { seededRandom } from '../../scripts/seeded-random.ts';
import { createArmory, type Armory } from './armory.ts';
import { createCounts, type Counts } from './counts.ts';
import { createLedger, type Ledger } from './ledger.ts';

export interface Instruments {
  readonly armory: Armory;
  readonly counts: Counts;
  readonly ledger: Ledger;
  /** From 0 up to 1; the same seed gives the same row. */
  random(): number;
}

export function createInstruments(now: () => number, seed: number): Instruments {
  const parts = { armory: createArmory(), counts: createCounts(), ledger: createLedger(now) };
  return { ...parts, random: seededRandom(seed) };
}
