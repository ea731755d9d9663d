import { describe, expect, it } from 'vitest';
import type { ReceivedMessage } from '../mock-server/faults/ledger.ts';
import { delta, finished, message, sent, started, converse } from '../src/testing/samples.ts';
import type { Intent } from './checker.ts';
import { findCrossings, findFaults } from './checker.ts';

const text = 'Text of a';
const taken: ReceivedMessage = {
  ...{ backEnd: 'dx0', sessionId: 'session-1', connection: 1, action: 'question', text },
  ...{ at: 1, cost: 0, repliedFrames: 2, answer: 'Yes.', finished: true },
};
const meant: Intent = { action: 'ask', text, assistantId: 'dx0' };
const conversation = converse(
  { type: 'message-written', message: message('a') },
  ...[sent('a'), started('a'), delta('a', 'Yes.'), finished('a')],
);
const records = { intents: [meant], received: [taken], conversations: [conversation], orders: [] };
const crossing = { ...records, elsewhere: [] };
const verdicts = (findings: readonly { verdict: string }[]) =>
  findings.map(({ verdict }) => verdict);

describe('what the checker of random schedules sees', () => {
  it('nothing where nothing is wrong', () => {
    expect(findFaults(records)).toEqual([]);
    expect(findCrossings(crossing)).toEqual([]);
  });

  it.each([
    ['lost', { conversations: [] }],
    ['doubled', { received: [taken, taken] }],
    ['phantom', { intents: [] }],
    ['falsely delivered', { received: [] }],
    ['falsely whole', { received: [{ ...taken, answer: 'Yes. Call.' }] }],
  ])('[F19] %s', (verdict, change) => {
    expect(verdicts(findFaults({ ...records, ...change }))).toContain(verdict);
  });

  it('[TE1] what was meant in another tenant, here', () => {
    const findings = findCrossings({ ...crossing, elsewhere: [meant] });
    expect(verdicts(findings)).toEqual(['in another tenant', 'in another tenant']);
  });

  it.each([
    ['with another assistant', { backEnd: 'ai-doctor' }],
    ['on another session', { sessionId: 'session-2' }],
  ])('[CN6] taken %s than the screen shows it', (_, change) => {
    const findings = findCrossings({ ...crossing, received: [{ ...taken, ...change }] });
    expect(verdicts(findings)).toEqual(['in another conversation']);
  });
});
