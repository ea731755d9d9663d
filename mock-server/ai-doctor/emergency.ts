/**
 * Emergencies, found by key words in what was asked.
 *
 * Words decide, not meaning: "stroke volume" raises an alarm and "my chest hurts badly" does not,
 * as with running servers. Its one law: the first rule that fits decides, the most urgent first.
 */

export interface Emergency {
  readonly severity: 'CRITICAL' | 'URGENT';
  readonly action: string;
  /** Telephone number and who answers it, beside 911. */
  readonly contacts: Readonly<Record<string, string>>;
}

interface Rule extends Emergency {
  readonly words: readonly string[];
}

const critical = (cause: string, words: readonly string[], contacts = {}): Rule => ({
  ...{ severity: 'CRITICAL', words, contacts },
  action: `CALL 911 IMMEDIATELY - Possible ${cause}`,
});

const urgent = (cause: string, words: readonly string[]): Rule => ({
  ...{ severity: 'URGENT', words, contacts: {} },
  action: `Go to ER immediately - Possible ${cause}`,
});

const crisisLine = { '988': 'Suicide & Crisis Lifeline (call or text, day and night)' };
const poisonLine = { '1-800-222-1222': 'Poison Control Center (free, confidential)' };

const rules: readonly Rule[] = [
  critical('heart attack', ['chest pain', 'chest pressure', 'crushing chest', 'heart attack']),
  critical('stroke', ['stroke', 'face drooping', 'slurred speech', 'sudden weakness on one side']),
  critical('respiratory failure', ["can't breathe", 'cannot breathe', 'unable to breathe']),
  critical('cardiac arrest', ['unconscious', 'not breathing', 'no pulse']),
  critical('anaphylaxis', ['anaphylaxis', 'throat swelling', 'throat is closing']),
  critical('life-threatening bleeding', ['severe bleeding', 'vomiting blood', 'coughing up blood']),
  critical('suicide risk', ['suicidal', 'kill myself', 'end my life'], crisisLine),
  critical('poisoning', ['overdose', 'poisoned', 'swallowed poison'], poisonLine),
  urgent('surgical emergency', ['severe abdominal pain']),
  urgent('intracranial bleeding', ['worst headache', 'thunderclap headache']),
  urgent('meningitis', ['stiff neck and fever', 'fever and stiff neck']),
  urgent('status epilepticus', ['seizure', 'convulsions']),
];

export function findEmergency(message: string): Emergency | undefined {
  const text = message.toLowerCase();
  return rules.find(({ words }) => words.some((word) => text.includes(word)));
}

export function contactsOf({ contacts }: Emergency): Readonly<Record<string, string>> {
  return { '911': 'Emergency Services (Fire, Police, Medical)', ...contacts };
}

/** What the server says instead of an answer. */
export function emergencyText(emergency: Emergency): string {
  const lines = Object.entries(contactsOf(emergency)).map(([number, who]) => `• ${number}: ${who}`);
  return [
    '🚨 **EMERGENCY DETECTED** 🚨',
    emergency.action,
    '**Emergency Contacts:**',
    lines.join('\n'),
    disclaimer,
    'If you are experiencing a medical emergency, call 911 or go to the nearest emergency room immediately.',
  ].join('\n\n');
}

/** Ends every reply of the agents too. */
export const disclaimer =
  'This information is for educational purposes only and is not a substitute for professional medical advice, diagnosis, or treatment. Always seek the advice of your physician or other qualified health provider with any questions you may have regarding a medical condition.';
