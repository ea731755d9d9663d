import { describe, expect, it } from 'vitest';
import type { PatientProfile } from '../../core/patient-profile.ts';
import { emptyProfile } from '../../core/patient-profile.ts';
import type { TypedProfile } from './read-profile.ts';
import { noMedication, readProfile, toTyped } from './read-profile.ts';

const typed = (change: Partial<TypedProfile>): TypedProfile => ({
  ...toTyped(emptyProfile),
  ...change,
});

const profile: PatientProfile = {
  age: 54,
  sex: 'male',
  weight: 82.5,
  conditions: ['Hypertension', 'type 2 diabetes'],
  medications: [{ name: 'Metformin', dose: '1000 mg' }],
  allergies: ['Penicillin'],
};

describe('a typed patient profile', () => {
  it('reads back as it was', () => {
    expect(readProfile(toTyped(profile))).toEqual({ profile });
    expect(readProfile(toTyped(emptyProfile))).toEqual({ profile: emptyProfile });
  });

  it('takes lists by line, comma or semicolon, each entry once', () => {
    const read = readProfile(typed({ allergies: ' Penicillin, latex;\n\npenicillin \nnuts' }));
    expect(read).toMatchObject({ profile: { allergies: ['Penicillin', 'latex', 'nuts'] } });
  });

  it('takes a comma between two digits for a part of the name', () => {
    const read = readProfile(typed({ allergies: '1,4-dioxane, latex,2 foods;B12, nuts' }));
    expect(read).toMatchObject({
      profile: { allergies: ['1,4-dioxane', 'latex', '2 foods', 'B12', 'nuts'] },
    });
  });

  it('takes a decimal comma', () => {
    expect(readProfile(typed({ weight: '3,4' }))).toMatchObject({ profile: { weight: 3.4 } });
  });

  it('leaves out medication rows in which nothing is typed', () => {
    const medications = [
      { name: ' Aspirin ', dose: ' ' },
      { name: '', dose: ' ' },
    ];
    expect(readProfile(typed({ medications }))).toMatchObject({
      profile: { medications: [{ name: 'Aspirin', dose: '' }] },
    });
  });

  it.each([
    ['age', '131'],
    ['age', '-1'],
    ['age', '5.5'],
    ['age', 'old'],
    ['weight', '0'],
    ['weight', '701'],
    ['weight', '80 lb'],
    ['conditions', 'x'.repeat(201)],
    ['allergies', Array.from({ length: 51 }, (_, index) => `a${index}`).join('\n')],
  ] as const)('asks about %s “%s”', (field, text) => {
    const read = readProfile(typed({ [field]: text }));
    expect(Object.keys('faults' in read ? read.faults : {})).toEqual([field]);
  });

  it('asks in its row which medicine a dose belongs to', () => {
    const aspirin = { name: 'Aspirin', dose: '' };
    const medications = [aspirin, noMedication, { name: '', dose: '5 mg' }, aspirin];
    const read = readProfile(typed({ medications }));
    const question = 'Which medicine has the dose “5 mg”?';
    expect(read).toEqual({ faults: { medicines: [null, null, question, null] } });
  });

  it('asks about more medicines than a patient can have', () => {
    const medications = Array.from({ length: 51 }, () => ({ name: 'Aspirin', dose: '' }));
    const read = readProfile(typed({ medications }));
    expect(read).toEqual({ faults: { medications: 'At most 50 entries.' } });
  });

  it('has a row to type a medicine in where there is none', () => {
    expect(typed({}).medications).toEqual([noMedication]);
  });
});
