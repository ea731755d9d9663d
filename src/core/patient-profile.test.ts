import { describe, expect, it } from 'vitest';
import type { PatientProfile } from './patient-profile.ts';
import { emptyProfile, isProfileEmpty, limitProfile } from './patient-profile.ts';

const profile: PatientProfile = {
  age: 0,
  sex: 'female',
  weight: 3.4,
  conditions: ['asthma'],
  medications: [{ name: 'Salbutamol', dose: '' }],
  allergies: ['penicillin'],
};

describe('a patient profile', () => {
  it('is limited to the fields that are taken', () => {
    expect(limitProfile(profile, ['age', 'allergies'])).toEqual({
      ...emptyProfile,
      age: 0,
      allergies: ['penicillin'],
    });
    expect(limitProfile(profile, Object.keys(profile) as (keyof PatientProfile)[])).toEqual(
      profile,
    );
  });

  it('of which nothing is taken or known is none', () => {
    expect(limitProfile(profile, [])).toBeNull();
    expect(limitProfile({ ...profile, age: null }, ['age'])).toBeNull();
  });

  it('of a newborn is not empty', () => {
    expect(isProfileEmpty({ ...emptyProfile, age: 0 })).toBe(false);
    expect(isProfileEmpty(emptyProfile)).toBe(true);
  });
});
