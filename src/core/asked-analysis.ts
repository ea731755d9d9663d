/**
 * An analysis that a person asked for: what was to be read, and what became of it.
 *
 * Plain data, so that it can be kept over a reload. Its one law: what may have been started is
 * never said not to have been; a start whose answer nobody heard is `uncertain`.
 */
import type { AnalysisJob, AnalysisRequest, AnalysisResult } from './analysis.ts';

/** Times are milliseconds since 1970. */
export interface AskedAnalysis {
  readonly id: string;
  readonly request: AnalysisRequest;
  readonly subject: AskedSubject;
  /** Who reads, in words for people. */
  readonly service: string;
  readonly askedAt: number;
  readonly standing: AnalysisStanding;
}

export interface AskedSubject {
  readonly kind: 'conversation' | 'selection' | 'pasted';
  /** The conversation that it belongs to; `null` for pasted text, which belongs to none. */
  readonly conversationId: string | null;
  /** Under which id the history has that conversation; `null` where it has not, or not yet. */
  readonly keptId: string | null;
  /** What a person knows it by: the conversation's name, or how the pasted text begins. */
  readonly title: string;
  /** What is read, to the letter. */
  readonly text: string;
}

export type AnalysisStanding =
  /** Nothing has left this device: the server takes only so many in a time. */
  | { readonly phase: 'waiting' }
  | { readonly phase: 'starting' }
  | { readonly phase: 'running'; readonly job: AnalysisJob }
  /** It takes longer than it should, and is not looked for until somebody asks for it. */
  | { readonly phase: 'overdue'; readonly job: AnalysisJob }
  | {
      readonly phase: 'done';
      readonly job: AnalysisJob;
      readonly result: AnalysisResult;
      readonly at: number;
    }
  /** `detail` for people, here and below. */
  | { readonly phase: 'failed'; readonly detail: string; readonly at: number }
  /** It is not known whether it was started. */
  | { readonly phase: 'uncertain'; readonly detail: string; readonly at: number };

/** Whether it is of that conversation, on whichever device that was. */
export function isOf(
  { subject }: AskedAnalysis,
  conversation: { readonly id: string; readonly keptId: string | null },
): boolean {
  if (subject.conversationId === null) return false;
  const isSameKept = subject.keptId !== null && subject.keptId === conversation.keptId;
  return isSameKept || subject.conversationId === conversation.id;
}

/** Whether something may yet come of it by itself. */
export function isUnderWay({ standing }: AskedAnalysis): boolean {
  return ['waiting', 'starting', 'running'].includes(standing.phase);
}

export function latestFirst(analyses: readonly AskedAnalysis[]): readonly AskedAnalysis[] {
  return analyses.toSorted((one, other) => other.askedAt - one.askedAt);
}

/**
 * What was kept, at the next load of the page.
 *
 * @param isSameSession what still waited for its turn goes on only in the sign-in it was asked in
 */
export function resumeAnalyses(
  kept: readonly AskedAnalysis[],
  now: number,
  isSameSession: boolean,
): readonly AskedAnalysis[] {
  return kept.map((analysis) => {
    const { phase } = analysis.standing;
    if (phase === 'starting') return { ...analysis, standing: lostStart(now) };
    const isLeft = phase === 'waiting' && !isSameSession;
    return isLeft ? { ...analysis, standing: neverStarted(now) } : analysis;
  });
}

const lostStart = (at: number): AnalysisStanding => ({
  phase: 'uncertain',
  detail: 'The page was loaded anew before the service had answered.',
  at,
});

const neverStarted = (at: number): AnalysisStanding => ({
  phase: 'failed',
  detail: 'It was still waiting for its turn when its tab was closed. Nothing was sent.',
  at,
});
