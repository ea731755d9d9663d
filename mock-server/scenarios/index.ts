/** All demo cases, in the order in which they are listed. */
import { abdominalPain } from './abdominal-pain.ts';
import { chestPain } from './chest-pain.ts';
import { coughAndFever } from './cough-and-fever.ts';
import { dyspnoea } from './dyspnoea.ts';
import { headache } from './headache.ts';
import type { Scenario } from './scenario.ts';
import { syncope } from './syncope.ts';

export const scenarios: readonly Scenario[] = [
  chestPain,
  coughAndFever,
  syncope,
  abdominalPain,
  headache,
  dyspnoea,
];

/** The case with this id, if there is one. */
export function findScenario(id: string): Scenario | undefined {
  return scenarios.find((scenario) => scenario.id === id);
}
