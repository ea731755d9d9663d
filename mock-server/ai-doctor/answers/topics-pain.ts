/** Headache, dizziness, abdominal pain, back and joint pain. */
import { creatinineClearance, meanPressure, paracetamolDose } from './calculations.ts';
import type { Topic } from './topic.ts';

export const headache: Topic = {
  id: 'headache',
  title: 'Headache',
  words: ['headache', 'migraine', 'head hurts', 'aura'],
  severity: 'MODERATE',
  within: '72 h',
  reasoning:
    'A headache that comes back in the same manner is nearly always primary. A first, a worst or a changed one is not assumed to be.',
  redFlags: [
    'sudden, at its worst within a minute',
    'fever with a stiff neck',
    'new neurological sign, papilloedema',
    'first headache after the age of 50, or in cancer',
  ],
  questions: [
    'Where, how long, how often?',
    'Nausea, light, noise, aura?',
    'How many days a month with pain killers?',
  ],
  causes: [
    {
      name: 'Tension-type headache',
      code: 'G44.209',
      likelihood: 'high',
      for: 'both sides, pressing, goes on working',
      against: 'vomiting, photophobia',
    },
    {
      name: 'Migraine without aura',
      code: 'G43.009',
      likelihood: 'high',
      for: 'one side, throbbing, nausea',
      against: 'never longer than an hour',
    },
    {
      name: 'Medication overuse',
      code: 'G44.40',
      likelihood: 'medium',
      for: 'analgesics on 10 to 15 days a month',
      against: 'seldom takes any',
    },
    {
      name: 'Giant cell arteritis',
      code: 'M31.6',
      likelihood: 'low',
      for: 'over 50, jaw claudication, high ESR',
      against: 'young',
    },
  ],
  workUp: [
    {
      name: 'Examine',
      details: [
        'blood pressure, temperature',
        'fundi, visual fields, gait',
        'temporal arteries over the age of 50',
      ],
    },
    {
      name: 'Headache diary',
      details: ['days with pain', 'days with medicine', 'triggers, menstruation, sleep'],
    },
    {
      name: 'Imaging only with a red flag',
      details: ['CT without contrast when sudden', 'MRI when subacute or focal'],
    },
  ],
  measures: [
    'regular sleep, meals and exercise',
    'a dark room during the attack',
    'a limit of two days a week for pain killers',
  ],
  medicines: [
    {
      name: 'Ibuprofen',
      family: 'nsaid',
      dose: '400 to 600 mg early in the attack',
      note: 'with food',
      instead: 'paracetamol 1 g early in the attack',
    },
    {
      name: 'Sumatriptan',
      family: 'triptan',
      dose: '50 mg by mouth, once more after 2 h if it came back',
      note: 'not with coronary disease, stroke or uncontrolled blood pressure',
      instead: 'paracetamol with metoclopramide 10 mg',
    },
  ],
  calculation: paracetamolDose,
  advice: 'A normal scan does not treat a migraine; a diary often does the first half of the work.',
  sources: [
    { name: 'NICE CG150: headaches', url: 'https://www.nice.org.uk/guidance/cg150' },
    { name: 'International Classification of Headache Disorders', url: 'https://ichd-3.org/' },
  ],
  footnote: 'Names of the headaches follow ICHD-3.',
};

export const dizziness: Topic = {
  id: 'dizziness',
  title: 'Dizziness',
  words: ['dizz', 'vertigo', 'lightheaded', 'light-headed', 'giddy', 'faint'],
  severity: 'MODERATE',
  within: '48 h',
  reasoning:
    'Timing and triggers tell more than the word: seconds on turning is benign, hours with a headache is not, and on standing up it is circulation or a drug.',
  redFlags: [
    'double vision, dysarthria, ataxia',
    'cannot stand without support',
    'palpitations or loss of consciousness',
    'new deafness',
  ],
  questions: [
    'Seconds, hours or days?',
    'Turning in bed, standing up, or out of nothing?',
    'Which drug was changed last?',
  ],
  causes: [
    {
      name: 'Benign positional vertigo',
      code: 'H81.10',
      likelihood: 'high',
      for: 'seconds, on turning, Dix-Hallpike positive',
      against: 'constant',
    },
    {
      name: 'Orthostatic hypotension',
      code: 'I95.1',
      likelihood: 'high',
      for: 'on standing, antihypertensives, dehydration',
      against: 'lying down too',
    },
    {
      name: 'Vestibular neuritis',
      code: 'H81.20',
      likelihood: 'medium',
      for: 'days, one-sided head impulse sign',
      against: 'hearing loss',
    },
    {
      name: 'Hypoglycaemia',
      code: 'E16.2',
      likelihood: 'medium',
      for: 'insulin or sulfonylurea, sweating',
      against: 'metformin alone',
    },
    {
      name: 'Posterior circulation ischaemia',
      code: 'G45.0',
      likelihood: 'low',
      for: 'vascular risk, central signs',
      against: 'purely positional',
    },
  ],
  workUp: [
    {
      name: 'Now',
      details: [
        'pressure lying, and after 1 and 3 min of standing',
        'glucose by finger prick',
        '12-lead ECG',
      ],
    },
    {
      name: 'Head',
      details: [
        'HINTS if it is constant',
        'Dix-Hallpike if it is positional',
        'gait and finger-nose test',
      ],
    },
    {
      name: 'Laboratory',
      details: ['haemoglobin, sodium, potassium', 'creatinine, HbA1c in diabetes'],
    },
  ],
  measures: [
    'sit down at the first sign; rise in two steps',
    'drink 1.5 to 2 L a day unless restricted',
    'no driving until it is clear',
  ],
  medicines: [
    {
      name: 'Epley manoeuvre, then betahistine only if it persists',
      family: 'antihistamine',
      dose: '16 mg three times daily for 2 weeks',
      note: 'the manoeuvre cures, the drug does not',
      instead: 'the manoeuvre alone, repeated after a week',
    },
  ],
  calculation: meanPressure,
  advice: 'A list of all medicines with the date of the last change answers every second case.',
  sources: [
    { name: 'NICE CKS: vertigo', url: 'https://cks.nice.org.uk/topics/vertigo/' },
    { name: 'MedlinePlus: dizziness', url: 'https://medlineplus.gov/dizzinessandvertigo.html' },
  ],
  footnote: 'HINTS stands for head impulse, nystagmus, test of skew; it needs practice.',
};

export const abdominalPain: Topic = {
  id: 'abdominal-pain',
  title: 'Abdominal pain',
  words: [
    'abdom',
    'stomach',
    'belly',
    'nausea',
    'vomit',
    'diarrh',
    'constipat',
    'heartburn',
    'reflux',
  ],
  severity: 'MODERATE',
  within: '24 h',
  reasoning:
    'Place, onset and peritoneal signs decide. Pain that moved to the right lower quadrant, or came before the vomiting, is surgical until shown otherwise.',
  redFlags: [
    'rigid belly or rebound',
    'blood in vomit or stool',
    'pregnancy possible',
    'over 65 with sudden pain',
    'jaundice with fever',
  ],
  questions: [
    'Where did it begin and where is it now?',
    'Related to meals, stool, urination, menstruation?',
    'Earlier operations, alcohol, pain killers?',
  ],
  causes: [
    {
      name: 'Gastroenteritis',
      code: 'A09',
      likelihood: 'high',
      for: 'vomiting first, diarrhoea, contacts',
      against: 'localised peritonism',
    },
    {
      name: 'Functional dyspepsia or reflux',
      code: 'K30',
      likelihood: 'medium',
      for: 'after meals, burning, long history',
      against: 'weight loss',
    },
    {
      name: 'Appendicitis',
      code: 'K35.80',
      likelihood: 'medium',
      for: 'moved to the right, anorexia',
      against: 'hungry, diffuse',
    },
    {
      name: 'Biliary colic',
      code: 'K80.20',
      likelihood: 'medium',
      for: 'after fat, right upper quadrant',
      against: 'lower abdomen',
    },
  ],
  workUp: [
    {
      name: 'Examine',
      details: [
        'all four quadrants, hernial orifices',
        'Murphy, McBurney, psoas',
        'rectal if there is blood',
      ],
    },
    {
      name: 'Laboratory',
      details: [
        'blood count, CRP, lipase',
        'bilirubin, ALT, alkaline phosphatase',
        'urine, with a pregnancy test where it applies',
      ],
    },
    {
      name: 'Imaging',
      details: ['ultrasound first', 'CT with contrast if it stays unclear and serious'],
    },
  ],
  measures: [
    'small sips, oral rehydration solution',
    'nothing to eat until examined, if surgery is possible',
    'no NSAID for a burning stomach',
  ],
  medicines: [
    {
      name: 'Omeprazole',
      family: 'proton pump inhibitor',
      dose: '20 mg once daily before breakfast for 4 weeks',
      note: 'for burning pain without a red flag',
      instead: 'alginate after meals and at night',
    },
    {
      name: 'Paracetamol',
      family: 'paracetamol',
      dose: '1 g every 6 h as needed',
      note: 'pain relief does not hide appendicitis',
      instead: 'review by a surgeon before any other analgesic',
    },
  ],
  calculation: paracetamolDose,
  advice: 'Examine twice: the second look after a few hours finds what the first could not.',
  sources: [
    {
      name: 'MSD Manual: acute abdominal pain',
      url: 'https://www.msdmanuals.com/professional/gastrointestinal-disorders/acute-abdomen-and-surgical-gastroenterology/acute-abdominal-pain',
    },
    { name: 'MedlinePlus: abdominal pain', url: 'https://medlineplus.gov/abdominalpain.html' },
  ],
  footnote: 'In older people a normal white count excludes nothing.',
};

export const jointPain: Topic = {
  id: 'joint-pain',
  title: 'Back and joint pain',
  words: ['back pain', 'joint', 'knee', 'hip', 'shoulder', 'arthritis', 'sciatica', 'gout'],
  severity: 'LOW',
  within: '7 days',
  reasoning:
    'Mechanical pain is likely when it follows load and eases with rest. One hot swollen joint is infected until it was aspirated.',
  redFlags: [
    'a hot, swollen single joint',
    'saddle numbness, retention of urine',
    'known cancer, weight loss',
    'fever, injected drugs, steroids',
  ],
  questions: [
    'Morning stiffness of more than half an hour?',
    'Trauma, load, earlier episodes?',
    'Does it wake at night?',
  ],
  causes: [
    {
      name: 'Non-specific low back pain',
      code: 'M54.50',
      likelihood: 'high',
      for: 'load-dependent, no neurological sign',
      against: 'night pain, fever',
    },
    {
      name: 'Osteoarthritis',
      code: 'M19.90',
      likelihood: 'medium',
      for: 'over 45, short stiffness, crepitus',
      against: 'hot joint',
    },
    {
      name: 'Gout',
      code: 'M10.9',
      likelihood: 'medium',
      for: 'sudden, first toe, urate',
      against: 'several small joints',
    },
    {
      name: 'Septic arthritis',
      code: 'M00.9',
      likelihood: 'low',
      for: 'fever, one joint, cannot bear weight',
      against: 'well, weeks of pain',
    },
  ],
  workUp: [
    {
      name: 'Examine',
      details: [
        'range, effusion, warmth',
        'strength, reflexes, straight leg raise',
        'perianal sensation where in doubt',
      ],
    },
    {
      name: 'Tests',
      details: [
        'none for simple back pain in the first six weeks',
        'aspiration of a hot joint the same day',
        'urate, CRP, creatinine',
      ],
    },
  ],
  measures: [
    'stay active, avoid bed rest',
    'heat for the back, cold for the joint',
    'exercises with instruction',
  ],
  medicines: [
    {
      name: 'Naproxen',
      family: 'nsaid',
      dose: '250 to 500 mg twice daily with food for up to 10 days',
      note: 'with a stomach protector over 65',
      instead: 'paracetamol 1 g up to four times daily, topical capsaicin',
    },
    {
      name: 'Prednisone',
      family: 'corticosteroid',
      dose: '30 mg once daily for 5 days, for gout only',
      note: 'glucose in diabetes',
      instead: 'colchicine 0.5 mg two to three times daily, by clearance',
    },
  ],
  calculation: creatinineClearance,
  advice: 'Nine of ten people with new back pain are better within six weeks, whatever was done.',
  sources: [
    { name: 'NICE NG59: low back pain', url: 'https://www.nice.org.uk/guidance/ng59' },
    { name: 'MedlinePlus: joint disorders', url: 'https://medlineplus.gov/jointdisorders.html' },
  ],
  footnote: 'A normal urate during an attack does not exclude gout.',
};
