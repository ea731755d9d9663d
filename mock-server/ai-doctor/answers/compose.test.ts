import { describe, expect, it } from 'vitest';
import type { PatientProfile } from '../profile.ts';
import { readProfile } from '../profile.ts';
import { composeAnswer, topics, type AgentName } from './compose.ts';

function answer(question: string, profile: PatientProfile = {}, length?: number): string {
  return wholeText(composeAnswer({ said: [question], profile, length }));
}

function wholeText(texts: Readonly<Record<AgentName, string>>): string {
  return texts.triage + texts.diagnostic + texts.treatment;
}

describe('topics', () => {
  it.each([
    ['I have a fever and sore throat', 'Fever and sore throat'],
    ['Three weeks of cough with sputum', 'Cough'],
    ['It burns, dysuria since Monday', 'Burning on urination'],
    ['An itchy rash on both arms', 'Rash'],
    ['migraine again', 'Headache'],
    ["I'm feeling dizzy", 'Dizziness'],
    ['Stomach ache and nausea', 'Abdominal pain'],
    ['knee arthritis', 'Back and joint pain'],
    ['always so tired', 'Fatigue'],
    ['Hypertension follow-up: home values', 'Hypertension follow-up'],
    ['HbA1c is 8.1 in diabetes', 'Diabetes'],
    ['Is there an interaction of warfarin with ibuprofen?', 'Medicines taken together'],
    ['Something is odd', 'First orientation'],
  ])('%s is about %s', (question, title) => {
    expect(answer(question)).toContain(`## Possible causes: ${title}\n`);
  });

  it.each(topics)('$id is rich in Markdown and of a usual length', ({ words: [word = ''] }) => {
    const text = answer(word, { age: 45, drugAllergies: ['penicillin'] });
    expect(text.length).toBeGreaterThan(1500);
    expect(text.length).toBeLessThan(4000);
    const kinds = [
      ...[
        /^## /m,
        /^### /m,
        /^1\. /m,
        /^ {3}- /m,
        /^\|---\|/m,
        /^```text\n[\s\S]+?\n```$/m,
        /^> /m,
      ],
      ...[/\]\(https:\/\//, /\]\[guideline\]/, /^\[guideline\]: https:/m, /\[\^1\]/, /^\[\^1\]: /m],
    ];
    for (const kind of kinds) expect(text).toMatch(kind);
  });

  it('stays with the last topic that was named', () => {
    const said = ['I have a cough', 'My knee hurts', 'The pain is now worse'];
    const { triage, diagnostic } = composeAnswer({ said, profile: {}, length: undefined });
    expect(diagnostic).toContain('Back and joint pain');
    expect(triage).toContain('`My knee hurts`');
  });

  it('is the same for the same question', () => {
    expect(answer('cough', { age: 80 }, 5000)).toBe(answer('cough', { age: 80 }, 5000));
  });
});

describe('profile', () => {
  it.each(['penicillin', 'Amoxicillin', 'PENICILLIN V'])(
    'an allergy to %s changes the antibiotic',
    (allergy) => {
      const without = answer('sore throat');
      const text = answer('sore throat', { drugAllergies: [allergy] });
      expect(without).toContain('**Amoxicillin**: 500 mg');
      expect(without).not.toContain('azithromycin');
      expect(text).toContain(`~~Amoxicillin~~ **not given: allergy to ${allergy}**`);
      expect(text).toContain('instead: azithromycin');
      expect(text).not.toContain('**Amoxicillin**');
      expect(text).toContain(`**allergic to: ${allergy}**`);
    },
  );

  it('an allergy that concerns nothing is named all the same', () => {
    const text = answer('sore throat', { drugAllergies: ['latex'] });
    expect(text).toContain('latex. None of the medicines above is concerned.');
    expect(text).toContain('**Amoxicillin**');
  });

  it('a current drug is weighed against a new one', () => {
    const medications = [{ name: 'Warfarin', dose: '5 mg' }];
    expect(answer('headache', { medications })).toContain('with **Warfarin**: bleeding');
    expect(answer('headache')).not.toContain('Warfarin');
  });

  it('age and weight change advice and arithmetic', () => {
    expect(answer('headache', { age: 8 })).toContain('At **8 years** the doses of adults');
    expect(answer('headache', { age: 80 })).toContain('At **80 years** complaints');
    expect(answer('headache', { age: 40 })).not.toContain('At **40 years**');
    expect(answer('headache', { weight: 20 })).toContain('15 mg/kg x 20 kg = 300 mg');
    expect(answer('headache', { weight: 90 })).toContain('given           = 1000 mg');
    expect(answer('knee', { age: 70, weight: 60, sex: 'female' })).toContain('= 45 mL/min');
  });

  it('takes what it understands of what a client sends', () => {
    const sent = {
      ...{ age: 45, sex: 'male', chronic_conditions: ['diabetes'], weight: -3 },
      current_medications: [{ name: 'Metformin', dose: '1000mg' }, 'Aspirin'],
      allergies: { drug: ['penicillin'], food: ['nuts'] },
    };
    expect(readProfile(sent)).toEqual({
      ...{ age: 45, sex: 'male', conditions: ['diabetes'] },
      medications: [{ name: 'Metformin', dose: '1000mg' }, { name: 'Aspirin' }],
      drugAllergies: ['penicillin'],
    });
    for (const nothing of [undefined, null, 'x', 7, [], { age: 'old', allergies: ['x'] }]) {
      expect(readProfile(nothing)).toEqual({});
    }
  });
});

describe('length', () => {
  it.each([500, 501, 777, 1500, 3000, 4001, 20_000, 100_003])(
    '%d is kept to the character',
    (length) => {
      expect(answer('dizzy', { age: 70 }, length)).toHaveLength(length);
    },
  );

  it('is kept at every size, with as many fences opened as closed', () => {
    for (let length = 200; length < 6000; length += 7) {
      const text = answer('cough', {}, length);
      expect(text).toHaveLength(length);
      expect((text.match(/^```/gm) ?? []).length % 2).toBe(0);
    }
  });

  it('is filled with whole words', () => {
    const words = (length?: number) => new Set(answer('cough', {}, length).match(/[a-z]+/gi));
    const filling =
      'again before can changed course day down Drink each Eat early has is looks Measure next Repeat ' +
      'Rest see Sleep So so that The the up visit well what whoever written';
    const known = new Set([...words(), ...filling.split(' ')]);
    for (let length = 300; length < 700; length++) {
      expect([...words(length)].filter((word) => !known.has(word))).toEqual([]);
    }
  });

  it('of a long answer is filled with blocks of every kind', () => {
    const text = answer('cough', {}, 20_000);
    expect(text).toContain('### Follow-up, day 10');
    for (const kind of [/^\| pulse /m, /^day {13}= /m, /^> What is better/m]) {
      expect(text).toMatch(kind);
    }
  });
});
