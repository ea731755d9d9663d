/**
 * What a profile forbids or asks to watch, drug by drug.
 *
 * Its one law: an allergy is never passed over; one that concerns no drug of the answer is said to
 * have been checked.
 */
import type { PatientProfile } from '../profile.ts';
import type { DrugFamily, Medicine } from './topic.ts';

/** Beginnings of words by which an allergy or a current drug names a family. */
const names: Readonly<Record<DrugFamily, readonly string[]>> = {
  penicillin: ['penicillin', 'amoxicillin', 'ampicillin', 'augmentin', 'co-amoxiclav'],
  macrolide: ['macrolide', 'erythromycin', 'clarithromycin', 'azithromycin'],
  sulfonamide: ['sulf', 'trimethoprim', 'bactrim'],
  nsaid: ['nsaid', 'ibuprofen', 'naproxen', 'diclofenac', 'aspirin'],
  paracetamol: ['paracetamol', 'acetaminophen', 'tylenol'],
  triptan: ['triptan', 'sumatriptan', 'rizatriptan'],
  antihistamine: ['antihistamine', 'cetirizine', 'loratadine'],
  'ace inhibitor': ['ace inhibitor', 'lisinopril', 'ramipril', 'enalapril'],
  'calcium channel blocker': ['amlodipine', 'nifedipine', 'calcium channel'],
  thiazide: ['thiazide', 'chlorthalidone', 'hydrochlorothiazide'],
  metformin: ['metformin'],
  'sglt2 inhibitor': ['empagliflozin', 'dapagliflozin', 'sglt2'],
  'proton pump inhibitor': ['omeprazole', 'pantoprazole', 'proton pump'],
  corticosteroid: ['prednis', 'hydrocortisone', 'dexamethasone', 'steroid'],
  iron: ['iron', 'ferrous'],
};

interface Clash {
  readonly family: DrugFamily;
  /** Beginnings of names of current drugs. */
  readonly taken: readonly string[];
  readonly warning: string;
}

const clashes: readonly Clash[] = [
  {
    family: 'nsaid',
    taken: ['warfarin', 'apixaban', 'rivaroxaban', 'dabigatran', 'clopidogrel'],
    warning: 'bleeding: do not combine without a compelling reason',
  },
  {
    family: 'nsaid',
    taken: ['lisinopril', 'ramipril', 'enalapril', 'losartan', 'furosemide', 'chlorthalidone'],
    warning: 'kidney function may fall: creatinine and potassium within a week',
  },
  {
    family: 'macrolide',
    taken: ['simvastatin', 'atorvastatin', 'warfarin'],
    warning: 'levels rise: pause the statin, or check the INR on day 3',
  },
  {
    family: 'sulfonamide',
    taken: ['warfarin', 'lisinopril', 'ramipril', 'spironolactone', 'methotrexate'],
    warning: 'INR or potassium may rise: check on day 3',
  },
  {
    family: 'corticosteroid',
    taken: ['metformin', 'insulin', 'glipizide', 'gliclazide'],
    warning: 'glucose rises: measure twice daily during the course',
  },
  {
    family: 'triptan',
    taken: ['sertraline', 'fluoxetine', 'citalopram', 'venlafaxine'],
    warning: 'serotonin excess is rare: explain agitation, tremor, sweating',
  },
];

/** The allergy of the profile for which this medicine must not be given. */
export function forbiddingAllergy(
  { drugAllergies = [] }: PatientProfile,
  { family, name }: Medicine,
): string | undefined {
  return drugAllergies.find(
    (allergy) => names[family].some((word) => begins(allergy, word)) || begins(name, allergy),
  );
}

/** What to watch with a medicine beside those that are taken now. */
export function warningsFor(
  { medications = [] }: PatientProfile,
  { family }: Medicine,
): readonly string[] {
  return clashes
    .filter((clash) => clash.family === family)
    .flatMap(({ taken, warning }) =>
      medications
        .filter(({ name }) => taken.some((word) => begins(name, word)))
        .map(({ name }) => `with **${name}**: ${warning}`),
    );
}

/** Whether the phrase stands in the text, beginning where a word begins. */
export function begins(text: string, phrase: string): boolean {
  const wanted = phrase.trim().toLowerCase();
  return wanted !== '' && ` ${text.toLowerCase()}`.includes(` ${wanted}`);
}
