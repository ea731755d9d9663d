import { describe, expect, it } from 'vitest';
import { lastPieceFrame, pieceFrame, splitReply } from './frames.ts';
import { parseMessage } from './messages.ts';

const help = '\n    For further information visit https://errors.pydantic.dev/2.10/v/';

describe('parseMessage', () => {
  it.each([
    ['real', '{"action":"test","content":"x"}', 'test'],
    ['real', '{"content":"x","extra":1}', 'question'],
    ['documented', '{"action":"TEST","content":"x"}', 'TEST'],
    ['documented', '{"content":"x"}', 'QUESTION'],
  ] as const)('takes in %s mode %s', (mode, text, action) => {
    expect(parseMessage(text, mode)).toEqual({ message: { action, content: 'x' } });
  });

  it('counts content in characters, not in UTF-16 units', () => {
    const text = JSON.stringify({ content: '🚨'.repeat(10_000) });
    expect('message' in parseMessage(text, 'real')).toBe(true);
    const over = JSON.stringify({ content: '🚨'.repeat(10_001) });
    expect('error' in parseMessage(over, 'real')).toBe(true);
  });

  it('refuses lower case in documented mode, in the same words', () => {
    expect(parseMessage('{"action":"test","content":"x"}', 'documented')).toEqual({
      error:
        "1 validation error for MessageIn\naction\n  Input should be 'QUESTION', 'TEST' or " +
        `'DIAGNOSIS' [type=enum, input_value='test', input_type=str]${help}enum`,
    });
  });

  it('lists every fault', () => {
    expect(parseMessage('{"action":null}', 'real')).toEqual({
      error:
        "2 validation errors for MessageIn\naction\n  Input should be 'question', 'test' or " +
        `'diagnosis' [type=enum, input_value=None, input_type=NoneType]${help}enum\ncontent\n` +
        "  Field required [type=missing, input_value={'action': None}, input_type=dict]" +
        `${help}missing`,
    });
  });
});

describe('frames', () => {
  const money = { cost: 1, totalSpent: 2, remainingBudget: undefined, orderedTests: [] };

  it.each([
    ['', []],
    ['x'.repeat(20), ['x'.repeat(20)]],
    ['x'.repeat(41), ['x'.repeat(20), 'x'.repeat(20), 'x']],
    ['ok 🚨éok 🚨éok 🚨éok 🚨é', ['ok 🚨éok 🚨éok 🚨éok 🚨é']],
  ])('%j is cut into %j', (text, pieces) => {
    expect(splitReply(text)).toEqual(pieces);
  });

  it('are written as the running server writes them', () => {
    expect(pieceFrame('a')).toBe('{"reply":"a","done":false}');
    expect(lastPieceFrame('a', money)).toBe(
      '{"reply":"a","done":true,"cost":1.0,"total_spent":2.0,"ordered_tests":[]}',
    );
    const limited = { ...money, remainingBudget: 3.5, orderedTests: ['a'] };
    expect(lastPieceFrame('a', limited)).toContain('"remaining_budget":3.5,"ordered_tests":["a"]}');
  });
});
