/**
 * The shape of what the scripted agents know about one complaint.
 *
 * A topic is data; `compose.ts` makes Markdown of it. Everything in these files is general textbook
 * knowledge for a demonstration and no advice for anybody.
 */
import type { Calculation } from './calculations.ts';

/** Groups of drugs that share an allergy or an interaction. */
export type DrugFamily =
  | 'penicillin'
  | 'macrolide'
  | 'sulfonamide'
  | 'nsaid'
  | 'paracetamol'
  | 'triptan'
  | 'antihistamine'
  | 'ace inhibitor'
  | 'calcium channel blocker'
  | 'thiazide'
  | 'metformin'
  | 'sglt2 inhibitor'
  | 'proton pump inhibitor'
  | 'corticosteroid'
  | 'iron';

export interface Cause {
  readonly name: string;
  /** ICD-10-CM. */
  readonly code: string;
  readonly likelihood: 'high' | 'medium' | 'low';
  readonly for: string;
  readonly against: string;
}

export interface Medicine {
  readonly name: string;
  readonly family: DrugFamily;
  readonly dose: string;
  readonly note: string;
  /** What is given to somebody who must not have it. */
  readonly instead: string;
}

export interface Step {
  readonly name: string;
  readonly details: readonly string[];
}

export interface Source {
  readonly name: string;
  readonly url: string;
}

export interface Topic {
  readonly id: string;
  readonly title: string;
  /** Lower case; each asks for the topic where it stands at the beginning of a word. */
  readonly words: readonly string[];
  readonly severity: 'LOW' | 'MODERATE' | 'HIGH';
  readonly within: string;
  readonly reasoning: string;
  readonly redFlags: readonly string[];
  readonly questions: readonly string[];
  readonly causes: readonly Cause[];
  readonly workUp: readonly Step[];
  readonly measures: readonly string[];
  readonly medicines: readonly Medicine[];
  readonly calculation: Calculation;
  readonly advice: string;
  readonly sources: readonly [Source, Source];
  readonly footnote: string;
}
