/** Fatigue, hypertension, diabetes, medicines together, and what is none of all these. */
import {
  averageGlucose,
  creatinineClearance,
  meanPressure,
  paracetamolDose,
} from './calculations.ts';
import type { Topic } from './topic.ts';

export const fatigue: Topic = {
  id: 'fatigue',
  title: 'Fatigue',
  words: ['fatigue', 'tired', 'exhaust', 'no energy', 'weak', 'sleepy', 'sleep'],
  severity: 'LOW',
  within: '14 days',
  reasoning:
    'Tiredness without another sign seldom hides a serious disease, yet anaemia, thyroid disease, sleep apnoea and depression are worth one careful look.',
  redFlags: [
    'weight loss or night sweats',
    'breathlessness on usual effort',
    'enlarged nodes',
    'low mood with thoughts of death',
  ],
  questions: [
    'Sleepy, weak, or without drive?',
    'Snoring, shift work, alcohol?',
    'Heavy periods, diet, new medicines?',
  ],
  causes: [
    {
      name: 'Iron deficiency',
      code: 'E61.1',
      likelihood: 'high',
      for: 'heavy periods, restless legs',
      against: 'ferritin above 50',
    },
    {
      name: 'Sleep-disordered breathing',
      code: 'G47.33',
      likelihood: 'medium',
      for: 'snoring, wide neck, hypertension',
      against: 'rested in the morning',
    },
    {
      name: 'Depressive episode',
      code: 'F32.A',
      likelihood: 'medium',
      for: 'loss of interest, early waking',
      against: 'enjoys the weekend',
    },
    {
      name: 'Hypothyroidism',
      code: 'E03.9',
      likelihood: 'low',
      for: 'cold, dry skin, constipation',
      against: 'normal TSH',
    },
  ],
  workUp: [
    {
      name: 'First round',
      details: ['blood count, ferritin', 'TSH, HbA1c, creatinine, ALT', 'two questions about mood'],
    },
    {
      name: 'Second round, after four weeks',
      details: ['coeliac antibodies', 'sleep study if it snores', 'review of every medicine'],
    },
  ],
  measures: ['fixed time to get up', 'daylight and 30 min of walking', 'no caffeine after noon'],
  medicines: [
    {
      name: 'Ferrous sulfate',
      family: 'iron',
      dose: '65 mg of iron once every other day',
      note: 'only with low ferritin; not with tea',
      instead: 'intravenous iron after referral',
    },
  ],
  calculation: creatinineClearance,
  advice: 'A small set of tests once is good practice; the same set every month is not.',
  sources: [
    {
      name: 'NICE CKS: tiredness',
      url: 'https://cks.nice.org.uk/topics/tiredness-fatigue-in-adults/',
    },
    { name: 'MedlinePlus: fatigue', url: 'https://medlineplus.gov/fatigue.html' },
  ],
  footnote: 'Ferritin is also raised by inflammation; read it beside CRP.',
};

export const hypertension: Topic = {
  id: 'hypertension',
  title: 'Hypertension follow-up',
  words: ['hypertension', 'blood pressure', 'bp ', 'antihypertensive'],
  severity: 'MODERATE',
  within: '14 days',
  reasoning:
    'One value in the surgery is not a diagnosis. Home values over a week, organ damage and total risk guide what is changed.',
  redFlags: [
    '180/120 mmHg or more with symptoms',
    'new visual loss or confusion',
    'breathlessness at rest',
    'pregnancy',
  ],
  questions: [
    'Which home values, with which cuff?',
    'Salt, liquorice, alcohol, NSAIDs, contraceptives?',
    'Are the tablets taken, and which is disliked?',
  ],
  causes: [
    {
      name: 'Essential hypertension',
      code: 'I10',
      likelihood: 'high',
      for: 'family, age, gradual rise',
      against: 'under 30, sudden',
    },
    {
      name: 'White-coat effect',
      code: 'R03.0',
      likelihood: 'medium',
      for: 'normal at home',
      against: 'organ damage',
    },
    {
      name: 'Primary aldosteronism',
      code: 'E26.09',
      likelihood: 'low',
      for: 'resistant, low potassium',
      against: 'controlled with one drug',
    },
    {
      name: 'Sleep apnoea',
      code: 'G47.33',
      likelihood: 'medium',
      for: 'resistant, snoring',
      against: 'slim, rested',
    },
  ],
  workUp: [
    {
      name: 'Confirm',
      details: [
        'seven days at home, twice each morning and evening',
        'discard day one, take the mean',
      ],
    },
    {
      name: 'Organs and risk',
      details: ['creatinine, potassium, urine albumin', 'lipids, HbA1c', 'ECG, fundi'],
    },
    {
      name: 'Secondary cause if it resists three drugs',
      details: ['aldosterone-renin ratio', 'renal ultrasound'],
    },
  ],
  measures: ['salt below 5 g a day', '150 min of exercise a week', 'weight, alcohol, tobacco'],
  medicines: [
    {
      name: 'Lisinopril',
      family: 'ace inhibitor',
      dose: '10 mg once daily, potassium after 2 weeks',
      note: 'not in pregnancy',
      instead: 'losartan 50 mg once daily, unless there was angio-oedema',
    },
    {
      name: 'Amlodipine',
      family: 'calcium channel blocker',
      dose: '5 mg once daily',
      note: 'ankles may swell',
      instead: 'indapamide 1.5 mg once daily',
    },
    {
      name: 'Chlorthalidone',
      family: 'thiazide',
      dose: '12.5 mg once daily',
      note: 'sodium and urate',
      instead: 'spironolactone 25 mg, with potassium checks',
    },
  ],
  calculation: meanPressure,
  advice: 'The best tablet is the one that is taken: ask before a third one is added.',
  sources: [
    { name: 'NICE NG136: hypertension', url: 'https://www.nice.org.uk/guidance/ng136' },
    {
      name: 'WHO: hypertension',
      url: 'https://www.who.int/news-room/fact-sheets/detail/hypertension',
    },
  ],
  footnote: 'MAP is the mean arterial pressure, diastolic plus a third of the pulse pressure.',
};

export const diabetes: Topic = {
  id: 'diabetes',
  title: 'Diabetes',
  words: ['diabet', 'glucose', 'blood sugar', 'hba1c', 'insulin', 'thirst'],
  severity: 'MODERATE',
  within: '7 days',
  reasoning:
    'The drugs are chosen by heart, kidneys, weight and the danger of hypoglycaemia, not by glucose alone.',
  redFlags: [
    'vomiting with glucose above 250 mg/dL',
    'ketones',
    'glucose below 54 mg/dL',
    'an infected or painless foot wound',
  ],
  questions: [
    'Which values before breakfast and before sleep?',
    'Hypoglycaemia, and was it noticed?',
    'Last look at eyes, feet and urine albumin?',
  ],
  causes: [
    {
      name: 'Type 2 diabetes, above target',
      code: 'E11.65',
      likelihood: 'high',
      for: 'gradual rise, weight gain',
      against: 'weight loss, ketones',
    },
    {
      name: 'Doses that were left out',
      code: 'Z91.14',
      likelihood: 'medium',
      for: 'refills late',
      against: 'supervised intake',
    },
    {
      name: 'Steroid effect',
      code: 'E09.65',
      likelihood: 'low',
      for: 'course of prednisone',
      against: 'no steroid',
    },
    {
      name: 'Latent autoimmune diabetes',
      code: 'E13.9',
      likelihood: 'low',
      for: 'slim, quick need of insulin',
      against: 'typical metabolic pattern',
    },
  ],
  workUp: [
    {
      name: 'Control',
      details: ['HbA1c every three months until on target', 'download of the meter or sensor'],
    },
    {
      name: 'Organs, once a year',
      details: ['creatinine, urine albumin', 'retinal photograph', 'foot pulses and monofilament'],
    },
    {
      name: 'Ketones',
      details: [
        'with vomiting',
        'with an SGLT2 inhibitor and feeling ill, even if glucose is normal',
      ],
    },
  ],
  measures: [
    'plate half full of vegetables',
    'walk after the largest meal',
    'feet looked at each evening',
  ],
  medicines: [
    {
      name: 'Metformin',
      family: 'metformin',
      dose: '500 mg with supper, by 500 mg a week up to 1000 mg twice daily',
      note: 'by clearance; pause when vomiting',
      instead: 'a DPP-4 inhibitor by clearance',
    },
    {
      name: 'Empagliflozin',
      family: 'sglt2 inhibitor',
      dose: '10 mg once daily',
      note: 'heart failure, kidney disease; pause before surgery',
      instead: 'a GLP-1 receptor agonist once weekly',
    },
  ],
  calculation: averageGlucose,
  advice: 'An HbA1c of 7 % is a usual aim and 8 % a wise one in frail people.',
  sources: [
    {
      name: 'ADA Standards of Care',
      url: 'https://diabetesjournals.org/care/issue/48/Supplement_1',
    },
    { name: 'WHO: diabetes', url: 'https://www.who.int/news-room/fact-sheets/detail/diabetes' },
  ],
  footnote: 'eAG is the estimated average glucose by the ADAG equation.',
};

export const interactions: Topic = {
  id: 'interactions',
  title: 'Medicines taken together',
  words: [
    'interaction',
    'interact',
    'together with',
    'combine',
    'medication',
    'medicine',
    'warfarin',
    'side effect',
    'tablets',
  ],
  severity: 'MODERATE',
  within: '48 h',
  reasoning:
    'The pairs that harm are few and well known: anticoagulants with NSAIDs, macrolides with statins, three drugs on the kidney at once.',
  redFlags: [
    'bleeding or black stool',
    'muscle pain with dark urine',
    'fainting or a slow pulse',
    'swelling of face or tongue',
  ],
  questions: [
    'Everything taken, herbs and eye drops too?',
    'What was started or stopped last?',
    'Latest creatinine, potassium, INR?',
  ],
  causes: [
    {
      name: 'Bleeding: anticoagulant with NSAID',
      code: 'T45.515A',
      likelihood: 'high',
      for: 'bruises, falling haemoglobin',
      against: 'no anticoagulant',
    },
    {
      name: 'Kidney: ACE inhibitor, diuretic, NSAID',
      code: 'N17.9',
      likelihood: 'medium',
      for: 'vomiting, heat, rising creatinine',
      against: 'stable values',
    },
    {
      name: 'Muscle: statin with macrolide',
      code: 'G72.0',
      likelihood: 'low',
      for: 'pain, CK above five times normal',
      against: 'weeks after the course',
    },
    {
      name: 'QT: antibiotic with antidepressant',
      code: 'I45.81',
      likelihood: 'low',
      for: 'syncope, low potassium',
      against: 'normal ECG',
    },
  ],
  workUp: [
    {
      name: 'Make one list',
      details: ['name, dose, reason, since when', 'who prescribed it', 'can it go?'],
    },
    {
      name: 'Check',
      details: ['creatinine, potassium', 'INR if on warfarin', 'ECG for QT with two candidates'],
    },
  ],
  measures: ['one pharmacy for all', 'no new tablet in the same week as another', 'carry the list'],
  medicines: [
    {
      name: 'Paracetamol instead of an NSAID',
      family: 'paracetamol',
      dose: '1 g up to three times daily',
      note: 'regular use raises INR a little',
      instead: 'topical treatment',
    },
    {
      name: 'Clarithromycin, only if nothing else serves',
      family: 'macrolide',
      dose: '250 mg twice daily',
      note: 'pause the statin for the course',
      instead: 'doxycycline 100 mg twice daily',
    },
  ],
  calculation: creatinineClearance,
  advice: 'Before a drug is added for a symptom, ask which drug makes the symptom.',
  sources: [
    { name: 'DailyMed drug labels', url: 'https://dailymed.nlm.nih.gov/dailymed/' },
    {
      name: 'FDA: drug interactions',
      url: 'https://www.fda.gov/drugs/resources-drugs/drug-interactions-what-you-should-know',
    },
  ],
  footnote: 'INR is the international normalised ratio.',
};

export const general: Topic = {
  id: 'general',
  title: 'First orientation',
  words: [],
  severity: 'LOW',
  within: '14 days',
  reasoning:
    'The complaint is not yet clear enough for a ranking. Vital signs, time course and the worst plausible cause come first.',
  redFlags: [
    'abnormal pulse, pressure, breathing or saturation',
    'sudden onset',
    'new confusion or weakness',
    'fever with chills',
  ],
  questions: [
    'What is the main trouble, since when?',
    'What makes it better or worse?',
    'What has already been tried?',
  ],
  causes: [
    {
      name: 'Self-limiting illness',
      code: 'R69',
      likelihood: 'high',
      for: 'short, mild, improving',
      against: 'red flags',
    },
    {
      name: 'Effect of a medicine',
      code: 'T88.7XXA',
      likelihood: 'medium',
      for: 'began after a change',
      against: 'no medicine',
    },
    {
      name: 'Early stage of a serious illness',
      code: 'R68.89',
      likelihood: 'low',
      for: 'getting worse day by day',
      against: 'weeks unchanged',
    },
  ],
  workUp: [
    {
      name: 'Today',
      details: ['vital signs', 'examination of what is complained of', 'list of medicines'],
    },
    {
      name: 'If it goes on for two weeks',
      details: ['blood count, CRP', 'creatinine, glucose, ALT', 'urine'],
    },
  ],
  measures: [
    'note time, place and strength in a diary',
    'sleep, fluids, movement',
    'come back at once if it gets worse',
  ],
  medicines: [
    {
      name: 'Paracetamol',
      family: 'paracetamol',
      dose: '500 to 1000 mg every 6 h as needed',
      note: 'for pain, for a few days',
      instead: 'no medicine before the examination',
    },
  ],
  calculation: paracetamolDose,
  advice: 'A good question about the time course is worth more than a broad panel of tests.',
  sources: [
    { name: 'MedlinePlus', url: 'https://medlineplus.gov/' },
    { name: 'MSD Manual', url: 'https://www.msdmanuals.com/professional' },
  ],
  footnote: 'Codes are of ICD-10-CM.',
};
