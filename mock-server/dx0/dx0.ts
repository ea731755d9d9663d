/**
 * What the REST and the WebSocket half of the mock Dx0 server share.
 *
 * Its one law: both halves know a session only through `sessionOf`, so that signing out shuts both.
 */
import type { MockContext } from '../options.ts';
import { createCases, type Cases } from './cases.ts';
import { createLockOut, type LockOut } from './lock-out.ts';
import { readPriceList, type PriceList } from './price-list.ts';
import { createSessions, type Session, type Sessions } from './sessions.ts';
import { createTokens, type Tokens } from './tokens.ts';

export interface Dx0 {
  readonly context: MockContext;
  readonly cases: Cases;
  readonly lockOut: LockOut;
  readonly prices: PriceList;
  readonly sessions: Sessions;
  readonly tokens: Tokens;
  /** The session of a token that verifies and was not signed out. */
  sessionOf(token: string): Promise<Session | undefined>;
}

export function createDx0(context: MockContext): Dx0 {
  const tokens = createTokens(context.seed, context.now);
  const sessions = createSessions();
  return {
    context,
    cases: createCases(context.seed),
    lockOut: createLockOut(context.now),
    prices: readPriceList(),
    sessions,
    tokens,
    async sessionOf(token) {
      const claims = await tokens.verify(token);
      return claims === undefined ? undefined : sessions.find(claims);
    },
  };
}
