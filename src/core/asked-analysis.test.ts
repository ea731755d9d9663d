import { describe, expect, it } from 'vitest';
import { askedAnalysis, runningJob } from '../testing/sample-analyses.ts';
import type { AnalysisStanding } from './asked-analysis.ts';
import { isOf, isUnderWay, resumeAnalyses } from './asked-analysis.ts';

const waiting: AnalysisStanding = { phase: 'waiting' };
const starting: AnalysisStanding = { phase: 'starting' };
const running: AnalysisStanding = { phase: 'running', job: runningJob };
const overdue: AnalysisStanding = { phase: 'overdue', job: runningJob };

const resumed = (standing: AnalysisStanding, isSameSession = true) =>
  resumeAnalyses([askedAnalysis({ standing })], 7, isSameSession)[0]?.standing;

describe('[AN3] at the next load of the page', () => {
  it('a start that was on its way is uncertain, and not made again', () => {
    expect(resumed(starting)).toMatchObject({ phase: 'uncertain', at: 7 });
    expect(resumed(starting, false)).toMatchObject({ phase: 'uncertain', at: 7 });
  });

  it('what waits goes on waiting, but for another sign-in, where it was never sent', () => {
    expect(resumed(waiting)).toEqual(waiting);
    expect(resumed(waiting, false)).toMatchObject({ phase: 'failed', at: 7 });
  });

  it('what was started is as it was', () => {
    expect(resumed(running, false)).toEqual(running);
    expect(resumed(overdue)).toEqual(overdue);
  });
});

it('[AN3] is under way until it has an end, or nobody looks for it', () => {
  const under = [
    waiting,
    starting,
    running,
    overdue,
    { phase: 'failed', detail: '', at: 1 } as const,
  ];
  expect(under.map((standing) => isUnderWay(askedAnalysis({ standing })))).toEqual([
    ...[true, true, true],
    ...[false, false],
  ]);
});

it('[AN1] belongs to its conversation, by its id here or that in the history; pasted text to none', () => {
  const { subject } = askedAnalysis();
  const own = askedAnalysis({ subject: { ...subject, keptId: 'kept-1' } });
  expect(isOf(own, { id: 'conversation-1', keptId: null })).toBe(true);
  expect(isOf(own, { id: 'read-again', keptId: 'kept-1' })).toBe(true);
  expect(isOf(own, { id: 'conversation-2', keptId: 'kept-2' })).toBe(false);
  expect(isOf(askedAnalysis(), { id: 'conversation-2', keptId: null })).toBe(false);
  const pasted = { ...subject, kind: 'pasted', conversationId: null } as const;
  expect(isOf(askedAnalysis({ subject: pasted }), { id: '', keptId: null })).toBe(false);
});
