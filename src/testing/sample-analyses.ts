/** Analyses to start a test from; a test states what matters to it. */
import type { AnalysisJob } from '../core/analysis.ts';
import type { AskedAnalysis, AskedSubject } from '../core/asked-analysis.ts';

export const runningJob: AnalysisJob = {
  id: 'job-1',
  conversationId: 'place-1',
  request: { kind: 'summary' },
  startedAt: 2,
};

export const conversationSubject: AskedSubject = {
  kind: 'conversation',
  conversationId: 'conversation-1',
  keptId: null,
  title: 'Does he smoke?',
  text: 'clinician: Does he smoke?',
};

export function askedAnalysis(rest: Partial<AskedAnalysis> = {}): AskedAnalysis {
  return {
    id: 'analysis-1',
    request: { kind: 'summary' },
    subject: conversationSubject,
    service: 'Sessions at clinic.example',
    askedAt: 1,
    standing: { phase: 'waiting' },
    ...rest,
  };
}
