/**
 * Keeps the tokens of one signed-in session fresh, and knows of no protocol.
 *
 * The access token lives in memory only; the refresh token goes to the vault, so that a reload
 * stays signed in and a closed tab does not. Its one law: one renewal at a time, and whoever needs
 * a token meanwhile waits for that one.
 */
import type { Clock } from '../core/clock.ts';
import { SignInRequired } from '../core/errors.ts';
import type { Credentials } from './http.ts';
import type { Vault } from './vault.ts';

export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** When the access token ends, in milliseconds since 1970 by the server's clock. */
  readonly expiresAt: number;
  /** How long it lives from its issue, in milliseconds. */
  readonly lifetime: number;
}

export interface TokenKeeper extends Credentials {
  /** Takes new tokens, e.g. after signing in. */
  adopt(tokens: Tokens): void;
  /** What a reload left to start from. */
  storedRefreshToken(): string | null;
  /** The refresh token now held; `null` when signed out. */
  refreshToken(): string | null;
  /** Asks the server for new tokens, unless that is under way already. */
  renew(): Promise<Tokens>;
  clear(): void;
}

export interface TokenKeeperOptions {
  /** Asks the server for new tokens. @throws `SignInRequired` when it will not give any. */
  refresh(refreshToken: string): Promise<Tokens>;
  /** Told once when the server will not renew any more. */
  onSignedOut(): void;
  vault: Vault;
  clock: Clock;
  /** Server time less this machine's, in milliseconds. */
  skew(): number;
}

const longestMargin = 5 * 60_000;

export function createTokenKeeper(options: TokenKeeperOptions): TokenKeeper {
  const { vault, clock } = options;
  let tokens: Tokens | null = null;
  /** The renewal under way, and the refresh token that it spends. */
  let renewal: { spends: string; tokens: Promise<Tokens> } | null = null;

  const adopt = (next: Tokens) => {
    tokens = next;
    vault.write(next.refreshToken);
  };
  const clear = () => {
    tokens = null;
    renewal = null;
    vault.clear();
  };
  const held = () => tokens?.refreshToken ?? vault.read();

  const start = async (refreshToken: string): Promise<Tokens> => {
    try {
      const next = await options.refresh(refreshToken);
      // Signed out, or in again, meanwhile: these tokens belong to nobody.
      if (held() !== refreshToken) throw new SignInRequired('Signed out');
      adopt(next);
      return next;
    } catch (error) {
      if (error instanceof SignInRequired && held() === refreshToken) {
        clear();
        options.onSignedOut();
      }
      throw error;
    } finally {
      if (renewal?.spends === refreshToken) renewal = null;
    }
  };

  const renew = (): Promise<Tokens> => {
    const refreshToken = held();
    if (refreshToken === null) return Promise.reject(new SignInRequired('Not signed in'));
    // One that was begun for somebody who has signed out is not waited for.
    if (renewal?.spends !== refreshToken) {
      renewal = { spends: refreshToken, tokens: start(refreshToken) };
    }
    return renewal.tokens;
  };

  return {
    adopt,
    clear,
    renew,
    refreshToken: held,
    storedRefreshToken: () => vault.read(),
    async accessToken() {
      if (tokens && !isDue(tokens, clock.now() + options.skew())) return tokens.accessToken;
      return (await renewOrKeep(tokens, clock.now() + options.skew(), renew)).accessToken;
    },
  };
}

/**
 * Due five minutes before its end, or a tenth of its life where that is shorter. One that seemed
 * over on arrival says that this machine's clock is off: the server will tell when it is.
 */
function isDue({ expiresAt, lifetime }: Tokens, serverNow: number): boolean {
  if (lifetime <= 0) return false;
  return serverNow >= expiresAt - Math.min(longestMargin, lifetime / 10);
}

/** A renewal ahead of time that fails for want of a network is no reason to stop: the token still holds. */
async function renewOrKeep(
  tokens: Tokens | null,
  serverNow: number,
  renew: () => Promise<Tokens>,
): Promise<Tokens> {
  try {
    return await renew();
  } catch (error) {
    if (tokens && !(error instanceof SignInRequired) && serverNow < tokens.expiresAt) return tokens;
    throw error;
  }
}
