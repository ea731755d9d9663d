/**
 * Sessions: one per sign-in, with its refresh token, its money and its message rate.
 *
 * Everything lives in memory. Its one law: a session that was signed out never comes back, while a
 * session this process has never heard of is taken up from its (verified) claims, for that is how a
 * restarted server treats an access token from before: it works, only the refresh token is gone.
 */
import { randomBytes } from 'node:crypto';
import type { WireClaims } from '../../src/adapters/dx0/wire.ts';
import { findAccount, type Account } from './accounts.ts';
import { toCents } from './budget.ts';

export interface Session {
  readonly id: string;
  readonly username: string;
  readonly group: string;
  readonly caseId: string | undefined;
  readonly storedLimitCents: number | undefined;
  /** What the last socket to spend had spent in all, in US cents. */
  spentCents: number;
  /** Times of the valid messages of the last minute, in milliseconds. */
  messageTimes: number[];
}

export interface Sessions {
  open(account: Account, caseId: string): { session: Session; refreshToken: string };
  /** Takes a refresh token in and gives a new one; the old one is dead at once. */
  rotate(refreshToken: string): { session: Session; refreshToken: string } | undefined;
  /** Ends the session of a refresh token; an unknown token is ignored. */
  end(refreshToken: string): void;
  /** The session that verified claims speak of, unless it was signed out. */
  find(claims: WireClaims): Session | undefined;
  /** As a restart: refresh tokens are gone, what was spent is remembered. */
  forgetSignIns(): void;
  forgetAll(): void;
}

export function createSessions(): Sessions {
  const byId = new Map<string, Session>();
  const byRefreshToken = new Map<string, Session>();
  const ended = new Set<string>();

  function issue(session: Session) {
    const refreshToken = randomBytes(32).toString('hex');
    byRefreshToken.set(refreshToken, session);
    return { session, refreshToken };
  }

  function add(id: string, username: string, group: string, caseId?: string): Session {
    const storedBudget = findAccount(username)?.storedBudget;
    const storedLimitCents = storedBudget === undefined ? undefined : toCents(storedBudget);
    const money = { storedLimitCents, spentCents: 0 };
    const session: Session = { id, username, group, caseId, ...money, messageTimes: [] };
    byId.set(id, session);
    return session;
  }

  return {
    open(account, caseId) {
      const id = randomBytes(16).toString('hex');
      return issue(add(id, account.username, account.group, caseId));
    },
    rotate(refreshToken) {
      const session = byRefreshToken.get(refreshToken);
      if (session === undefined) return undefined;
      byRefreshToken.delete(refreshToken);
      return issue(session);
    },
    end(refreshToken) {
      const session = byRefreshToken.get(refreshToken);
      if (session === undefined) return;
      byRefreshToken.delete(refreshToken);
      byId.delete(session.id);
      ended.add(session.id);
    },
    find(claims) {
      if (ended.has(claims.sid)) return undefined;
      return byId.get(claims.sid) ?? add(claims.sid, claims.sub, claims.grp);
    },
    forgetSignIns() {
      byRefreshToken.clear();
      for (const session of byId.values()) session.messageTimes = [];
    },
    forgetAll() {
      byId.clear();
      byRefreshToken.clear();
      ended.clear();
    },
  };
}
