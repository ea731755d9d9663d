/** Who a bundle speaks of: the patient as stated, those who acted, and the machines. Pure. */
import type { Source } from '../conversation.ts';
import type { CaseFile } from '../export/case-file.ts';
import type { PatientProfile } from '../patient-profile.ts';
import {
  allergyActive,
  allergyUnconfirmed,
  bedsideSystem,
  conditionActive,
  conditionUnconfirmed,
  loinc,
} from './codes.ts';
import type { Entries, Reference } from './entries.ts';
import { fhirText } from './fhir-text.ts';

/** Everybody once, when first spoken of. */
export class People {
  readonly patient: Reference;
  readonly organization: Reference;
  readonly #entries: Entries;
  #practitioners = new Map<string, Reference>();
  #devices = new Map<string, Reference>();

  constructor(entries: Entries, { profile, tenant }: CaseFile, patientId: string) {
    this.#entries = entries;
    const { sex } = profile;
    const patient = entries.add(
      {
        resourceType: 'Patient',
        identifier: [{ value: patientId }],
        ...(sex && { gender: sex }),
      },
      patientId,
    );
    this.patient = { ...patient, identifier: { value: patientId } };
    const name = fhirText(tenant);
    this.organization = { ...entries.add({ resourceType: 'Organization', name }), display: name };
  }

  /** By the name with which they signed in. */
  practitioner(user: string): Reference {
    const known = this.#practitioners.get(user);
    if (known) return known;
    const value = fhirText(user);
    const identifier = [{ system: bedsideSystem, value }];
    const entry = this.#entries.add({ resourceType: 'Practitioner', identifier });
    const reference = { ...entry, display: value };
    this.#practitioners.set(user, reference);
    return reference;
  }

  /** Who wrote the messages: somebody without a name where nobody recorded it. */
  clinician(user: string | null): Reference {
    if (user !== null) return this.practitioner(user);
    const known = this.#practitioners.get('');
    if (known) return known;
    const name = [{ text: 'Clinician, name not recorded' }];
    const entry = this.#entries.add({ resourceType: 'Practitioner', name });
    const reference = { ...entry, display: 'Clinician, name not recorded' };
    this.#practitioners.set('', reference);
    return reference;
  }

  assistant({ assistant, backEnd }: Source): Reference {
    return this.#device(fhirText(assistant), `AI assistant of ${fhirText(backEnd)}`);
  }

  bedside(): Reference {
    return this.#device('Bedside', 'Console that made this record');
  }

  #device(name: string, type: string): Reference {
    const key = JSON.stringify([name, type]);
    const known = this.#devices.get(key);
    if (known) return known;
    const deviceName = [{ name, type: 'user-friendly-name' }];
    const entry = this.#entries.add({ resourceType: 'Device', deviceName, type: { text: type } });
    const reference = { ...entry, display: name };
    this.#devices.set(key, reference);
    return reference;
  }
}

/** What the clinician said of the patient, none of it confirmed by Bedside. No date: none was said. */
export function addProfile(
  entries: Entries,
  profile: PatientProfile,
  subject: Reference,
): readonly Reference[] {
  return [...addMeasures(entries, profile, subject), ...addFindings(entries, profile, subject)];
}

function addMeasures(entries: Entries, { age, weight }: PatientProfile, subject: Reference) {
  const observe = (code: string, display: string, value: number, unit: string, ucum: string) =>
    entries.add({
      resourceType: 'Observation',
      status: 'preliminary',
      code: loinc(code, display),
      subject,
      valueQuantity: { value, unit, system: 'http://unitsofmeasure.org', code: ucum },
    });
  return [
    ...(age === null ? [] : [observe('30525-0', 'Age', age, 'years', 'a')]),
    ...(weight === null ? [] : [observe('29463-7', 'Body weight', weight, 'kg', 'kg')]),
  ];
}

function addFindings(entries: Entries, profile: PatientProfile, subject: Reference) {
  const { allergies, conditions, medications } = profile;
  return [
    ...allergies.map((allergy) =>
      entries.add({
        resourceType: 'AllergyIntolerance',
        clinicalStatus: allergyActive,
        verificationStatus: allergyUnconfirmed,
        code: { text: fhirText(allergy) },
        patient: subject,
      }),
    ),
    ...conditions.map((condition) =>
      entries.add({
        resourceType: 'Condition',
        clinicalStatus: conditionActive,
        verificationStatus: conditionUnconfirmed,
        code: { text: fhirText(condition) },
        subject,
      }),
    ),
    ...medications.map(({ name, dose }) =>
      entries.add({
        resourceType: 'MedicationStatement',
        status: 'unknown',
        medicationCodeableConcept: { text: fhirText(name) },
        subject,
        ...(dose.trim() !== '' && { dosage: [{ text: fhirText(dose) }] }),
      }),
    ),
  ];
}
