/**
 * Who asks: an API key or the access token of a Dx0 sign-in, and for which tenant.
 *
 * A key that begins with `sk-Xnai-` is good unless it holds `wrong`, `expired` or `revoked`, for
 * every tenant or, as `sk-Xnai-only-<tenant>`, for that one. Tenants are known by any plain name that
 * holds no `unknown`. Its one law: whoever brings a token can be nobody but its user, whoever brings a
 * key may speak for anybody. An admin may speak to everybody of a tenant.
 */
import type { IncomingHttpHeaders } from 'node:http';
import type { SignIns } from '../sessions/users.ts';
import { everybodyOf } from './broadcast.ts';

export interface Caller {
  readonly tenantId: string;
  /** In lower case; null for a key. */
  readonly user: string | null;
  /** A key has no group, and may do whatever one may. */
  readonly isAdmin: boolean;
  readonly credential: string;
}

export interface Callers {
  identify(query: URLSearchParams, headers: IncomingHttpHeaders): Promise<Caller | undefined>;
  /** Makes every token worthless that was used so far; keys stay good. */
  expireAll(): void;
}

export function createCallers(signIns: SignIns): Callers {
  const used = new Set<string>();
  const worthless = new Set<string>();

  async function personOf(token: string): Promise<Pick<Caller, 'user' | 'isAdmin'> | undefined> {
    if (worthless.has(token)) return undefined;
    const session = await signIns.sessionOf(token);
    if (session === undefined) return undefined;
    used.add(token);
    return { user: session.username.toLowerCase(), isAdmin: session.group === 'admin' };
  }

  return {
    async identify(query, headers) {
      const tenantId = query.get('tenantId') ?? '';
      if (!isTenant(tenantId)) return undefined;
      const key = query.get('apikey');
      if (key !== null) {
        const isGood = isKey(key, tenantId);
        return isGood ? { tenantId, user: null, isAdmin: true, credential: key } : undefined;
      }
      const credential = bearerOf(headers) ?? query.get('access_token');
      if (credential === null) return undefined;
      const person = await personOf(credential);
      return person === undefined ? undefined : { tenantId, ...person, credential };
    },
    expireAll() {
      for (const token of used) worthless.add(token);
    },
  };
}

export function mayActAs({ user, isAdmin, tenantId }: Caller, participantId: string): boolean {
  const wanted = participantId.toLowerCase();
  return user === null || user === wanted || (isAdmin && wanted === everybodyOf(tenantId));
}

function bearerOf({ authorization = '' }: IncomingHttpHeaders): string | null {
  return /^bearer +(\S+) *$/i.exec(authorization)?.[1] ?? null;
}

function isTenant(id: string): boolean {
  return /^[a-z\d][\w.-]*$/i.test(id) && !id.includes('unknown');
}

function isKey(key: string, tenantId: string): boolean {
  if (!key.startsWith('sk-Xnai-') || /wrong|expired|revoked/.test(key)) return false;
  const only = /^sk-Xnai-only-(.+)$/.exec(key)?.[1];
  return only === undefined || only === tenantId;
}
