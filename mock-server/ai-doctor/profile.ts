/**
 * The patient profile that comes with a message, and those the server keeps for its users.
 *
 * Its one law: whatever a client sends as a profile, the message is answered; what is not understood
 * of it is left out.
 */
import * as z from 'zod/mini';

export interface PatientProfile {
  readonly age?: number;
  readonly sex?: string;
  /** Kilograms. */
  readonly weight?: number;
  readonly conditions?: readonly string[];
  readonly medications?: readonly Medication[];
  /** Names of drugs. */
  readonly drugAllergies?: readonly string[];
}

export interface Medication {
  readonly name: string;
  readonly dose?: string | undefined;
}

const words = z.array(z.string());

const parts = {
  age: z.number().check(z.gte(0), z.lte(130)),
  sex: z.string(),
  weight: z.number().check(z.gt(0), z.lte(500)),
  chronic_conditions: words,
  current_medications: z.array(
    z.union([
      z.object({ name: z.string(), dose: z.optional(z.string()) }),
      z.pipe(
        z.string(),
        z.transform((name): Medication => ({ name })),
      ),
    ]),
  ),
  allergies: z.object({ drug: words }),
};

export function readProfile(value: unknown): PatientProfile {
  if (typeof value !== 'object' || value === null) return {};
  const fields: Readonly<Record<string, unknown>> = { ...value };
  const profile = {
    age: read(parts.age, fields['age']),
    sex: read(parts.sex, fields['sex'] ?? fields['gender']),
    weight: read(parts.weight, fields['weight'] ?? fields['weight_kg']),
    conditions: read(parts.chronic_conditions, fields['chronic_conditions']),
    medications: read(parts.current_medications, fields['current_medications']),
    drugAllergies: read(parts.allergies, fields['allergies'])?.drug,
  };
  return Object.fromEntries(Object.entries(profile).filter(([, part]) => part !== undefined));
}

function read<T>(schema: z.ZodMiniType<T>, value: unknown): T | undefined {
  return schema.safeParse(value).data;
}

/** Invented people, whose profile comes with their address. */
const users: Readonly<Record<string, PatientProfile>> = {
  'user-1': {
    ...{ age: 45, sex: 'female', weight: 72 },
    conditions: ['diabetes', 'hypertension'],
    medications: [{ name: 'Metformin', dose: '1000mg' }],
    drugAllergies: ['penicillin'],
  },
  'user-2': { age: 67, sex: 'male', conditions: ['atrial fibrillation'], drugAllergies: [] },
};

export function profileOfUser(user: string): PatientProfile {
  return users[user] ?? { age: 30, conditions: [], medications: [], drugAllergies: [] };
}
