/** Sore throat, cough, urinary symptoms, rash. */
import { creatinineClearance, paracetamolDose, throatScore } from './calculations.ts';
import type { Topic } from './topic.ts';

export const soreThroat: Topic = {
  id: 'sore-throat',
  title: 'Fever and sore throat',
  words: ['fever', 'sore throat', 'throat', 'tonsil', 'temperature', 'pharyng'],
  severity: 'MODERATE',
  within: '48 h',
  reasoning:
    'Fever with a sore throat is viral in most adults; the task is to find the bacterial minority and the rare abscess.',
  redFlags: [
    'drooling, muffled voice or trismus (peritonsillar abscess)',
    'stridor or noisy breathing',
    'neck stiffness, confusion or a non-blanching rash',
    'fever beyond five days, or immunosuppression',
  ],
  questions: [
    'When did it start, and how high was the temperature?',
    'Cough, hoarseness or a runny nose?',
    'Anybody at home with a confirmed streptococcal infection?',
  ],
  causes: [
    {
      name: 'Viral pharyngitis',
      code: 'J02.9',
      likelihood: 'high',
      for: 'cough, coryza, hoarseness',
      against: 'exudate without cough',
    },
    {
      name: 'Group A streptococcal pharyngitis',
      code: 'J02.0',
      likelihood: 'medium',
      for: 'sudden onset, exudate, tender nodes',
      against: 'cough, conjunctivitis',
    },
    {
      name: 'Infectious mononucleosis',
      code: 'B27.90',
      likelihood: 'low',
      for: 'adolescent, fatigue, posterior nodes',
      against: 'over in a week',
    },
    {
      name: 'Influenza',
      code: 'J11.1',
      likelihood: 'medium',
      for: 'winter, myalgia, abrupt fever',
      against: 'isolated throat signs',
    },
  ],
  workUp: [
    {
      name: 'Examine first',
      details: [
        'tonsils, uvula and soft palate',
        'anterior and posterior cervical nodes',
        'ears, skin, spleen',
      ],
    },
    {
      name: 'Score before testing',
      details: [
        '0 to 1 point: no test, no antibiotic',
        '2 to 3 points: rapid antigen test',
        '4 or more: test, treat if positive',
      ],
    },
    {
      name: 'Only if the course is unusual',
      details: ['heterophile antibodies and blood count', 'SARS-CoV-2 and influenza antigen'],
    },
  ],
  measures: [
    'rest, fluids and soft food',
    'salt-water gargle, lozenges',
    'stay at home until 24 h without fever',
  ],
  medicines: [
    {
      name: 'Paracetamol',
      family: 'paracetamol',
      dose: '500 to 1000 mg every 6 h as needed',
      note: 'first choice for pain and fever',
      instead: 'ibuprofen 400 mg every 8 h, if the kidneys and the stomach allow it',
    },
    {
      name: 'Amoxicillin',
      family: 'penicillin',
      dose: '500 mg twice daily for 10 days, only if streptococci are confirmed',
      note: 'never on suspicion of mononucleosis: it brings out a rash',
      instead:
        'azithromycin 500 mg on day 1, then 250 mg on days 2 to 5; local resistance to be checked',
    },
  ],
  calculation: throatScore,
  advice:
    'Most sore throats are over within a week. An antibiotic shortens confirmed streptococcal illness by about a day.',
  sources: [
    {
      name: 'CDC: Group A strep',
      url: 'https://www.cdc.gov/group-a-strep/hcp/clinical-guidance/strep-throat.html',
    },
    { name: 'NICE NG84: sore throat', url: 'https://www.nice.org.uk/guidance/ng84' },
  ],
  footnote: 'The score named here is the modified Centor (McIsaac) score.',
};

export const cough: Topic = {
  id: 'cough',
  title: 'Cough',
  words: ['cough', 'phlegm', 'sputum', 'bronchitis', 'wheez'],
  severity: 'MODERATE',
  within: '72 h',
  reasoning:
    'An acute cough is most often viral bronchitis. Pneumonia has to be excluded by pulse, breathing rate, saturation and auscultation.',
  redFlags: [
    'breathing rate of 24 a minute or more, saturation below 94 %',
    'blood in the sputum',
    'weight loss or night sweats',
    'new confusion in an older person',
  ],
  questions: [
    'How many weeks has it lasted?',
    'Dry, or with sputum, and of what colour?',
    'Smoking, asthma, reflux, an ACE inhibitor?',
  ],
  causes: [
    {
      name: 'Acute bronchitis',
      code: 'J20.9',
      likelihood: 'high',
      for: 'after a cold, normal vital signs',
      against: 'focal crackles',
    },
    {
      name: 'Community-acquired pneumonia',
      code: 'J18.9',
      likelihood: 'medium',
      for: 'fever, tachypnoea, focal crackles',
      against: 'normal vital signs and chest',
    },
    {
      name: 'Asthma, cough variant',
      code: 'J45.991',
      likelihood: 'medium',
      for: 'at night, after exercise, atopy',
      against: 'first episode with fever',
    },
    {
      name: 'ACE inhibitor cough',
      code: 'R05.8',
      likelihood: 'low',
      for: 'dry, started within months of the drug',
      against: 'sputum, fever',
    },
  ],
  workUp: [
    {
      name: 'At the bedside',
      details: [
        'temperature, pulse, breathing rate, saturation',
        'auscultation of all fields',
        'peak flow if it wheezes',
      ],
    },
    {
      name: 'Chest radiograph',
      details: [
        'focal signs or abnormal vital signs',
        'cough beyond eight weeks',
        'any haemoptysis',
      ],
    },
    {
      name: 'Laboratory',
      details: ['CRP if pneumonia is in doubt', 'SARS-CoV-2 and influenza in season'],
    },
  ],
  measures: [
    'fluids, honey before sleep (not below one year of age)',
    'no smoke in the room',
    'expect two to three weeks of cough',
  ],
  medicines: [
    {
      name: 'Amoxicillin',
      family: 'penicillin',
      dose: '1 g three times daily for 5 days, only for pneumonia',
      note: 'bronchitis needs none',
      instead: 'doxycycline 100 mg twice daily for 5 days',
    },
    {
      name: 'Prednisone',
      family: 'corticosteroid',
      dose: '40 mg once daily for 5 days, only for an exacerbation of asthma',
      note: 'watch glucose in diabetes',
      instead: 'inhaled bronchodilator alone, with review the next day',
    },
  ],
  calculation: creatinineClearance,
  advice: 'Green sputum alone is no reason for an antibiotic.',
  sources: [
    { name: 'NICE NG120: acute cough', url: 'https://www.nice.org.uk/guidance/ng120' },
    { name: 'MedlinePlus: cough', url: 'https://medlineplus.gov/cough.html' },
  ],
  footnote: 'CRB-65 counts confusion, breathing rate, blood pressure and an age of 65 or more.',
};

export const urinary: Topic = {
  id: 'urinary',
  title: 'Burning on urination',
  words: ['urin', 'dysuria', 'burning when i pee', 'cystitis', 'bladder', 'flank'],
  severity: 'MODERATE',
  within: '24 h',
  reasoning:
    'Dysuria with frequency and without vaginal symptoms is cystitis in nine of ten. Flank pain or fever moves it up to the kidney.',
  redFlags: [
    'fever with flank pain or vomiting',
    'pregnancy',
    'a single kidney, a catheter, a stone',
    'male sex or childhood',
  ],
  questions: [
    'Since when, and how often before?',
    'Vaginal discharge or itching?',
    'Could there be a pregnancy?',
  ],
  causes: [
    {
      name: 'Acute cystitis',
      code: 'N30.00',
      likelihood: 'high',
      for: 'dysuria, frequency, nitrite',
      against: 'discharge, fever',
    },
    {
      name: 'Pyelonephritis',
      code: 'N10',
      likelihood: 'medium',
      for: 'fever, flank tenderness',
      against: 'well, no fever',
    },
    {
      name: 'Urethritis',
      code: 'N34.1',
      likelihood: 'low',
      for: 'new partner, sterile pyuria',
      against: 'positive culture',
    },
  ],
  workUp: [
    {
      name: 'Urine',
      details: [
        'dipstick: nitrite, leucocytes, blood',
        'culture if it recurs, in pregnancy, in men',
      ],
    },
    {
      name: 'Blood, only with fever',
      details: ['creatinine and potassium', 'blood count, CRP', 'two blood cultures'],
    },
  ],
  measures: [
    'drink to thirst',
    'heat on the lower belly',
    'come back if it is not better after 48 h',
  ],
  medicines: [
    {
      name: 'Trimethoprim-sulfamethoxazole',
      family: 'sulfonamide',
      dose: '160/800 mg twice daily for 3 days',
      note: 'only where resistance is below 20 %; watch potassium',
      instead: 'nitrofurantoin 100 mg twice daily for 5 days, if the kidneys allow it',
    },
    {
      name: 'Ibuprofen',
      family: 'nsaid',
      dose: '400 mg three times daily with food',
      note: 'for the pain, not for the infection',
      instead: 'paracetamol 1 g up to four times daily',
    },
  ],
  calculation: creatinineClearance,
  advice: 'Bacteria in the urine without symptoms are not treated, except in pregnancy.',
  sources: [
    { name: 'NICE NG109: lower UTI', url: 'https://www.nice.org.uk/guidance/ng109' },
    {
      name: 'MedlinePlus: urinary tract infections',
      url: 'https://medlineplus.gov/urinarytractinfections.html',
    },
  ],
  footnote: 'Nitrofurantoin is not used below a clearance of 30 to 45 mL/min.',
};

export const rash: Topic = {
  id: 'rash',
  title: 'Rash',
  words: ['rash', 'itch', 'hives', 'urticaria', 'eczema', 'spots'],
  severity: 'LOW',
  within: '7 days',
  reasoning:
    'A rash in a well person is rarely urgent. Fever, mucosal lesions, purpura or a new drug change that at once.',
  redFlags: [
    'purpura that does not blanch',
    'lesions of mouth or eyes',
    'blisters or skin that comes off',
    'swelling of lips or tongue',
  ],
  questions: [
    'Which new drug, food, plant or metal in the last two weeks?',
    'Does it wander within hours?',
    'Who else in the household itches?',
  ],
  causes: [
    {
      name: 'Contact dermatitis',
      code: 'L25.9',
      likelihood: 'high',
      for: 'sharp edge, place of contact',
      against: 'generalised, fever',
    },
    {
      name: 'Urticaria',
      code: 'L50.9',
      likelihood: 'medium',
      for: 'weals that last less than 24 h',
      against: 'scaling',
    },
    {
      name: 'Drug eruption',
      code: 'L27.0',
      likelihood: 'medium',
      for: 'day 4 to 14 of a new drug',
      against: 'no new drug',
    },
    {
      name: 'Scabies',
      code: 'B86',
      likelihood: 'low',
      for: 'worse at night, contacts itch',
      against: 'no burrows, no contacts',
    },
  ],
  workUp: [
    {
      name: 'Look closely',
      details: [
        'press with a glass: does it blanch?',
        'mouth, eyes, palms, soles',
        'finger webs and wrists',
      ],
    },
    {
      name: 'Tests, seldom',
      details: [
        'blood count and liver values with a drug eruption',
        'patch test if dermatitis comes back',
      ],
    },
  ],
  measures: ['stop the suspected trigger', 'emollient twice daily', 'short nails, cool cloths'],
  medicines: [
    {
      name: 'Cetirizine',
      family: 'antihistamine',
      dose: '10 mg once daily',
      note: 'may make drowsy',
      instead:
        'cool compresses and an emollient; another antihistamine only after advice of an allergist',
    },
    {
      name: 'Hydrocortisone 1 % cream',
      family: 'corticosteroid',
      dose: 'thinly twice daily for up to 7 days',
      note: 'not around the eyes',
      instead: 'emollient and cool compresses',
    },
  ],
  calculation: paracetamolDose,
  advice: 'Photograph the rash today: it may look different at the appointment.',
  sources: [
    { name: 'DermNet', url: 'https://dermnetnz.org/topics/urticaria-an-overview' },
    { name: 'MedlinePlus: rashes', url: 'https://medlineplus.gov/rashes.html' },
  ],
  footnote: 'If paracetamol is taken for discomfort, the block above gives the dose.',
};
