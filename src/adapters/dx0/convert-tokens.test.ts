import { describe, expect, it } from 'vitest';
import { BadFrame } from '../../core/errors.ts';
import { readClaims, toTokens } from './convert-tokens.ts';

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
