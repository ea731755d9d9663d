/**
 * A patient profile as it is typed, and what is read from it.
 *
 * Its one law: what is not plausible for a person is asked about, not sent.
 */
import type { Medication, PatientProfile, Sex } from '../../core/patient-profile.ts';

/** Lists are typed one entry a line, or with commas. */
export interface TypedProfile {
  readonly age: string;
  readonly sex: Sex | 'unknown';
  readonly weight: string;
  readonly conditions: string;
  readonly medications: readonly Medication[];
  readonly allergies: string;
}

export interface ProfileFaults extends Partial<Record<keyof TypedProfile, string>> {
  /** Of each row of the medication, in their order; `null` where nothing is wrong. */
  readonly medicines?: readonly (string | null)[];
}

export const noMedication: Medication = { name: '', dose: '' };

export function toTyped(profile: PatientProfile): TypedProfile {
  const { age, sex, weight, conditions, medications, allergies } = profile;
  return {
    age: age === null ? '' : String(age),
    sex: sex ?? 'unknown',
    weight: weight === null ? '' : String(weight),
    conditions: conditions.join('\n'),
    medications: medications.length > 0 ? medications : [noMedication],
    allergies: allergies.join('\n'),
  };
}

/** In years and kilograms; the oldest and heaviest people on record are within. */
const oldest = 130;
const lightest = 0.2;
const heaviest = 700;
/** In characters and entries: enough for any patient, and too little to flood an assistant. */
const longestEntry = 200;
const mostEntries = 50;

export function readProfile(
  typed: TypedProfile,
): { profile: PatientProfile } | { faults: ProfileFaults } {
  const age = readNumber(typed.age);
  const weight = readNumber(typed.weight);
  const conditions = readList(typed.conditions);
  const allergies = readList(typed.allergies);
  const medications = typed.medications
    .map(({ name, dose }) => ({ name: name.trim(), dose: dose.trim() }))
    .filter(({ name, dose }) => name !== '' || dose !== '');
  const faults = Object.entries({
    age: ageFault(age),
    weight: weightFault(weight),
    conditions: listFault(conditions),
    medications: countFault(medications),
    medicines: medicineFaults(typed.medications),
    allergies: listFault(allergies),
  }).filter(([, fault]) => fault !== null);
  if (faults.length > 0) return { faults: Object.fromEntries(faults) };
  const sex = typed.sex === 'unknown' ? null : typed.sex;
  return { profile: { age, sex, weight, conditions, medications, allergies } };
}

/** `null` where nothing is typed, NaN where it is no number. A comma is a decimal point. */
function readNumber(text: string): number | null {
  const trimmed = text.trim().replace(',', '.');
  if (trimmed === '') return null;
  return /^\d+(\.\d+)?$/.test(trimmed) ? Number(trimmed) : Number.NaN;
}

function readList(text: string): readonly string[] {
  const entries = text
    // Not “1,4-dioxane” and “1,25-dihydroxyvitamin D”.
    .split(/[\n;]|(?<!\d),|,(?!\d)/)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
  const isSame = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
  return entries.filter((entry, at) => entries.findIndex((each) => isSame(each, entry)) === at);
}

function ageFault(age: number | null): string | null {
  if (age === null || (Number.isInteger(age) && age <= oldest)) return null;
  return `Write whole years from 0 to ${oldest}, or leave it empty.`;
}

function weightFault(weight: number | null): string | null {
  if (weight === null || (weight >= lightest && weight <= heaviest)) return null;
  return `Write kilograms from ${lightest} to ${heaviest}, or leave it empty.`;
}

function listFault(entries: readonly string[]): string | null {
  return countFault(entries) ?? entries.map(lengthFault).find((fault) => fault !== null) ?? null;
}

function countFault(entries: readonly unknown[]): string | null {
  return entries.length > mostEntries ? `At most ${mostEntries} entries.` : null;
}

function lengthFault(entry: string): string | null {
  if (entry.length <= longestEntry) return null;
  return `“${entry.slice(0, 30)} …” is longer than ${longestEntry} characters.`;
}

function medicineFaults(rows: readonly Medication[]): readonly (string | null)[] | null {
  const faults = rows.map(medicineFault);
  return faults.some((fault) => fault !== null) ? faults : null;
}

function medicineFault({ name, dose }: Medication): string | null {
  if (name.trim() === '' && dose.trim() !== '') {
    return `Which medicine has the dose “${dose.trim().slice(0, 30)}”?`;
  }
  return lengthFault(`${name} ${dose}`.trim());
}
