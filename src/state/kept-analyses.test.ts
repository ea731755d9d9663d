import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { AnalysisRequest, AnalysisResult } from '../core/analysis.ts';
import type { AnalysisStanding, AskedAnalysis } from '../core/asked-analysis.ts';
import { askedAnalysis, runningJob } from '../testing/sample-analyses.ts';
import { changedAnalyses, readAnalyses } from './kept-analyses.ts';

const requests: AnalysisRequest[] = [
  { kind: 'symptoms' },
  { kind: 'classification', categories: ['a', 'b'] },
  { kind: 'extraction', fields: [{ name: '__proto__', type: 'yes-no' }] },
];
const results: AnalysisResult[] = [
  {
    kind: 'symptoms',
    riskLevel: 'high',
    followUpActions: ['x'],
    symptomsToMonitor: [],
    referrals: [],
  },
  { kind: 'summary', text: 'x' },
  { kind: 'key-phrases', phrases: ['x'] },
  { kind: 'sentiment', score: -0.5 },
  { kind: 'classification', category: 'a' },
  {
    kind: 'extraction',
    values: [null, 'x', 1, true, ['x']].map((value) => ({ name: '__proto__', value })),
  },
  { kind: 'unreadable', asked: 'extraction', raw: '```' },
];
const standings: AnalysisStanding[] = [
  { phase: 'waiting' },
  { phase: 'starting' },
  { phase: 'running', job: runningJob },
  { phase: 'overdue', job: { ...runningJob, request: { kind: 'sentiment' } } },
  ...results.map((result) => ({ phase: 'done', job: runningJob, result, at: 3 }) as const),
  { phase: 'failed', detail: 'no', at: 3 },
  { phase: 'uncertain', detail: 'no', at: 3 },
];

/** As a device gives it back. */
function stored(records: ReadonlyMap<string, unknown>): Map<string, unknown> {
  const kept = [...records].map(
    ([name, record]) => [name, JSON.parse(JSON.stringify(record)) as unknown] as const,
  );
  return new Map(kept.reverse());
}

const anyList = fc
  .array(fc.tuple(fc.constantFrom(...requests), fc.constantFrom(...standings)))
  .map((pairs) =>
    pairs.map(([request, standing], index) =>
      askedAnalysis({ id: `${index}`, askedAt: 1000 - index, request, standing }),
    ),
  );

it('[AN3] analyses in every state read back as they were', () => {
  fc.assert(
    fc.property(anyList, (analyses) => {
      expect(readAnalyses(stored(changedAnalyses([], analyses)))).toEqual(analyses);
    }),
  );
});

it('[AN3] only what has changed is written, and what was removed is gone', () => {
  const [a, b, c] = ['a', 'b', 'c'].map((id) => askedAnalysis({ id })) as [
    AskedAnalysis,
    AskedAnalysis,
    AskedAnalysis,
  ];
  const changed = { ...b, standing: { phase: 'starting' } as const };
  expect([...changedAnalyses([a, b], [changed, c])]).toEqual([
    ['analysis/b', changed],
    ['analysis/c', c],
    ['analysis/a', undefined],
  ]);
  expect(changedAnalyses([a], [a]).size).toBe(0);
});

it('[AN3] what has another shape is refused, and other records are not looked at', () => {
  const odd = { ...askedAnalysis(), standing: { phase: 'done' } };
  expect(() => readAnalyses(new Map([['analysis/x', odd]]))).toThrow();
  expect(readAnalyses(new Map([['exchange/x', odd]]))).toEqual([]);
});
