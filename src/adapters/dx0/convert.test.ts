import { describe, expect, it } from 'vitest';
import { BadFrame } from '../../core/errors.ts';
import {
  isActionRefusal,
  isRateLimit,
  readClaims,
  toRefusal,
  toSettlement,
  toTokens,
} from './convert.ts';

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const token = (claims: unknown) => `${encode({ alg: 'HS256' })}.${encode(claims)}.signature`;
const claims = { sub: 'Zoë Ñandú', sid: 'abc', grp: 'admin', exp: 1_900_000_000 };

describe('a token', () => {
  it('[AU6] tells who holds it, in any letters', () => {
    expect(readClaims(token({ ...claims, more: 1 }))).toEqual(claims);
  });

  it.each(['', 'a.b', 'a.!!!.c', token({ ...claims, exp: 'soon' }), token(null)])(
    '[F38] %j cannot be read, and the error does not quote it',
    (text) => {
      expect(() => readClaims(text)).toThrow(
        new BadFrame('The server sent a token that cannot be read'),
      );
    },
  );

  it('[AU3] lives from now to its end by the clock of the server, never for less than nothing', () => {
    const pair = { access_token: token(claims), refresh_token: 'r' };
    const end = claims.exp * 1000;
    expect(toTokens(pair, end - 5000)).toMatchObject({ expiresAt: end, lifetime: 5000 });
    expect(toTokens(pair, end + 5000)).toMatchObject({ expiresAt: end, lifetime: 0 });
  });
});

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
