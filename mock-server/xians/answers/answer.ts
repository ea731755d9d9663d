/**
 * What a workflow answers: parts of an answer, in the order in which they are said.
 *
 * Its one law: `customer-support` answers a chat with one chat and nothing else, unless it is asked to
 * in brackets.
 */
import type { Directions } from '../directions.ts';
import type { MessageType, Said } from '../threads.ts';
import { consult } from './clinical-desk.ts';
import { vitalSigns } from './cards.ts';
import { handoffTo } from './handoffs.ts';

export interface Part {
  readonly messageType: MessageType;
  readonly text: string | null;
  readonly data: unknown;
  readonly hint?: string;
}

export function answer(
  workflow: string,
  question: string,
  { messageType }: Said,
  directions: Directions,
): readonly Part[] {
  // What is no chat is taken note of.
  const parts = messageType === 'Chat' ? answerChat(workflow, question) : [];
  const shaped = parts.map((part) =>
    part.messageType === 'Chat' ? shape(part, directions) : part,
  );
  const asked: Part[] = [];
  if (directions.data) asked.push({ messageType: 'Data', text: null, data: vitalSigns() });
  if (directions.handoff !== undefined) asked.push(handoffTo('clinician', question));
  return [...shaped, ...asked];
}

function answerChat(workflow: string, question: string): readonly Part[] {
  if (workflow === 'clinical-desk') return consult(question);
  return [{ messageType: 'Chat', text: supportAnswer(question), data: null }];
}

function supportAnswer(question: string): string {
  const about = question === '' ? 'your message' : `“${question.slice(0, 80)}”`;
  return `Thank you for writing. I have noted ${about} and opened a request for it; a member of the support desk follows it up today. For anything about a patient's care, please ask the clinical desk.`;
}

function shape(part: Part, { empty, length }: Directions): Part {
  const text = part.text ?? '';
  if (empty) return { ...part, text: '' };
  if (length === undefined) return part;
  return { ...part, text: text.padEnd(length, ` ${filler}`).slice(0, length) };
}

const filler = 'Observations are repeated hourly and written into the chart.';
