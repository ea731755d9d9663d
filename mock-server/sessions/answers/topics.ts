/**
 * What the scripted assistant knows: complaints, what to ask about them, and how they are read.
 *
 * General information for demonstrations, written to be defensible and to name what must not be
 * missed. Its one law: the most urgent topic stands first, and the first one that fits decides.
 */

export type Risk = 'Low' | 'Medium' | 'High';

export interface Topic {
  readonly name: string;
  /** Any of them names it. */
  readonly words: RegExp;
  readonly risk: Risk;
  readonly questions: readonly string[];
  readonly advice: string;
  readonly followUp: readonly string[];
  readonly monitor: readonly string[];
  readonly referrals: readonly string[];
}

export const topics: readonly Topic[] = [
  {
    name: 'Chest pain',
    words: /chest (?:pain|pressure|tightness)|angina|heart attack/i,
    risk: 'High',
    questions: [
      'When did it start, and is it there now?',
      'Does it spread to the arm, jaw or back?',
      'Are there breathlessness, sweating, nausea or palpitations?',
      'Is it brought on by exertion, breathing in or pressing on the chest?',
    ],
    advice:
      'Chest pain can come from the heart, so it has to be looked at today. If it is severe, lasts longer than a few minutes or comes with breathlessness or sweating, call the emergency number now.',
    followUp: [
      '12-lead ECG without delay',
      'Serial high-sensitivity troponin',
      'Chest X-ray',
      'Risk score (HEART) before any discharge',
    ],
    monitor: ['Pain at rest or spreading', 'Breathlessness', 'Syncope', 'Sweating and nausea'],
    referrals: ['Emergency medicine', 'Cardiology'],
  },
  {
    name: 'Breathlessness',
    words: /breathless|short(?:ness)? of breath|dyspn|wheez/i,
    risk: 'High',
    questions: [
      'Did it come suddenly or over days?',
      'Is it there at rest or when lying flat?',
      'Are there chest pain, cough, fever or swollen legs?',
      'Are there asthma, COPD, heart failure or a recent journey or operation?',
    ],
    advice:
      'New breathlessness needs an examination and an oxygen saturation today; if it is there at rest or speaking is hard, call the emergency number now.',
    followUp: ['Oxygen saturation and respiratory rate', 'ECG', 'Chest X-ray', 'BNP and D-dimer'],
    monitor: ['Saturation below 92 %', 'Breathlessness at rest', 'Chest pain', 'Leg swelling'],
    referrals: ['Emergency medicine', 'Pulmonology'],
  },
  {
    name: 'Weakness on one side',
    words: /stroke|one side|face drooping|slurred|hemipar|weakness/i,
    risk: 'High',
    questions: [
      'When was the person last seen well?',
      'Are face, arm, speech or sight affected?',
      'Is an anticoagulant being taken?',
    ],
    advice:
      'Sudden weakness, a drooping face or slurred speech is a stroke until shown otherwise: call the emergency number now, because treatment depends on the hour.',
    followUp: ['CT of the head at once', 'Blood glucose', 'Time last seen well on record'],
    monitor: ['Level of consciousness', 'Speech', 'Blood pressure'],
    referrals: ['Stroke unit', 'Neurology'],
  },
  {
    name: 'Abdominal pain',
    words: /abdom|stomach ?ache|belly|epigastr/i,
    risk: 'Medium',
    questions: [
      'Where is it, and has it moved?',
      'Are there vomiting, fever, or blood in the stool?',
      'Could there be a pregnancy?',
    ],
    advice:
      'Pain that is severe, moves to the lower right side, or comes with fever or vomiting should be examined today.',
    followUp: ['Abdominal examination', 'Complete blood count and CRP', 'Urinalysis', 'Ultrasound'],
    monitor: ['Fever', 'Persistent vomiting', 'Rigid abdomen', 'Blood in the stool'],
    referrals: ['General surgery', 'Gastroenterology'],
  },
  {
    name: 'Headache',
    words: /headache|migraine/i,
    risk: 'Medium',
    questions: [
      'Did it reach its worst within a minute?',
      'Are there fever, a stiff neck, or trouble with sight or speech?',
      'How often does it come, and what has helped?',
    ],
    advice:
      'Most headaches are harmless. One that is sudden and the worst ever, or comes with fever, a stiff neck or weakness, is an emergency.',
    followUp: ['Neurological examination', 'Blood pressure', 'Headache diary for four weeks'],
    monitor: ['Sudden worst headache', 'Stiff neck', 'Change of vision', 'Confusion'],
    referrals: ['Neurology'],
  },
  {
    name: 'Cough and fever',
    words: /cough|fever|sore throat|flu\b/i,
    risk: 'Medium',
    questions: [
      'How long, and how high is the temperature?',
      'Is there sputum, and is there blood in it?',
      'Does breathing in hurt, or is breath short?',
    ],
    advice:
      'Rest, fluids and paracetamol help with most infections. Breathlessness, confusion or a fever beyond three days should be examined.',
    followUp: ['Temperature and saturation', 'Auscultation', 'Chest X-ray if crackles are heard'],
    monitor: ['Fever beyond three days', 'Breathlessness', 'Blood in the sputum'],
    referrals: ['Primary care'],
  },
  {
    name: 'Rash',
    words: /\brash|itch|hives|urticaria/i,
    risk: 'Low',
    questions: [
      'Does it fade when pressed with a glass?',
      'Is anything new: a drug, food, soap or plant?',
      'Are lips or tongue swollen?',
    ],
    advice:
      'A rash without fever and with normal breathing can usually wait for an appointment. One that does not fade under a glass, or swelling of lips or tongue, is an emergency.',
    followUp: ['Skin examination', 'Review of new drugs'],
    monitor: ['Swelling of lips or tongue', 'Fever', 'Spots that do not fade'],
    referrals: ['Dermatology'],
  },
  {
    name: 'Back pain',
    words: /back pain|lumbago|sciatica/i,
    risk: 'Low',
    questions: [
      'Does it go down a leg, with numbness or weakness?',
      'Is there trouble passing urine, or numbness between the legs?',
      'Were there a fall, fever or loss of weight?',
    ],
    advice:
      'Keep moving as far as pain allows; most back pain is better within weeks. Numbness between the legs or trouble passing urine is an emergency.',
    followUp: [
      'Neurological examination of the legs',
      'Physiotherapy',
      'No imaging without red flags',
    ],
    monitor: ['Weakness of a leg', 'Loss of bladder control', 'Fever'],
    referrals: ['Physiotherapy', 'Orthopaedics'],
  },
];

export const general: Topic = {
  name: 'General symptoms',
  words: /$^/,
  risk: 'Low',
  questions: [
    'What troubles you most, and since when?',
    'How severe is it from 0 to 10, and what makes it better or worse?',
    'Which medicines do you take, and are there allergies?',
  ],
  advice:
    'With these answers it can be said how soon a doctor should have a look. Call the emergency number for chest pain, trouble breathing, sudden weakness or heavy bleeding.',
  followUp: ['Full history and examination', 'Appointment in primary care'],
  monitor: ['New or worsening symptoms', 'Fever', 'Loss of weight'],
  referrals: ['Primary care'],
};

export function topicOf(text: string): Topic {
  return topics.find(({ words }) => words.test(text)) ?? general;
}
