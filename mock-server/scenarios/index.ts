/** All demo cases, in the order in which they are listed. */
import { abdominalPain } from './abdominal-pain.ts';
import { backPain } from './back-pain.ts';
import { bleedingInPregnancy } from './bleeding-in-pregnancy.ts';
import { chestPain } from './chest-pain.ts';
import { confusionInOldAge } from './confusion-in-old-age.ts';
import { coughAndFever } from './cough-and-fever.ts';
import { dyspnoea } from './dyspnoea.ts';
import { headache } from './headache.ts';
import { paediatricFever } from './paediatric-fever.ts';
import { rash } from './rash.ts';
import type { Scenario } from './scenario.ts';
import { syncope } from './syncope.ts';
import { weakness } from './weakness.ts';

export const scenarios: readonly Scenario[] = [
  chestPain,
  coughAndFever,
  syncope,
  abdominalPain,
  headache,
  dyspnoea,
  rash,
  weakness,
  paediatricFever,
  bleedingInPregnancy,
  confusionInOldAge,
  backPain,
];

/** The case with this id, if there is one. */
export function findScenario(id: string): Scenario | undefined {
  return scenarios.find((scenario) => scenario.id === id);
}
