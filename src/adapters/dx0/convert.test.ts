import { describe, expect, it } from 'vitest';
import { isActionRefusal, isRateLimit, toRefusal, toSettlement } from './convert.ts';

describe('a settlement', () => {
  it('[OR3] is in cents, and without a remainder there is no limit', () => {
    const piece = {
      reply: '',
      done: true as const,
      cost: 8.2,
      total_spent: 24.6,
      ordered_tests: ['x'],
    };
    expect(toSettlement(piece)).toEqual({
      cost: 820,
      totalSpent: 2460,
      remaining: null,
      orderedTests: ['x'],
    });
    expect(toSettlement({ ...piece, remaining_budget: 0 }).remaining).toBe(0);
    expect(toSettlement({ ...piece, remaining_budget: null }).remaining).toBeNull();
  });
});

describe('a refusal', () => {
  const tooLong =
    "1 validation error for MessageIn\ncontent\n  String should have at most 10000 characters [type=string_too_long, input_value='rate limit xxxxxx', input_type=str]\n    For further information visit https://errors.pydantic.dev/2.10/v/string_too_long";

  it('[AU2] is told by field and fault, without the echo of what was sent', () => {
    expect(toRefusal(tooLong)).toBe('content: String should have at most 10000 characters');
    expect(toRefusal('Budget exceeded')).toBe('Budget exceeded');
    expect(toRefusal('x'.repeat(1000))).toHaveLength(300);
  });

  it('[CN5] is a rate limit when the server says so, not when it echoes somebody who did', () => {
    expect(isRateLimit('Rate limit exceeded')).toBe(true);
    expect(isRateLimit(tooLong)).toBe(false);
    expect(isRateLimit('Budget exceeded')).toBe(false);
  });

  it('[TU1] is about the spelling of the action when it names the action', () => {
    expect(
      isActionRefusal("1 validation error for MessageIn\naction\n  Input should be 'question'"),
    ).toBe(true);
    expect(isActionRefusal(tooLong)).toBe(false);
  });
});
