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
import type { Links } from '../../net/link.ts';
import type { SessionTabs, Tokens } from '../../net/token-keeper.ts';
import { createTokenKeeper } from '../../net/token-keeper.ts';
import type { Vault } from '../../net/vault.ts';
import { readClaims, toTokens } from './convert-tokens.ts';
import { wireTokenPair } from './wire.ts';

export interface Dx0SignInOptions {
  /** Absolute address of the API, e.g. `https://clinic.example/api/v1`. */
  baseUrl: string;
  /** Added to the query of every request and of the socket. */
  parameters: Readonly<Record<string, string>>;
  vault: Vault;
  clock: Clock;
  /** What measures the requests. Nothing of signing in and out is held back. */
  links?: Links | undefined;
  /** The other tabs of the session; without them each tab is for itself. */
  tabs?: SessionTabs;
}

export interface Dx0SignIn {
  readonly signIn: SignIn;
  readonly credentials: Credentials;
  /** The server's name for the session; `null` when signed out. */
  sessionId(): string | null;
}

export function createDx0SignIn(options: Dx0SignInOptions): Dx0SignIn {
  const listeners = new Set<() => void>();
  let identity: Identity | null = null;
  const server = openServer(options);
  const keeper = createTokenKeeper({
    vault: options.vault,
    clock: options.clock,
    tabs: options.tabs,
    skew: server.skew,
    onServerTime: server.noteTime,
    refresh: server.refresh,
    onOrphaned: ({ refreshToken }) => void server.logOut(refreshToken).catch(() => undefined),
    onSignedOut: () => {
      identity = null;
      for (const listener of listeners) listener();
    },
  });
  const identify = ({ accessToken }: Tokens, isNewSession: boolean): Identity =>
    (identity = { ...toIdentity(accessToken), clockSkew: server.skew(), isNewSession });

  return {
    credentials: keeper,
    sessionId: () => identity?.sessionId ?? null,
    signIn: {
      proof: 'password',
      async restore() {
        if (keeper.storedRefreshToken() === null) return null;
        const asBefore = (tokens: Tokens) => identify(tokens, false);
        return keeper.renew().then(asBefore, (error: unknown) => {
          if (error instanceof SignInRequired) return null;
          throw error;
        });
      },
      async signIn(username, password) {
        const tokens = await server.logIn(username, password);
        keeper.adopt(tokens);
        return identify(tokens, true);
      },
      // Dx0 checks a password only by opening a session, which is closed at once.
      async unlock(password) {
        if (!identity) throw new SignInRequired('Not signed in');
        const { refreshToken } = await server.logIn(identity.user, password);
        void server.logOut(refreshToken).catch(() => undefined);
      },
      async check() {
        await keeper.renew();
      },
      async signOut() {
        const refreshToken = keeper.refreshToken();
        keeper.clear();
        identity = null;
        if (refreshToken !== null) await server.logOut(refreshToken);
      },
      onSignedOut(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
  };
}

/** The three calls of signing in, and how far the server's clock is from this machine's. */
function openServer({ baseUrl, parameters, clock, links }: Dx0SignInOptions) {
  let skew = 0;
  const noteTime = (serverTime: number) => {
    skew = serverTime - clock.now();
  };
  const http = createHttp({ baseUrl, parameters, onServerTime: noteTime, link: links?.('rest') });
  const askForTokens = async (path: string, body: unknown) =>
    toTokens(await http.post(path, body, wireTokenPair), clock.now() + skew);
  return {
    skew: () => skew,
    noteTime,
    logIn: (username: string, password: string) => askForTokens('login', { username, password }),
    refresh: (refreshToken: string) => askForTokens('refresh', { refresh_token: refreshToken }),
    logOut: (refreshToken: string) =>
      http.post('logout', { refresh_token: refreshToken }, z.unknown()),
  };
}

function toIdentity(accessToken: string): Omit<Identity, 'clockSkew' | 'isNewSession'> {
  const { sub, sid, grp } = readClaims(accessToken);
  return { user: sub, group: grp, sessionId: sid, mayExport: grp === 'admin' };
}
