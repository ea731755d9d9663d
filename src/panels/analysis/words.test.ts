import { describe, expect, it, test } from 'vitest';
import type { AnalysisResult } from '../../core/analysis.ts';
import type { AnalysisStanding } from '../../core/asked-analysis.ts';
import { askedAnalysis, runningJob } from '../../testing/sample-analyses.ts';
import { resultText, withStamp } from './result-text.ts';
import {
  announce,
  describeScore,
  describeStanding,
  describeSubject,
  describeValue,
} from './words.ts';

const symptoms: AnalysisResult = {
  kind: 'symptoms',
  riskLevel: 'high',
  followUpActions: ['ECG'],
  symptomsToMonitor: ['Pain', 'Sweating'],
  referrals: [],
};
const done = (result: AnalysisResult): AnalysisStanding => ({
  ...{ phase: 'done', job: runningJob, result, at: 0 },
});
const line = (standing: AnalysisStanding, opensIn = 0) =>
  describeStanding(askedAnalysis({ standing }), opensIn);

describe('[AN3] how it stands, in one line', () => {
  it.each<[string, AnalysisStanding]>([
    ['Waits for its turn', { phase: 'waiting' }],
    ['Being started', { phase: 'starting' }],
    ['Being read', { phase: 'running', job: runningJob }],
    ['Still running', { phase: 'overdue', job: runningJob }],
    ['Failed', { phase: 'failed', detail: 'no', at: 0 }],
    ['Not known whether it was started', { phase: 'uncertain', detail: 'no', at: 0 }],
    ['High risk · 1 follow-up action', done(symptoms)],
    ['None found', done({ kind: 'key-phrases', phrases: [] })],
    ['a, b', done({ kind: 'key-phrases', phrases: ['a', 'b'] })],
    ['-0.67, negative', done({ kind: 'sentiment', score: -2 / 3 })],
    ['Cardiac', done({ kind: 'classification', category: 'Cardiac' })],
    [
      '1 of 2 fields in the text',
      done({
        kind: 'extraction',
        values: [
          { name: 'a', value: false },
          { name: 'b', value: null },
        ],
      }),
    ],
    ['Could not be read as structured', done({ kind: 'unreadable', asked: 'summary', raw: 'x' })],
  ])('%s', (words, standing) => {
    expect(line(standing)).toBe(words);
  });

  it('counts down to its turn', () => {
    expect(line({ phase: 'waiting' }, 4001)).toBe('Waits for its turn: 5 s');
  });
});

test.each([
  [-1, '-1, negative'],
  [-0.2, '-0.2, neutral'],
  [0, '0, neutral'],
  [0.201, '+0.2, positive'],
])('[AN1] a sentiment of %d is "%s"', (score, words) => {
  expect(describeScore(score)).toBe(words);
});

test.each([
  [null, null],
  [true, 'Yes'],
  [0, '0'],
  ['', ''],
  [[], 'None'],
  [['a', 'b'], 'a; b'],
])('[AN1] a value of %j is "%s"', (value, words) => {
  expect(describeValue(value)).toBe(words);
});

test('[AN3] an end is announced with its result; being started is not', () => {
  const said = (standing: AnalysisStanding, opensAt: number | null = null) =>
    announce(askedAnalysis({ standing }), opensAt);
  expect(said(done({ kind: 'summary', text: 'Fine' }))).toBe('Summary is ready. Fine.');
  expect(said(done({ kind: 'summary', text: 'Fine.' }))).toBe('Summary is ready. Fine.');
  expect(said({ phase: 'starting' })).toBe('');
  expect(said({ phase: 'waiting' })).toBe('');
  expect(said({ phase: 'waiting' }, 5)).toContain('starts by itself');
  expect(said({ phase: 'failed', detail: 'The model failed.', at: 0 })).toContain(
    'The model failed.',
  );
});

test('[AN1] says what it is of', () => {
  const subject = { ...askedAnalysis().subject, title: 'Does he smoke?' };
  expect(describeSubject(subject)).toBe('the conversation “Does he smoke?”');
  expect(describeSubject({ ...subject, kind: 'selection' })).toBe(
    'a selection from “Does he smoke?”',
  );
  expect(describeSubject({ ...subject, kind: 'pasted' })).toBe('the pasted text “Does he smoke?”');
});

test('[AN1] a copied result says what it is, of what, by whom and when', () => {
  const copied = withStamp(resultText(symptoms), askedAnalysis(), Date.UTC(2030, 0, 15, 9));
  expect(copied).toContain('High risk\n\nFollow-up actions:\n- ECG');
  expect(copied).toContain('Specialist referrals:\nNone named');
  expect(copied).toMatch(
    /\[AI-generated, verify\. Summary of the conversation “Does he smoke\?” \(25 characters\) · Sessions at clinic\.example · 15 Jan 2030/,
  );
});

test('[AN2] what could not be read is copied to the letter', () => {
  const raw = '```json\n{"a"';
  expect(resultText({ kind: 'unreadable', asked: 'symptoms', raw })).toBe(
    `Could not be read as structured:\n\n${raw}`,
  );
});

test('[AN1] every other result is text as well', () => {
  const texts = [
    resultText({ kind: 'summary', text: 'Fine' }),
    resultText({ kind: 'sentiment', score: 0.5 }),
    resultText({ kind: 'classification', category: 'Cardiac' }),
    resultText({ kind: 'extraction', values: [{ name: 'Age', value: null }] }),
  ];
  expect(texts).toEqual([
    ...['Fine', 'Sentiment: +0.5, positive (from −1 to +1)', 'Category: Cardiac'],
    'Age: not in the text',
  ]);
});
