/**
 * What a clinician says about the patient of a conversation, for an assistant that takes it.
 *
 * Nothing here is sent by itself: a back end says which fields it takes, and each message keeps
 * what went along with it. A field that is not known is `null` or empty, never a guess.
 */
export type Sex = 'female' | 'male' | 'other';

export interface Medication {
  readonly name: string;
  /** As it would be prescribed, e.g. `500 mg twice a day`; empty where it is not known. */
  readonly dose: string;
}

export interface PatientProfile {
  /** In completed years. */
  readonly age: number | null;
  readonly sex: Sex | null;
  /** In kilograms. */
  readonly weight: number | null;
  readonly conditions: readonly string[];
  readonly medications: readonly Medication[];
  /** Substances the patient must not be given. */
  readonly allergies: readonly string[];
}

export type ProfileField = keyof PatientProfile;

export const emptyProfile: PatientProfile = {
  age: null,
  sex: null,
  weight: null,
  conditions: [],
  medications: [],
  allergies: [],
};

export function isProfileEmpty(profile: PatientProfile): boolean {
  return Object.values(profile).every(
    (value) => value === null || (Array.isArray(value) && value.length === 0),
  );
}

/** What is left of a profile for who takes only some of it; `null` where that is nothing. */
export function limitProfile(
  profile: PatientProfile,
  fields: readonly ProfileField[],
): PatientProfile | null {
  const has = (field: ProfileField) => fields.includes(field);
  const limited: PatientProfile = {
    age: has('age') ? profile.age : null,
    sex: has('sex') ? profile.sex : null,
    weight: has('weight') ? profile.weight : null,
    conditions: has('conditions') ? profile.conditions : [],
    medications: has('medications') ? profile.medications : [],
    allergies: has('allergies') ? profile.allergies : [],
  };
  return isProfileEmpty(limited) ? null : limited;
}

const sexWords: Record<Sex, string> = { female: 'Female', male: 'Male', other: 'Other' };

/** A profile as a person reads it: what is known, by name. */
export function profileLines(profile: PatientProfile): readonly (readonly [string, string])[] {
  const { age, sex, weight, conditions, medications, allergies } = profile;
  const lines: (readonly [string, string])[] = [
    ['Age', age === null ? '' : String(age)],
    ['Sex', sex === null ? '' : sexWords[sex]],
    ['Weight', weight === null ? '' : `${weight} kg`],
    ['Conditions', conditions.join(', ')],
    ['Medication', medications.map(({ name, dose }) => `${name} ${dose}`.trim()).join(', ')],
    ['Allergies', allergies.join(', ')],
  ];
  return lines.filter(([, value]) => value !== '');
}
