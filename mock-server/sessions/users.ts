/**
 * Who asks, by the bearer token alone.
 *
 * Any token is somebody, except those that hold `invalid`, `expired` or `no-org`; the token of a Dx0
 * sign-in is its person for as long as it is good there. Its one law: an opaque token is never the
 * id of its user, because without an owner check everybody can read that id.
 */
import { createHash } from 'node:crypto';
import { decodeJwt } from 'jose';
import { wireClaims } from '../../src/adapters/dx0/wire.ts';
import { Refusal } from './refusal.ts';

export interface User {
  readonly id: string;
  /** Whether the organisation has a key for the model; a token that holds `nokey` has none. */
  readonly hasKey: boolean;
}

/** Where a token of a sign-in is looked up. */
export interface SignIns {
  sessionOf(
    token: string,
  ): Promise<{ readonly username: string; readonly group: string } | undefined>;
}

export interface Users {
  /** Refuses whoever may not ask. */
  identify(authorization: string | undefined): Promise<User>;
  /** Makes every token worthless that was used so far. */
  expireAll(): void;
}

export function createUsers(signIns: SignIns): Users {
  const used = new Set<string>();
  const worthless = new Set<string>();

  async function idOf(token: string): Promise<string> {
    if (isOfSignIn(token)) {
      const session = await signIns.sessionOf(token);
      if (session === undefined) throw new Refusal(401, 'Unauthorized');
      return session.username;
    }
    if (/invalid|expired/.test(token)) throw new Refusal(401, 'Unauthorized');
    if (token.includes('no-org')) throw new Refusal(403, 'No active organization found');
    if (token.includes('no-model')) throw new Refusal(500, 'internal_error');
    return `user_${createHash('sha256').update(token).digest('hex').slice(0, 8)}`;
  }

  return {
    async identify(authorization = '') {
      const token = /^bearer +(\S+) *$/i.exec(authorization)?.[1];
      if (token === undefined || worthless.has(token)) throw new Refusal(401, 'Unauthorized');
      const id = await idOf(token);
      used.add(token);
      return { id, hasKey: !token.includes('nokey') };
    },
    expireAll() {
      for (const token of used) worthless.add(token);
    },
  };
}

function isOfSignIn(token: string): boolean {
  try {
    return wireClaims.safeParse(decodeJwt(token)).success;
  } catch {
    return false;
  }
}
