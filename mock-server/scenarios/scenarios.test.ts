import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { answerQuestion, discussDiagnosis, reportTest } from './answer.ts';
import { findScenario, scenarios } from './index.ts';
import { panelParts, sameTests } from './related-tests.ts';
import type { Scenario } from './scenario.ts';

const priceListFile = new URL('../../public/demo-price-list.json', import.meta.url);
const priceList = JSON.parse(readFileSync(priceListFile, 'utf8')) as { tests: { name: string }[] };
const priced = new Set(priceList.tests.map(({ name }) => name));
const noInformation = 'No information available.';

/** A tiny case, so that what the look-up should say does not depend on the demo texts. */
const sample: Scenario = {
  id: 'sample',
  title: 'Sample, 40-year-old woman',
  specialty: 'Testing',
  summary: 'A 40-year-old woman.',
  history: [
    { topics: ['chief complaint', 'pain'], answer: 'It hurts.' },
    { topics: ['onset', 'start'], answer: 'Two days ago.' },
    { topics: ['smoking', 'smok'], answer: 'Never smoked.' },
    { topics: ['age'], answer: 'She is 40.' },
    { topics: ['ménière', 'vertigo'], answer: 'No spinning.' },
    { topics: ['family history', 'famil'], answer: 'Nothing in the family.' },
    { topics: ['past history', 'diagnosed', 'previous'], answer: 'Healthy before.' },
  ],
  examination: [
    { topics: ['heart', 'murmur'], answer: 'Normal heart sounds.' },
    { topics: ['oedema'], answer: 'No oedema.' },
  ],
  reports: [
    { test: 'b-type natriuretic peptide', report: 'BNP 20 pg/mL (<100)' },
    {
      test: 'complete blood count',
      report: 'Haemoglobin 13.0 g/dL (12.0-15.5)\nPlatelets 90 x10^9/L (150-400), low',
    },
  ],
  diagnosis: {
    final: 'Pulmonary embolism',
    accepted: ['pulmonary embol', 'non-st'],
    discussion: 'The onset was sudden and the heart is fast.',
  },
};

describe('the demo cases', () => {
  it('are twelve with unique ids', () => {
    expect(scenarios).toHaveLength(12);
    expect(new Set(scenarios.map(({ id }) => id)).size).toBe(scenarios.length);
  });

  it('are found by id', () => {
    expect(findScenario('syncope')?.id).toBe('syncope');
    expect(findScenario('nothing')).toBeUndefined();
  });

  describe.each(scenarios.map((scenario) => ({ id: scenario.id, scenario })))(
    '$id',
    ({ scenario }) => {
      const findings = [...scenario.history, ...scenario.examination];

      it('has enough to ask about and to order', () => {
        expect(scenario.history.length).toBeGreaterThanOrEqual(14);
        expect(scenario.examination.length).toBeGreaterThanOrEqual(8);
        expect(scenario.reports.length).toBeGreaterThanOrEqual(20);
      });

      it('reports tests of the price list, each once', () => {
        const names = scenario.reports.map(({ test }) => test);
        expect(names.filter((name) => !priced.has(name))).toEqual([]);
        expect(new Set(names).size).toBe(names.length);
      });

      it('writes topics in lower case and gives every finding a text', () => {
        for (const { topics, answer } of findings) {
          expect(topics.length).toBeGreaterThan(0);
          expect(topics).toEqual(topics.map((topic) => topic.toLowerCase().trim()));
          expect(answer).toMatch(/\S/);
        }
      });

      it('is plain text', () => {
        const texts = [
          scenario.summary,
          scenario.diagnosis.discussion,
          ...findings.map(({ answer }) => answer),
          ...scenario.reports.map(({ report }) => report),
        ];
        for (const text of texts) expect(text).not.toMatch(/\*\*|^#|`|<\/?[a-z]+>|undefined/m);
      });

      it('names age, sex and vital signs in the summary', () => {
        expect(scenario.summary).toMatch(/\d+-(year|month)-old (man|woman|boy|girl)/);
        expect(scenario.summary).toMatch(/\d+\/\d+ mmHg/);
        expect(scenario.summary).toContain('°C');
      });

      it.each([
        'Do you smoke?',
        'Any allergies?',
        'What medication do you take?',
        'family history',
        'when did it start?',
        'physical examination',
        'heart',
        'Tell me more.',
        'Review of systems',
        'Do you drink alcohol?',
        'What is your occupation?',
        'Any recent travel?',
        'past medical history',
        'What are the vital signs?',
        'lungs',
        'abdomen',
        'neurological exam',
        'skin',
        'legs',
      ])('answers "%s"', (question) => {
        expect(answerQuestion(scenario, question)).not.toBe(noInformation);
      });

      it('accepts its own diagnosis and no other case does', () => {
        const { final, discussion } = scenario.diagnosis;
        expect(discussDiagnosis(scenario, final)).toContain(discussion);
        for (const other of scenarios.filter(({ id }) => id !== scenario.id)) {
          expect(discussDiagnosis(other, final)).not.toContain(other.diagnosis.discussion);
        }
      });

      it('does not give the diagnosis away when a proposal is rejected', () => {
        const reply = discussDiagnosis(scenario, 'common cold').toLowerCase();
        expect(reply).toContain('do not fit well');
        expect(reply).toContain('consider again');
        for (const fragment of scenario.diagnosis.accepted) expect(reply).not.toContain(fragment);
      });

      it('answers for parts of its panels', () => {
        for (const name of panelParts.keys()) {
          expect(reportTest(scenario, name)).not.toContain('no abnormality reported');
        }
      });
    },
  );
});

describe('answerQuestion', () => {
  it('matches the beginning of a word', () => {
    expect(answerQuestion(sample, 'Is she a smoker?')).toBe('Never smoked.');
  });

  it('does not match the middle of a word', () => {
    expect(answerQuestion(sample, 'Which dosage?')).toBe(noInformation);
  });

  it('ignores case and diacritics on either side', () => {
    expect(answerQuestion(sample, 'MENIERE?')).toBe('No spinning.');
    expect(answerQuestion(sample, 'Any œdema or ménière?')).toBe('No spinning.');
    expect(answerQuestion(sample, 'Hëart')).toBe('Normal heart sounds.');
  });

  it('puts the best match first with a blank line between answers', () => {
    expect(answerQuestion(sample, 'family history of heart disease')).toBe(
      'Nothing in the family.\n\nNormal heart sounds.',
    );
  });

  it('gives at most three answers', () => {
    const reply = answerQuestion(sample, 'pain, onset, smoking, vertigo, murmur');
    expect(reply.split('\n\n')).toHaveLength(3);
  });

  it('gives an overview for a broad question', () => {
    for (const question of ['tell me more', 'History', 'What should I ask?']) {
      expect(answerQuestion(sample, question)).toBe(
        'It hurts.\n\nTwo days ago.\n\nYou can also ask about: smoking, age, ménière, ' +
          'family history, past history.',
      );
    }
  });

  it('gives the summary when asked who the patient is', () => {
    const nobody = { ...sample, history: [] };
    expect(answerQuestion(nobody, 'What is the age and sex?')).toBe('A 40-year-old woman.');
    expect(answerQuestion(nobody, 'Which dosage?')).toBe(noInformation);
  });

  it('gives an overview of the examination', () => {
    expect(answerQuestion(sample, 'Physical examination')).toContain('Normal heart sounds.');
  });

  it('has no information about anything else', () => {
    expect(answerQuestion(sample, 'zebra')).toBe(noInformation);
    expect(answerQuestion(sample, '')).toBe(noInformation);
  });

  it.each(['What is the diagnosis?', "What's your final diagnosis", 'Tell me the diagnosis'])(
    'does not say the diagnosis: %s',
    (question) => {
      expect(answerQuestion(sample, question)).toBe(
        'I can only answer explicit questions about findings.',
      );
    },
  );

  it('still answers about earlier diagnoses', () => {
    expect(answerQuestion(sample, 'Has she any previous diagnosis?')).toBe('Healthy before.');
    expect(answerQuestion(sample, 'Was she ever diagnosed with anything?')).toBe('Healthy before.');
  });
});

describe('reportTest', () => {
  it('finds a report whatever the case and spacing', () => {
    expect(reportTest(sample, '  Complete   BLOOD count ')).toContain('Haemoglobin 13.0');
  });

  it('finds a report under another name of the same test', () => {
    expect(reportTest(sample, 'bnp')).toBe('BNP 20 pg/mL (<100)');
  });

  it('finds a part of a panel', () => {
    expect(reportTest(sample, 'Platelet count')).toBe('Platelets 90 x10^9/L (150-400), low');
  });

  it('reports an unknown test as unremarkable', () => {
    expect(reportTest(sample, ' bone  density scan')).toBe(
      'bone density scan: no abnormality reported (synthetic result).',
    );
    expect(reportTest(sample, 'basic metabolic panel')).toContain('no abnormality reported');
  });

  it('relates only names of the price list', () => {
    const names = [...sameTests.flat(), ...panelParts.keys()];
    expect(names.filter((name) => !priced.has(name))).toEqual([]);
  });
});

describe('discussDiagnosis', () => {
  it('accepts a proposal that names the diagnosis', () => {
    for (const proposal of ['Acute PULMONARY embolism', 'Non ST elevation infarction']) {
      expect(discussDiagnosis(sample, proposal)).toBe(
        'The proposed diagnosis is consistent with the findings.\n\n' +
          'The onset was sudden and the heart is fast.',
      );
    }
  });

  it('rejects another and names findings to look at again', () => {
    expect(discussDiagnosis(sample, 'Asthma')).toBe(
      'The findings do not fit well with this proposal as the leading diagnosis. ' +
        'Consider again what was found under: onset; heart.',
    );
  });

  it('rejects an empty proposal', () => {
    expect(discussDiagnosis(sample, ' ')).toContain('do not fit well');
  });
});
