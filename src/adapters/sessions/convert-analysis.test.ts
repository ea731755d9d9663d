import { describe, expect, it } from 'vitest';
import type { AnalysisRequest } from '../../core/analysis.ts';
import { toProgress, toTask } from './convert-analysis.ts';

const resultOf = (request: AnalysisRequest, result: string) =>
  toProgress(request, { status: 'done', result });
const read = (request: AnalysisRequest, result: string) => {
  const progress = resultOf(request, result);
  return progress.phase === 'done' ? progress.result : null;
};
const unreadable = (request: AnalysisRequest, raw: string) =>
  expect(read(request, raw)).toEqual({ kind: 'unreadable', asked: request.kind, raw });

const symptoms = { kind: 'symptoms' } as const;
const good = {
  risk_level: 'High',
  follow_up_actions: ['ECG'],
  monitor_symptoms: ['pain'],
  specialist_referrals: ['Cardiology'],
};

describe('symptoms', () => {
  it('[AN1] are read bare, in a fence, and with words around the fence', () => {
    const wanted = {
      kind: 'symptoms',
      riskLevel: 'high',
      followUpActions: ['ECG'],
      symptomsToMonitor: ['pain'],
      referrals: ['Cardiology'],
    };
    const json = JSON.stringify(good);
    for (const text of [
      json,
      `\`\`\`json\n${json}\n\`\`\``,
      `Sure:\n\`\`\`\n${json}\n\`\`\`\nOk`,
    ]) {
      expect(read(symptoms, text)).toEqual(wanted);
    }
  });

  it('[AN1] a single entry stands for a list of one', () => {
    const result = read(symptoms, JSON.stringify({ ...good, specialist_referrals: 'Cardiology' }));
    expect(result).toMatchObject({ referrals: ['Cardiology'] });
  });

  it('[AN2] of another shape are handed over to the letter', () => {
    unreadable(symptoms, 'High risk, do an ECG');
    unreadable(symptoms, '```json\n{"risk_level": "High"');
    unreadable(symptoms, JSON.stringify({ ...good, risk_level: 'Severe' }));
    unreadable(symptoms, JSON.stringify({ ...good, monitor_symptoms: [5] }));
    unreadable(symptoms, JSON.stringify([good]));
    unreadable(symptoms, '```{}```\n```{}```');
    unreadable(symptoms, '');
  });
});

describe('other kinds', () => {
  it('[AN1] a summary is text', () => {
    expect(read({ kind: 'summary' }, ' All is well.\n')).toEqual({
      ...{ kind: 'summary', text: 'All is well.' },
    });
    expect(read({ kind: 'summary' }, '{"summary":"Well"}')).toMatchObject({ text: 'Well' });
    unreadable({ kind: 'summary' }, ' ');
  });

  it('[AN1] key phrases are a list, named or not', () => {
    expect(read({ kind: 'key-phrases' }, '["a","b"]')).toMatchObject({ phrases: ['a', 'b'] });
    expect(read({ kind: 'key-phrases' }, '{"keywords":["a"]}')).toMatchObject({ phrases: ['a'] });
    unreadable({ kind: 'key-phrases' }, 'a, b');
  });

  it('[AN2] a sentiment is a number between -1 and 1', () => {
    expect(read({ kind: 'sentiment' }, '{"score":-0.4}')).toMatchObject({ score: -0.4 });
    expect(read({ kind: 'sentiment' }, '0')).toMatchObject({ score: 0 });
    unreadable({ kind: 'sentiment' }, '{"score":4}');
    unreadable({ kind: 'sentiment' }, 'Rather positive');
  });

  it('[AN2] a class is one of those that were asked for', () => {
    const request = { kind: 'classification', categories: ['Legal', 'Medical'] } as const;
    expect(read(request, '{"category":"medical"}')).toMatchObject({ category: 'Medical' });
    expect(read(request, ' Legal\n')).toMatchObject({ category: 'Legal' });
    unreadable(request, '{"category":"business"}');
  });
});

describe('extraction', () => {
  const request = {
    kind: 'extraction',
    fields: [
      { name: 'name', type: 'text' },
      { name: 'age', type: 'number' },
      { name: 'smokes', type: 'yes-no' },
      { name: 'drugs', type: 'list' },
    ],
  } as const;

  it('[AN2] gives all fields that were asked for, in their order, and no others', () => {
    const json = '{"drugs":["a"],"age":4,"name":"X","smokes":null,"more":1}';
    expect(read(request, json)).toEqual({
      kind: 'extraction',
      values: [
        { name: 'name', value: 'X' },
        { name: 'age', value: 4 },
        { name: 'smokes', value: null },
        { name: 'drugs', value: ['a'] },
      ],
    });
  });

  it('[AN2] with a field of another type, or none of the fields, is unreadable', () => {
    unreadable(request, '{"name":"X","age":"four"}');
    unreadable(request, '{"other":1}');
    unreadable(request, '[1]');
    unreadable(request, '{"__proto__":{"name":"X"}}');
  });

  it('[AN1] tells the fields to the model', () => {
    const schema = '{"name":"string","age":"number","smokes":"boolean","drugs":["string"]}';
    expect(toTask(request, 'The text')).toContain(`Schema: ${schema}`);
    expect(toTask(request, 'The text')).toContain('The text');
  });
});

it('[AN3] a job that failed says so in words of ours', () => {
  const job = { status: 'error', error: '401 Incorrect API key provided: sk-stub' } as const;
  const progress = toProgress(symptoms, job);
  expect(progress).toMatchObject({ phase: 'failed' });
  expect(JSON.stringify(progress)).not.toContain('sk-');
});
