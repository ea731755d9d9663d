/**
 * Who takes a conversation over, why, and how long it takes.
 *
 * Its one law: a handover names a person by role, a reason and an expected wait.
 */
import type { Part } from './answer.ts';

const people = {
  clinician: { name: 'Dr. Ingrid Berg', role: 'Attending physician, internal medicine', wait: 10 },
  cardiology: { name: 'Dr. Samuel Osei', role: 'Cardiologist on call', wait: 5 },
  surgery: { name: 'Dr. Lena Fischer', role: 'Surgeon on call', wait: 15 },
  neurology: { name: 'Dr. Amir Haddad', role: 'Neurologist on call', wait: 5 },
  pharmacy: { name: 'Mei Tanaka', role: 'Clinical pharmacist', wait: 20 },
} as const;

export type Colleague = keyof typeof people;

export function handoffTo(colleague: Colleague, question: string, reason?: string): Part {
  const { name, role, wait } = people[colleague];
  const why = reason ?? 'You asked for a person to take over.';
  return {
    messageType: 'Handoff',
    text: `${name} (${role}) takes over. Expected wait: ${wait} minutes.`,
    data: {
      assignedTo: name,
      role,
      reason: why,
      expectedWaitMinutes: wait,
      from: 'Clinical desk',
      lastQuestion: question.slice(0, 200),
    },
  };
}
