/**
 * Keeps the tokens of one signed-in session fresh, and knows of no protocol.
 *
 * The access token lives in memory only; the refresh token goes to the vault, so that a reload
 * stays signed in and a closed tab does not. Its one law: one renewal at a time, here and in every
 * other tab of the session, and whoever needs a token meanwhile waits for that one.
 */
import type { Cancel, Clock } from '../core/clock.ts';
import { SignInRequired } from '../core/errors.ts';
import { backoffDelay } from './backoff.ts';
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
  /** Takes the tokens of a new session, after signing in. */
  adopt(tokens: Tokens): void;
  /** What a reload left to start from. */
  storedRefreshToken(): string | null;
  /** The refresh token now held; `null` when signed out. */
  refreshToken(): string | null;
  /** Asks the server for new tokens, unless that is under way already or another tab has some. */
  renew(): Promise<Tokens>;
  clear(): void;
}

/** The other tabs that hold the same session: a duplicated tab shares its refresh token. */
export interface SessionTabs {
  /** A new session begins, which no other tab shares yet. */
  begin(): void;
  end(): void;
  /** Runs `task` while no other tab of the session renews. @throws `TimedOut` */
  alone<Result>(task: () => Promise<Result>): Promise<Result>;
  /**
   * What the other tabs hold now, up to the first that `isNews`. A tab that has spent the refresh
   * token `spends` is waited for.
   */
  ask(spends: string, isNews: (tokens: Tokens) => boolean): Promise<readonly Tokens[]>;
  /**
   * Hands new tokens to the other tabs, and says which refresh token was spent for them. Resolves
   * when every tab can see that it was, however late it hears of the tokens.
   */
  tell(tokens: Tokens, spent: string): Promise<void>;
  /** `held`: what to answer another tab that asks. `told`: what another tab handed over. */
  attend(held: () => Tokens | null, told: (tokens: Tokens, spent: string) => void): void;
}

export interface TokenKeeperOptions {
  /** Asks the server for new tokens. @throws `SignInRequired` when it will not give any. */
  refresh(refreshToken: string): Promise<Tokens>;
  /** Told once when the server will not renew any more. */
  onSignedOut(): void;
  /** Given tokens that came after signing out, so that the server can be told of them as well. */
  onOrphaned?(tokens: Tokens): void;
  vault: Vault;
  clock: Clock;
  /** Server time less this machine's, in milliseconds. */
  skew(): number;
  /** Told the server's time (milliseconds since 1970) when another tab has just heard of it. */
  onServerTime?(time: number): void;
  tabs?: SessionTabs | undefined;
  /** A number from 0 up to 1, for jitter. */
  random?: (() => number) | undefined;
}

const longestMargin = 5 * 60_000;
/** A timer does not count the time a machine sleeps, so the end is looked at once a minute. */
const longestNap = 60_000;
/** Tokens that are due as soon as they come make no storm. */
const shortestNap = 1_000;

export function createTokenKeeper(options: TokenKeeperOptions): TokenKeeper {
  return new Keeper(options);
}

class Keeper implements TokenKeeper {
  #options: TokenKeeperOptions;
  #tokens: Tokens | null = null;
  /** The renewal under way, and the refresh token that it spends. */
  #renewal: { spends: string; tokens: Promise<Tokens> } | null = null;
  /** Counts sessions; whatever comes back for an earlier one is nobody's. */
  #session = 0;
  /** Refresh tokens that are dead: a tab that slept may still hand one over. */
  #spent = new Set<string>();
  #failures = 0;
  /** No renewal ahead of time before this, by this machine's clock. */
  #retryAt = 0;
  #cancelNap: Cancel = () => undefined;

  constructor(options: TokenKeeperOptions) {
    this.#options = options;
    options.tabs?.attend(
      () => this.#tokens,
      (tokens, spent) => this.#told(tokens, spent),
    );
  }

  adopt(tokens: Tokens): void {
    this.#session++;
    this.#options.tabs?.begin();
    this.#take(tokens);
  }

  storedRefreshToken(): string | null {
    return this.#options.vault.read();
  }

  refreshToken(): string | null {
    return this.#tokens?.refreshToken ?? this.#options.vault.read();
  }

  clear(): void {
    this.#session++;
    this.#tokens = null;
    this.#renewal = null;
    this.#failures = this.#retryAt = 0;
    this.#spent.clear();
    this.#cancelNap();
    this.#options.tabs?.end();
    this.#options.vault.clear();
  }

  async accessToken(): Promise<string> {
    const tokens = this.#tokens;
    if (tokens && !(this.#isDue(tokens) && this.#mayTry(tokens))) return tokens.accessToken;
    try {
      return (await this.renew()).accessToken;
    } catch (error) {
      // Ahead of time, for want of a network: the token still holds.
      const isOver = error instanceof SignInRequired || !tokens || this.#isOver(tokens);
      if (isOver) throw error;
      return tokens.accessToken;
    }
  }

  renew(): Promise<Tokens> {
    const refreshToken = this.refreshToken();
    if (refreshToken === null) return Promise.reject(new SignInRequired('Not signed in'));
    // One that was begun for somebody who has signed out is not waited for.
    if (this.#renewal?.spends !== refreshToken) {
      this.#renewal = { spends: refreshToken, tokens: this.#start(refreshToken) };
    }
    return this.#renewal.tokens;
  }

  async #start(refreshToken: string): Promise<Tokens> {
    const session = this.#session;
    const before = this.#tokens;
    const { tabs } = this.#options;
    const fetchNew = () => this.#fetch(this.refreshToken() ?? refreshToken, session);
    try {
      if (!tabs) return await fetchNew();
      return await tabs.alone(async () => {
        const newer = await this.#findNewer(tabs, before, session);
        return newer ?? (await this.#fetchOrFind(tabs, fetchNew, before, session));
      });
    } catch (error) {
      if (session === this.#session) this.#fail(error, refreshToken);
      throw error;
    } finally {
      if (this.#renewal?.spends === refreshToken) this.#renewal = null;
    }
  }

  /**
   * A refusal may only mean that another tab has spent the token, and was too busy to say so when it
   * was asked: it is asked once more before anybody is signed out.
   */
  async #fetchOrFind(
    tabs: SessionTabs,
    fetchNew: () => Promise<Tokens>,
    before: Tokens | null,
    session: number,
  ): Promise<Tokens> {
    try {
      return await fetchNew();
    } catch (error) {
      if (!(error instanceof SignInRequired) || session !== this.#session) throw error;
      const late = await this.#findNewer(tabs, before, session);
      if (late) return late;
      throw error;
    }
  }

  /** The turn may have come late: another tab may have renewed meanwhile, or the person gone. */
  async #findNewer(
    tabs: SessionTabs,
    before: Tokens | null,
    session: number,
  ): Promise<Tokens | null> {
    const spends = this.refreshToken() ?? '';
    const offered = await tabs.ask(spends, (tokens) => this.#isNews(tokens));
    this.#expect(session);
    for (const tokens of offered) if (this.#isNews(tokens)) this.#take(tokens);
    const now = this.#tokens;
    return now && now !== before && !this.#isDue(now) ? now : null;
  }

  async #fetch(refreshToken: string, session: number): Promise<Tokens> {
    const next = await this.#options.refresh(refreshToken);
    if (session !== this.#session) this.#options.onOrphaned?.(next);
    this.#expect(session);
    // Some servers give the same one again.
    if (next.refreshToken !== refreshToken) this.#spent.add(refreshToken);
    this.#take(next);
    await this.#options.tabs?.tell(next, refreshToken);
    return next;
  }

  /** @throws `SignInRequired` where tokens would belong to nobody */
  #expect(session: number): void {
    if (session !== this.#session) throw new SignInRequired('Signed out');
  }

  #told(tokens: Tokens, spent: string): void {
    if (tokens.refreshToken !== spent) this.#spent.add(spent);
    if (!this.#isNews(tokens)) return;
    // Issued just now: where it had no lifetime left, the other tab's clock is off as well.
    if (tokens.lifetime > 0) this.#options.onServerTime?.(tokens.expiresAt - tokens.lifetime);
    this.#take(tokens);
  }

  #isNews({ accessToken, refreshToken, expiresAt }: Tokens): boolean {
    if (this.#spent.has(refreshToken)) return false;
    const held = this.#tokens;
    return !held || (accessToken !== held.accessToken && expiresAt >= held.expiresAt);
  }

  #take(tokens: Tokens): void {
    this.#tokens = tokens;
    this.#failures = this.#retryAt = 0;
    this.#options.vault.write(tokens.refreshToken);
    this.#nap();
  }

  #fail(error: unknown, refreshToken: string): void {
    if (error instanceof SignInRequired) {
      if (this.refreshToken() !== refreshToken) return;
      this.clear();
      this.#options.onSignedOut();
      return;
    }
    const { clock, random = Math.random } = this.#options;
    this.#retryAt = clock.now() + backoffDelay(this.#failures++, random());
    this.#nap();
  }

  /** Sleeps until a renewal is due, so that a reply under way meets no token that is over. */
  #nap(): void {
    this.#cancelNap();
    if (!this.#tokens || this.#tokens.lifetime <= 0) return;
    const { clock } = this.#options;
    const untilDue = dueAt(this.#tokens) - this.#serverNow();
    const untilRetry = this.#failures === 0 ? 0 : this.#retryAt - clock.now();
    const length = Math.max(shortestNap, Math.min(longestNap, Math.max(untilDue, untilRetry)));
    this.#cancelNap = clock.after(length, () => this.#wake());
  }

  #wake(): void {
    const tokens = this.#tokens;
    if (!tokens) return;
    this.#nap();
    if (!this.#isDue(tokens) || !this.#mayTry(tokens, true)) return;
    // What becomes of it is noted where it is made.
    this.renew().catch(() => undefined);
  }

  #serverNow(): number {
    return this.#options.clock.now() + this.#options.skew();
  }

  /**
   * Due five minutes before its end, or a tenth of its life where that is shorter. One that seemed
   * over on arrival says that this machine's clock is off: the server will tell when it is.
   */
  #isDue(tokens: Tokens): boolean {
    return tokens.lifetime > 0 && this.#serverNow() >= dueAt(tokens);
  }

  #isOver({ expiresAt }: Tokens): boolean {
    return this.#serverNow() >= expiresAt;
  }

  /** Whoever needs a token now and has none that holds need not wait for the back-off. */
  #mayTry(tokens: Tokens, isAhead = false): boolean {
    const wait = this.#failures === 0 ? 0 : this.#retryAt - this.#options.clock.now();
    // A clock that was set back puts the next try off by no more than the longest wait.
    if (wait <= 0 || wait > longestNap) return true;
    return !isAhead && this.#isOver(tokens);
  }
}

function dueAt({ expiresAt, lifetime }: Tokens): number {
  return expiresAt - Math.min(longestMargin, lifetime / 10);
}
