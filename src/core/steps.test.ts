import { describe, expect, it } from 'vitest';
import type { Step, Turn } from './conversation.ts';
import { seamsOf, stagesOf, timeSteps } from './steps.ts';

const step = (name: string, startedAt: number, agent: string | null = null, after = 0): Step => ({
  name,
  agent,
  startedAt,
  after,
});

const streaming: Turn = { phase: 'streaming', startedAt: 0, text: '' };
const finished: Turn = { phase: 'finished', startedAt: 0, finishedAt: 90, text: '' };
const cut: Turn = {
  phase: 'interrupted',
  at: 70,
  text: '',
  failure: { kind: 'connection-lost' },
};

describe('[TK7] the steps of a reply', () => {
  const steps = [step('Validating', 10), step('Triage', 30)];

  it('last until the next one, and the last until the turn ends, however it ends', () => {
    expect(timeSteps({ steps, turn: finished }).map(({ endedAt }) => endedAt)).toEqual([30, 90]);
    expect(timeSteps({ steps, turn: cut }).map(({ endedAt }) => endedAt)).toEqual([30, 70]);
  });

  it('the last one goes on while the reply does', () => {
    expect(timeSteps({ steps, turn: streaming }).at(-1)?.endedAt).toBeNull();
  });

  it('show where another agent begins to speak, once an agent', () => {
    const spoken = [
      step('Validating', 0),
      step('Triage', 1, 'Triage'),
      step('Retrieving context', 2, 'Triage'),
      step('Diagnostic', 3, 'Diagnostic', 40),
      step('Generating', 4, 'Diagnostic', 40),
    ];
    expect(seamsOf({ steps: spoken })).toEqual([
      { offset: 0, agent: 'Triage' },
      { offset: 40, agent: 'Diagnostic' },
    ]);
  });

  it('of one agent are one stage, with what it does now', () => {
    const agentSteps = [
      step('Validating', 0),
      step('Triage', 10, 'Triage'),
      step('Generating', 20, 'Triage'),
    ];
    expect(stagesOf(timeSteps({ steps: agentSteps, turn: streaming }))).toEqual([
      { name: 'Validating', detail: null, startedAt: 0, endedAt: 10 },
      { name: 'Triage', detail: 'Generating', startedAt: 10, endedAt: null },
    ]);
  });

  it('an agent that said nothing has no place in the text', () => {
    const silent = [step('Triage', 1, 'Triage'), step('Diagnostic', 2, 'Diagnostic')];
    expect(seamsOf({ steps: silent })).toEqual([{ offset: 0, agent: 'Diagnostic' }]);
  });
});
