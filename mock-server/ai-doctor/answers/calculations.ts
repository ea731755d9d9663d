/**
 * The arithmetic that a scripted answer shows as code.
 *
 * Its one law: what is not in the profile is assumed out loud.
 */
import type { PatientProfile } from '../profile.ts';

/** Lines of plain text. */
export type Calculation = (profile: PatientProfile) => readonly string[];

const usual = { age: 40, weight: 70 };

function weightOf({ weight, age = usual.age }: PatientProfile): readonly [number, string] {
  if (weight !== undefined) return [weight, `weight          = ${weight} kg`];
  const assumed = age < 12 ? Math.round(age * 3 + 7) : usual.weight;
  return [assumed, `weight          = ${assumed} kg   # assumed: no weight in the profile`];
}

export const paracetamolDose: Calculation = (profile) => {
  const [weight, line] = weightOf(profile);
  const exact = Math.round(15 * weight);
  const single = Math.min(exact, 1000);
  return [
    line,
    `single dose     = 15 mg/kg x ${weight} kg = ${exact} mg`,
    `given           = ${single} mg   # never more than 1000 mg at once`,
    `daily maximum   = 4 x ${single} mg = ${4 * single} mg`,
    'interval        >= 6 h',
  ];
};

export const creatinineClearance: Calculation = (profile) => {
  const [weight, line] = weightOf(profile);
  const { age = usual.age, sex } = profile;
  const factor = sex === 'female' ? 0.85 : 1;
  const clearance = Math.round((((140 - age) * weight) / (72 * 1.1)) * factor);
  return [
    `age             = ${age} years${profile.age === undefined ? '   # assumed' : ''}`,
    line,
    'creatinine      = 1.1 mg/dL   # replace by the latest value',
    `CrCl            = (140 - ${age}) x ${weight} / (72 x 1.1) x ${factor}`,
    `                = ${clearance} mL/min`,
    `reduce doses    : ${clearance < 60 ? 'yes, check each drug' : 'not for the kidneys'}`,
  ];
};

export const meanPressure: Calculation = () => [
  'systolic        = 148 mmHg   # mean of seven mornings at home',
  'diastolic       = 92 mmHg',
  'pulse pressure  = 148 - 92 = 56 mmHg',
  'MAP             = 92 + 56 / 3 = 111 mmHg',
  'target          : < 130 / 80 mmHg if tolerated',
];

export const averageGlucose: Calculation = () => [
  'HbA1c           = 8.1 %',
  'eAG             = 28.7 x 8.1 - 46.7 = 186 mg/dL',
  'target HbA1c    = 7.0 %  ->  eAG = 28.7 x 7.0 - 46.7 = 154 mg/dL',
  'distance        = 186 - 154 = 32 mg/dL',
];

export const throatScore: Calculation = ({ age = usual.age }) => {
  const forAge = age < 15 ? 1 : age >= 45 ? -1 : 0;
  return [
    'fever > 38 C            +1',
    'tender anterior nodes   +1   # to be examined',
    'tonsillar exudate       +1   # to be examined',
    'no cough                +1   # to be asked',
    `age ${String(age).padEnd(20)}${forAge < 0 ? '' : '+'}${forAge}`,
    `possible score          ${1 + forAge} to ${4 + forAge}`,
    'score >= 3              : rapid antigen test before any antibiotic',
  ];
};
