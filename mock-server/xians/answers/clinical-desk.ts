/**
 * What the clinical desk answers: a chat for every question, with data where there are figures to
 * show, and a handover where a person has to take over.
 *
 * Words decide, not meaning, and the first topic that fits is answered. Its one law: what is
 * dangerous to leave to a desk is handed over, and the answer says so first.
 */
import type { Part } from './answer.ts';
import {
  cardiacLabs,
  infectionLabs,
  kidneyLabs,
  suggestions,
  vitalSigns,
  type Suggestion,
} from './cards.ts';
import { handoffTo, type Colleague } from './handoffs.ts';

interface Topic {
  readonly words: readonly string[];
  readonly text: string;
  readonly card?: () => object;
  readonly tests?: readonly Suggestion[];
  readonly handoff?: { readonly to: Colleague; readonly reason: string };
}

const topics: readonly Topic[] = [
  {
    words: [
      'talk to',
      'speak to',
      'speak with',
      'hand over',
      'handover',
      'human',
      'second opinion',
    ],
    text: 'Of course. I am handing this conversation to a colleague, with everything said so far.',
    handoff: { to: 'clinician', reason: 'A clinician asked for a person to take over.' },
  },
  {
    words: ['chest pain', 'troponin', 'acs', 'myocardial'],
    text: 'Pressing chest pain with a troponin that has doubled within an hour fits an acute coronary syndrome without ST elevation. Repeat the 12-lead ECG now and with every change of pain, add right and posterior leads if it stays normal, and keep the patient on a monitor. Aspirin 300 mg unless contraindicated; anticoagulation and timing of angiography with the cardiologist. Before any of it, think of dissection: pain in the back, unequal pulses, a wide mediastinum.',
    card: cardiacLabs,
    handoff: {
      to: 'cardiology',
      reason: 'Rising high-sensitivity troponin with ongoing chest pain.',
    },
  },
  {
    words: ['slurred', 'facial droop', 'hemiparesis', 'weakness on one side', 'stroke'],
    text: 'Sudden focal weakness or speech disturbance is a stroke until shown otherwise. Note when the patient was last seen well, check the glucose, and get a CT with angiography at once; thrombolysis and thrombectomy are a matter of minutes. Nothing by mouth, and leave the blood pressure alone below 185/110 mmHg if reperfusion is possible.',
    tests: [
      { test: 'Point-of-care glucose', reason: 'hypoglycaemia mimics stroke', urgency: 'now' },
      { test: 'CT head with CT angiography', reason: 'bleeding, occlusion', urgency: 'now' },
    ],
    handoff: { to: 'neurology', reason: 'Sudden focal deficit within the window for reperfusion.' },
  },
  {
    words: ['abdominal pain', 'appendicitis', 'guarding', 'peritonitis'],
    text: 'Pain that began around the navel and moved to the right lower quadrant, with fever and guarding, makes appendicitis the first thought. Give analgesia now; it does not hide the signs. In anyone who may be pregnant, test first. Ask the surgeon early if there is guarding or the patient looks ill: imaging must not delay that.',
    card: infectionLabs,
    tests: [
      { test: 'Urine pregnancy test', reason: 'ectopic pregnancy', urgency: 'now' },
      {
        test: 'Abdominal ultrasound',
        reason: 'appendix, gallbladder, free fluid',
        urgency: 'today',
      },
    ],
  },
  {
    words: ['short of breath', 'shortness of breath', 'dyspnoea', 'dyspnea', 'breathless'],
    text: 'With a respiratory rate of 22 and a saturation at the lower limit, look for the treatable at once: pulmonary oedema, pneumonia, airway obstruction, embolism, pneumothorax. Sit the patient up, titrate oxygen to 94–98 % (88–92 % if carbon dioxide is retained), and take an ECG and a chest film. Judge the probability of embolism before ordering a D-dimer.',
    card: vitalSigns,
    tests: [
      { test: 'Chest radiograph', reason: 'oedema, consolidation, pneumothorax', urgency: 'now' },
      { test: 'NT-proBNP', reason: 'heart failure', urgency: 'today' },
      { test: 'Arterial blood gas', reason: 'retention, severity', urgency: 'now' },
    ],
  },
  {
    words: ['fever', 'sepsis', 'cough', 'infection'],
    text: 'Fever with raised neutrophils and C-reactive protein points to a bacterial infection; lactate is normal, so there is no hypoperfusion yet. Take two sets of blood cultures before the first antibiotic, look for the source (chest, urine, skin, abdomen, lines), and score the risk again within the hour. Ask about allergy to penicillin before choosing.',
    card: infectionLabs,
  },
  {
    words: ['headache', 'migraine'],
    text: 'Ask first for what must not be missed: sudden onset at its worst, fever with a stiff neck, a new deficit, age over 50 with scalp tenderness, pregnancy, anticoagulants. Without any of these and with a normal examination, a primary headache is likely and imaging adds little. With a thunderclap onset: CT within six hours, then lumbar puncture if it is clear.',
    tests: [
      { test: 'CT head without contrast', reason: 'only with a warning sign', urgency: 'today' },
    ],
  },
  {
    words: ['medication', 'interaction', 'dose', 'renal', 'kidney', 'creatinine'],
    text: 'With an eGFR of 36 and potassium at 5.4, hold the NSAID and review the ACE inhibitor and any potassium-sparing drug; recheck both within 48 hours. Metformin: no more than 1 g a day at this function, and pause it while the patient is acutely ill. Please confirm the current list and any allergies before changes are made.',
    card: kidneyLabs,
    handoff: { to: 'pharmacy', reason: 'Several drugs need a dose for reduced kidney function.' },
  },
  {
    words: ['vital', 'observations', 'blood pressure', 'heart rate'],
    text: 'These are the last recorded observations. Heart rate, respiratory rate and temperature are above their ranges; taken together they ask for a search for infection, pain or hypovolaemia before they are put down to anxiety.',
    card: vitalSigns,
  },
  {
    words: ['lab', 'results', 'blood test'],
    text: 'The latest blood count and markers of inflammation are below. White cells and C-reactive protein are raised; compare them with earlier values and with how the patient looks.',
    card: infectionLabs,
  },
];

const otherwise: Topic = {
  words: [],
  text: 'To help with this I need the main complaint, when and how it began, the vital signs, current drugs and allergies. If the patient is unstable, or you are worried, do not wait for the desk: call the team on duty.',
};

export function consult(question: string): readonly Part[] {
  const asked = question.toLowerCase();
  const topic = topics.find(({ words }) => words.some((word) => begins(asked, word))) ?? otherwise;
  const { text, card, tests, handoff } = topic;
  return [
    { messageType: 'Chat', text, data: null },
    ...(card === undefined ? [] : [dataOf(card())]),
    ...(tests === undefined ? [] : [dataOf(suggestions(tests))]),
    ...(handoff === undefined ? [] : [handoffTo(handoff.to, question, handoff.reason)]),
  ];
}

/** Where a word begins: “place” holds no “lac”. */
function begins(text: string, word: string): boolean {
  return ` ${text.replace(/[^\p{L}\p{N}]+/gu, ' ')}`.includes(` ${word}`);
}

function dataOf(data: object): Part {
  return { messageType: 'Data', text: null, data };
}
