/**
 * Who asks: an API key or the access token of a Dx0 sign-in, and for which tenant.
 *
 * A key that begins with `sk-Xnai-` is good unless it holds `wrong`, `expired` or `revoked`, for
 * every tenant or, as `sk-Xnai-only-<tenant>`, for that one. Tenants are known by any plain name that
 * holds no `unknown`. Its one law: whoever brings a token can be nobody but its user, whoever brings a
 * key may speak for anybody.
 */
import type { IncomingHttpHeaders } from 'node:http';
import type { SignIns } from '../sessions/users.ts';

export interface Caller {
  readonly tenantId: string;
  /** In lower case; null for a key. */
  readonly user: string | null;
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

  async function userOf(token: string): Promise<string | undefined> {
    if (worthless.has(token)) return undefined;
    const session = await signIns.sessionOf(token);
    if (session !== undefined) used.add(token);
    return session?.username.toLowerCase();
  }

  return {
    async identify(query, headers) {
      const tenantId = query.get('tenantId') ?? '';
      if (!isTenant(tenantId)) return undefined;
      const key = query.get('apikey');
      if (key !== null) {
        return isKey(key, tenantId) ? { tenantId, user: null, credential: key } : undefined;
      }
      const credential = bearerOf(headers) ?? query.get('access_token');
      if (credential === null) return undefined;
      const user = await userOf(credential);
      return user === undefined ? undefined : { tenantId, user, credential };
    },
    expireAll() {
      for (const token of used) worthless.add(token);
    },
  };
}

export function mayActAs({ user }: Caller, participantId: string): boolean {
  return user === null || user === participantId.toLowerCase();
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
