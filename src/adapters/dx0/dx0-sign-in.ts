/**
 * The sign-in role of Dx0: user name and password for a pair of tokens, renewed in rotation.
 *
 * A Dx0 token states who holds it, in which group and until when; nothing else does. Its one law:
 * a password is in memory only while the request that carries it is under way.
 */
import * as z from 'zod/mini';
import type { Identity, SignIn } from '../../core/backend.ts';
import { SignInRequired } from '../../core/errors.ts';
import type { Clock } from '../../core/clock.ts';
import type { Credentials } from '../../net/http.ts';
import { createHttp } from '../../net/http.ts';
import type { Tokens } from '../../net/token-keeper.ts';
import { createTokenKeeper } from '../../net/token-keeper.ts';
import type { Vault } from '../../net/vault.ts';
import { readClaims, toTokens } from './convert.ts';
import { wireTokenPair } from './wire.ts';

export interface Dx0SignInOptions {
  /** Absolute address of the API, e.g. `https://clinic.example/api/v1`. */
  baseUrl: string;
  /** Added to the query of every request and of the socket. */
  parameters: Readonly<Record<string, string>>;
  vault: Vault;
  clock: Clock;
}

export interface Dx0SignIn {
  readonly signIn: SignIn;
  readonly credentials: Credentials;
  /** The server's name for the session; `null` when signed out. */
  sessionId(): string | null;
}

export function createDx0SignIn({
  baseUrl,
  parameters,
  vault,
  clock,
}: Dx0SignInOptions): Dx0SignIn {
  const listeners = new Set<() => void>();
  let skew = 0;
  let identity: Identity | null = null;
  const http = createHttp({
    baseUrl,
    parameters,
    onServerTime: (serverTime) => {
      skew = serverTime - clock.now();
    },
  });
  const keeper = createTokenKeeper({
    vault,
    clock,
    skew: () => skew,
    refresh: async (refreshToken) => {
      const pair = await http.post('refresh', { refresh_token: refreshToken }, wireTokenPair);
      return toTokens(pair, clock.now() + skew);
    },
    onSignedOut: () => {
      identity = null;
      for (const listener of listeners) listener();
    },
  });
  const identify = ({ accessToken }: Tokens, isNewSession: boolean): Identity =>
    (identity = { ...toIdentity(accessToken), clockSkew: skew, isNewSession });

  return {
    credentials: keeper,
    sessionId: () => identity?.sessionId ?? null,
    signIn: {
      async restore() {
        if (keeper.storedRefreshToken() === null) return null;
        const asBefore = (tokens: Tokens) => identify(tokens, false);
        return keeper.renew().then(asBefore, (error: unknown) => {
          if (error instanceof SignInRequired) return null;
          throw error;
        });
      },
      async signIn(username, password) {
        const pair = await http.post('login', { username, password }, wireTokenPair);
        const tokens = toTokens(pair, clock.now() + skew);
        keeper.adopt(tokens);
        return identify(tokens, true);
      },
      async signOut() {
        const refreshToken = keeper.refreshToken();
        keeper.clear();
        identity = null;
        if (refreshToken === null) return;
        await http.post('logout', { refresh_token: refreshToken }, z.unknown());
      },
      onSignedOut(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
  };
}

function toIdentity(accessToken: string): Omit<Identity, 'clockSkew' | 'isNewSession'> {
  const { sub, sid, grp } = readClaims(accessToken);
  return { user: sub, group: grp, sessionId: sid, mayExport: grp === 'admin' };
}
