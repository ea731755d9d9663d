/**
 * The sign-in role of a token endpoint: name and password for a bearer token, renewed by
 * `grant_type=refresh_token`.
 *
 * The endpoint says nothing of the person but their token; the name typed stands where the token does
 * not name one. Its one law: a password is in memory only while the request that carries it is under
 * way.
 */
import * as z from 'zod/mini';
import type { Identity, SignIn } from '../../core/backend.ts';
import type { Clock } from '../../core/clock.ts';
import { isRetryable, Rejected, SignInRequired } from '../../core/errors.ts';
import type { Credentials } from '../../net/http.ts';
import { createHttp } from '../../net/http.ts';
import type { Link, Links } from '../../net/link.ts';
import type { SessionTabs, Tokens } from '../../net/token-keeper.ts';
import { createTokenKeeper } from '../../net/token-keeper.ts';
import type { Vault } from '../../net/vault.ts';
import { readSubject, toTokens } from './convert.ts';
import { wireTokens } from './wire.ts';

export interface TokenEndpointOptions {
  /** Absolute address to which credentials and refresh tokens are posted. */
  endpoint: string;
  /** Absolute address that ends a session; `null` where it ends by itself. */
  signOutEndpoint: string | null;
  /** Sent along with every request, such as `client_id`. */
  fields: Readonly<Record<string, string>>;
  vault: Vault;
  /** Where a reload finds whose session it is. */
  identityVault: Vault;
  clock: Clock;
  newId(): string;
  links?: Links;
  /** The other tabs of the session; without them each tab is for itself. */
  tabs?: SessionTabs;
}

export interface TokenEndpointSignIn {
  readonly signIn: SignIn;
  readonly credentials: Credentials;
}

export function createTokenEndpointSignIn(options: TokenEndpointOptions): TokenEndpointSignIn {
  const { vault, identityVault, clock, tabs, newId } = options;
  const listeners = new Set<() => void>();
  const server = openEndpoint(options);
  const keeper = createTokenKeeper({
    ...{ vault, clock, tabs },
    skew: server.skew,
    onServerTime: server.noteTime,
    refresh: server.refresh,
    onOrphaned: ({ refreshToken }) => void server.end(refreshToken).catch(() => undefined),
    onSignedOut: () => {
      identityVault.clear();
      for (const listener of listeners) listener();
    },
  });
  const identify = (known: Known, isNewSession: boolean): Identity => {
    identityVault.write(JSON.stringify(known));
    return { ...known, group: '', mayExport: false, clockSkew: server.skew(), isNewSession };
  };
  return {
    credentials: keeper,
    signIn: {
      proof: 'password',
      async restore() {
        const known = readKnown(identityVault.read());
        if (keeper.storedRefreshToken() === null || !known) return null;
        return keeper.renew().then(
          () => identify(known, false),
          (error: unknown) => {
            if (error instanceof SignInRequired) return null;
            throw error;
          },
        );
      },
      async signIn(username, password) {
        const tokens = await server.logIn(username, password);
        keeper.adopt(tokens);
        const user = readSubject(tokens.accessToken) ?? username;
        return identify({ user, sessionId: newId() }, true);
      },
      // An endpoint checks a password only by giving out tokens, which are given back at once.
      async unlock(password) {
        const known = readKnown(identityVault.read());
        if (!known) throw new SignInRequired('Not signed in');
        const { refreshToken } = await server.logIn(known.user, password);
        void server.end(refreshToken).catch(() => undefined);
      },
      async check() {
        // What cannot be renewed holds until a server says otherwise.
        if (keeper.refreshToken() !== '') await keeper.renew();
      },
      async signOut() {
        const refreshToken = keeper.refreshToken();
        keeper.clear();
        identityVault.clear();
        if (refreshToken !== null) await server.end(refreshToken);
      },
      onSignedOut(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
  };
}

const knownSchema = z.object({ user: z.string(), sessionId: z.string() });
type Known = z.infer<typeof knownSchema>;

function readKnown(text: string | null): Known | null {
  try {
    return knownSchema.parse(JSON.parse(text ?? 'null'));
  } catch {
    return null;
  }
}

/** Milliseconds for one of three tries: a turn among the tabs is given up after half a minute. */
const tryLimit = 7_000;
const mostTries = 3;
/** Waited before the second try, in milliseconds; twice that before the third. */
const firstWait = 1_000;

/** The calls of an endpoint, and how far its clock is from this machine's. */
function openEndpoint(options: TokenEndpointOptions) {
  const { endpoint, signOutEndpoint, fields, clock } = options;
  const link = options.links?.('rest');
  let skew = 0;
  const noteTime = (serverTime: number) => {
    skew = serverTime - clock.now();
  };
  const post = poster(endpoint, link, noteTime);
  const postEnd = signOutEndpoint === null ? null : poster(signOutEndpoint, link, noteTime);
  const ask = async (body: object, spent: string): Promise<Tokens> => {
    const answer = await post({ ...fields, ...body }, wireTokens).catch(refuseGrant);
    return toTokens(answer, spent, clock.now() + skew);
  };
  return {
    skew: () => skew,
    noteTime,
    logIn: (username: string, password: string) => ask({ username, password }, ''),
    async refresh(refreshToken: string) {
      if (refreshToken === '') throw new SignInRequired('The session cannot be renewed');
      const renewal = { grant_type: 'refresh_token', refresh_token: refreshToken };
      return tryThrice(() => ask(renewal, refreshToken), clock);
    },
    async end(refreshToken: string) {
      if (refreshToken === '') return;
      await postEnd?.({ ...fields, refresh_token: refreshToken }, z.unknown());
    },
  };
}

function poster(
  address: string,
  link: Link | undefined,
  onServerTime: (serverTime: number) => void,
) {
  const { pathname, search } = new URL(address);
  const baseUrl = new URL('.', address).href;
  const http = createHttp({ baseUrl, limit: tryLimit, onServerTime, link });
  const path = `${pathname.split('/').at(-1) ?? ''}${search}`;
  return <Schema extends z.ZodMiniType>(body: object, schema: Schema) =>
    http.post(path, body, schema);
}

/** RFC 6749 has wrong credentials and dead refresh tokens answered by 400. */
function refuseGrant(error: unknown): never {
  const isRefused = error instanceof Rejected && error.message.includes('invalid_grant');
  throw isRefused ? new SignInRequired(error.message) : error;
}

/** Only where no answer, or a fault of the server, says that trying again may help. */
async function tryThrice<Result>(ask: () => Promise<Result>, clock: Clock): Promise<Result> {
  for (let tries = 1; ; tries++) {
    try {
      return await ask();
    } catch (error) {
      if (tries >= mostTries || !isRetryable(error)) throw error;
      const wait = firstWait * 2 ** (tries - 1);
      await new Promise<void>((resolve) => clock.after(wait, resolve));
    }
  }
}
