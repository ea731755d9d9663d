/**
 * Access tokens: really signed JWTs (HS256).
 *
 * The key is derived from the seed, so that a server started again with the same seed takes the
 * access tokens of the one before, as the real server does with its configured key. Its one law: a
 * token that does not verify has no claims; nothing tells why.
 */
import { createHash } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';
import { wireClaims, type WireClaims } from '../../src/adapters/dx0/wire.ts';

export interface Tokens {
  sign(claims: Omit<WireClaims, 'exp'>, lifeSeconds: number): Promise<string>;
  verify(token: string): Promise<WireClaims | undefined>;
  /** Makes every token issued so far worthless. */
  expireAll(): void;
}

export function createTokens(seed: number, now: () => number): Tokens {
  let generation = 0;
  let key = deriveKey(seed, generation);
  return {
    sign(claims, lifeSeconds) {
      const exp = Math.floor(now() / 1000) + lifeSeconds;
      return new SignJWT({ ...claims, exp })
        .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
        .sign(key);
    },
    async verify(token) {
      try {
        const options = { algorithms: ['HS256'], currentDate: new Date(now()) };
        const { payload } = await jwtVerify(token, key, options);
        return wireClaims.parse(payload);
      } catch {
        return undefined;
      }
    },
    expireAll() {
      generation += 1;
      key = deriveKey(seed, generation);
    },
  };
}

function deriveKey(seed: number, generation: number): Buffer {
  return createHash('sha256').update(`bedside mock dx0 ${seed} ${generation}`).digest();
}
