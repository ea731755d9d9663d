/**
 * The codes that a bundle uses, each with the system it is from. Pure.
 *
 * Bedside has one code system of its own, for what has to be known about a message or a reply; it is
 * listed in docs/export-format.md.
 */
import type { Mark } from '../marks.ts';
import { fhirText } from './fhir-text.ts';

export interface Coding {
  readonly system: string;
  readonly code: string;
  readonly display?: string;
}

export interface CodeableConcept {
  readonly coding?: readonly Coding[];
  readonly text?: string;
}

/** Made from a UUID, as anybody may who has no number of their own. */
export const bedsideSystem = 'urn:oid:2.25.200737499298606477233647388901174395792';

const terminology = 'http://terminology.hl7.org/CodeSystem';

/** On what an AI said: a label of HL7 that other systems look for. */
export const aiAsserted: Coding = {
  system: `${terminology}/v3-ObservationValue`,
  code: 'AIAST',
  display: 'Artificial Intelligence asserted',
};

/** On everything of a demonstration. */
export const testData: Coding = {
  system: `${terminology}/v3-ActReason`,
  code: 'HTEST',
  display: 'test health data',
};

export const allergyActive = status('allergyintolerance-clinical', 'active');
export const allergyUnconfirmed = status('allergyintolerance-verification', 'unconfirmed');
export const conditionActive = status('condition-clinical', 'active');
export const conditionUnconfirmed = status('condition-ver-status', 'unconfirmed');
export const author = status('provenance-participant-type', 'author');

function status(system: string, code: string): CodeableConcept {
  return { coding: [{ system: `${terminology}/${system}`, code }] };
}

export function ownConcept(code: string, text: string): CodeableConcept {
  return { coding: [{ system: bedsideSystem, code }], text };
}

export function markConcept(mark: Mark): CodeableConcept {
  const coding = { system: bedsideSystem, code: mark.code, display: mark.text };
  return { coding: [coding], text: fhirText(mark.why, mark.text) };
}

export function cptConcept(test: string, cptCode: string | null): CodeableConcept {
  if (cptCode === null) return { text: test };
  return { coding: [{ system: 'http://www.ama-assn.org/go/cpt', code: cptCode }], text: test };
}

export function loinc(code: string, display: string): CodeableConcept {
  return { coding: [{ system: 'http://loinc.org', code, display }] };
}
