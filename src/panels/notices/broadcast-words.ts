/**
 * A notice to everybody, in words: what each grade does, why a tenant cannot be chosen, what became of
 * it. Its one law: “taken” is said only where the server said so.
 */
import { BadFrame, isAbort, ServerFault, TimedOut, Unreachable } from '../../core/errors.ts';
import { explainError } from '../../core/explain-error.ts';
import type { NoticeGrade } from '../../core/notice.ts';
import { formatTime } from '../../lib/format-time.ts';
import type { Outcome, SentNotice, Standing } from '../../state/broadcast.ts';
import { faultOf, longestText, longestTitle } from '../../state/broadcast.ts';

export const gradeOptions: readonly { value: NoticeGrade; label: string; description: string }[] = [
  {
    value: 'information',
    label: 'Information',
    description: 'Passes by in a corner, and stands in everybody’s list.',
  },
  {
    value: 'warning',
    label: 'Warning',
    description: 'Stands in a corner until it is closed, and in everybody’s list.',
  },
  {
    value: 'emergency',
    label: 'Emergency',
    description:
      'Interrupts everybody, whatever they do, and comes back every 30 s until each has acknowledged it.',
  },
];

export interface DraftFaults {
  readonly title?: string;
  readonly text?: string;
}

/** What is missing is told once somebody wants to send; what is too much, as soon as it is. */
export function describeFault(draft: SentNotice['draft'], wantsToSend: boolean): DraftFaults {
  switch (faultOf(draft)) {
    case 'no-title':
      return wantsToSend ? { title: 'Write in a few words what it is about.' } : {};
    case 'long-title':
      return { title: tooLong(draft.title, longestTitle) };
    case 'long-text':
      return { text: tooLong(draft.text, longestText) };
    case null:
      return {};
  }
}

function tooLong(text: string, longest: number): string {
  return `Too long by ${text.trim().length - longest}: at most ${longest} characters.`;
}

export const standings: Record<Exclude<Standing, 'ready'>, string> = {
  'signed-out': 'You are not signed in there.',
  'not-allowed': 'You may not send notices to everybody there.',
  'no-notices': 'No notices are read there.',
};

/** @param count of tenants that are chosen, of `all` that the site has */
export function describeSend(count: number, all: number, grade: NoticeGrade): string {
  const what = grade === 'emergency' ? 'Send emergency' : 'Send';
  if (count === 0) return what;
  return all === 1 ? `${what} to everybody` : `${what} to ${tenants(count)}`;
}

const tenants = (count: number) => (count === 1 ? '1 tenant' : `${count} tenants`);

export function describeOutcome(outcome: Outcome): string {
  switch (outcome.phase) {
    case 'sending':
      return 'Being sent …';
    case 'taken':
      return `Taken by the server at ${formatTime(outcome.at)}.`;
    case 'refused':
      return `Not sent. ${explainError(outcome.error)}`;
    case 'unknown':
      return `It is not known whether it arrived. ${whyUnknown(outcome.error)} It may be there already: sent again, it may be shown twice.`;
  }
}

/** What to do about it is said behind it, once. */
function whyUnknown(error: unknown): string {
  if (isAbort(error)) return 'You were signed out there before the server answered.';
  if (error instanceof Unreachable) return 'No answer came from the server.';
  if (error instanceof ServerFault) return `The server failed (status ${error.status}).`;
  const isOurs = error instanceof TimedOut || error instanceof BadFrame;
  return isOurs ? `${error.message}.` : 'Something went wrong in Bedside itself.';
}

const alone: Record<Outcome['phase'], string> = {
  sending: 'Being sent …',
  taken: 'Sent.',
  refused: 'Not sent.',
  unknown: 'It is not known whether it arrived.',
};

/** How it stands at all of them, in one line. */
export function summarise({ outcomes }: Pick<SentNotice, 'outcomes'>): string {
  const phases = [...outcomes.values()].map(({ phase }) => phase);
  const [only] = phases;
  if (only && phases.length === 1) return alone[only];
  const count = (phase: Outcome['phase']) => phases.filter((each) => each === phase).length;
  const rest = [
    [count('sending'), 'under way'],
    [count('refused'), 'not sent'],
    [count('unknown'), 'not known'],
  ] as const;
  return [
    `Taken by ${count('taken')} of ${tenants(phases.length)}`,
    ...rest.flatMap(([number, what]) => (number === 0 ? [] : [`${number} ${what}`])),
  ].join(' · ');
}
