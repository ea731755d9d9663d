/**
 * How the tabs of this site speak with one another, and take turns.
 *
 * Everything stays between pages of the same origin. Its one law: whatever another tab says is read
 * as carefully as what a network says, for it may be of another version; and nothing of it is logged.
 */
import * as z from 'zod/mini';
import type { Cancel, Clock } from '../core/clock.ts';
import { TimedOut } from '../core/errors.ts';
import type { SessionTabs, Tokens } from './token-keeper.ts';
import type { Vault } from './vault.ts';

/** Said in one tab, heard in all others that are open. */
export interface TabChannel {
  post(message: unknown): void;
  listen(listener: (message: unknown) => void): Cancel;
}

/** Whose turn it is among the tabs. */
export interface TabLocks {
  /** Runs `task` while nobody else holds `name`. @throws `TimedOut` when the turn does not come. */
  alone<Result>(name: string, task: () => Promise<Result>): Promise<Result>;
  /** Says until it is cancelled that this tab belongs to `name`. */
  join(name: string): Promise<Cancel>;
  /** How many tabs joined `name`, this one included. */
  count(name: string): Promise<number>;
}

/** A browser without channels has tabs that know nothing of one another. */
export function openTabChannel(name: string): TabChannel {
  if (typeof BroadcastChannel === 'undefined') {
    return { post: () => undefined, listen: () => () => undefined };
  }
  const channel = new BroadcastChannel(name);
  return {
    post: (message) => channel.postMessage(message),
    listen(listener) {
      const hear = ({ data }: MessageEvent<unknown>) => listener(data);
      channel.addEventListener('message', hear);
      return () => channel.removeEventListener('message', hear);
    },
  };
}

/** A renewal is given up after 25 s, so whoever waits longer waits for a tab that hangs. */
const turnLimit = 30_000;

/** `null` on a page that is not served by https. */
export function browserLocks(): TabLocks | null {
  const locks = (navigator as Partial<Navigator>).locks;
  if (!locks) return null;
  return {
    alone: <Result>(name: string, task: () => Promise<Result>) => {
      let isMyTurn = false;
      const turn = locks.request(name, { signal: AbortSignal.timeout(turnLimit) }, () => {
        isMyTurn = true;
        return task();
      });
      return turn.catch((error: unknown) => {
        throw isMyTurn ? error : new TimedOut(turnLimit);
      }) as Promise<Result>;
    },
    join: (name) =>
      new Promise((resolve, reject) => {
        const stay = () => new Promise<void>((leave) => resolve(() => leave()));
        locks.request(name, { mode: 'shared' }, stay).catch(reject);
      }),
    async count(name) {
      const { held = [] } = await locks.query();
      return held.filter((lock) => lock.name === name).length;
    },
  };
}

export interface SessionTabsOptions {
  channel: TabChannel;
  locks: TabLocks | null;
  /** Keeps the name by which tabs of one session know one another; duplicating a tab copies it. */
  vault: Vault;
  clock: Clock;
  newName(): string;
  /** A mark by which a secret is known again, and out of which nothing of it can be read. */
  markOf(secret: string): Promise<string>;
}

/** Only where there are locks, that is on a page served by https. */
export async function digestOf(secret: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(secret));
  const bytes = Array.from(new Uint8Array(digest));
  return bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Another tab that does not answer in this time, in milliseconds, is asleep. */
const answerLimit = 500;
/**
 * How long a tab is waited for that is known to have spent the token at hand, in milliseconds: asking
 * the server instead is sure to be refused.
 */
const proofLimit = 10_000;

const messages = z.object({
  session: z.string(),
  spent: z.optional(z.string()),
  tokens: z.optional(
    z.nullable(
      z.object({
        accessToken: z.string(),
        refreshToken: z.string(),
        expiresAt: z.number(),
        lifetime: z.number(),
      }),
    ),
  ),
});

/** Without locks each tab renews by itself, and still takes what the others hand over. */
export function createSessionTabs(options: SessionTabsOptions): SessionTabs {
  return new Siblings(options);
}

class Siblings implements SessionTabs {
  #options: SessionTabsOptions;
  #membership: Promise<Cancel | null> = Promise.resolve(null);
  /** Locks that say, for as long as this tab lives, which refresh tokens it spent. */
  #proofs: Promise<Cancel | null>[] = [];
  #session: string | null = null;
  #held: () => Tokens | null = () => null;
  #told: (tokens: Tokens, spent: string) => void = () => undefined;
  /** Told what each tab holds that was asked. */
  #onAnswer: (tokens: Tokens | null) => void = () => undefined;

  constructor(options: SessionTabsOptions) {
    this.#options = options;
    options.channel.listen((message) => this.#hear(message));
    const session = options.vault.read();
    if (session !== null) this.#join(session);
  }

  attend(held: () => Tokens | null, told: (tokens: Tokens, spent: string) => void): void {
    this.#held = held;
    this.#told = told;
  }

  begin(): void {
    this.end();
    const session = this.#options.newName();
    this.#options.vault.write(session);
    this.#join(session);
  }

  end(): void {
    this.#session = null;
    this.#options.vault.clear();
    const { locks } = this.#options;
    const memberships = [this.#membership, ...this.#proofs];
    this.#membership = Promise.resolve(null);
    this.#proofs = [];
    if (!locks) return;
    for (const membership of memberships) void membership.then((leave) => leave?.());
  }

  alone<Result>(task: () => Promise<Result>): Promise<Result> {
    const { locks } = this.#options;
    if (!locks || this.#session === null) return task();
    return locks.alone(`bedside.renewal.${this.#session}`, task);
  }

  async ask(spends: string, isNews: (tokens: Tokens) => boolean): Promise<readonly Tokens[]> {
    const others = await this.#countOthers();
    if (others === 0) return [];
    return this.#collect(others, isNews, (await this.#isSpent(spends)) ? proofLimit : answerLimit);
  }

  async tell(tokens: Tokens, spent: string): Promise<void> {
    this.#post({ tokens, spent });
    const { locks } = this.#options;
    const session = this.#session;
    if (!locks || session === null) return;
    const mark = await this.#options.markOf(spent);
    const proof = locks.join(proofName(session, mark)).catch(() => null);
    this.#proofs.push(proof);
    await proof;
  }

  #join(session: string): void {
    this.#session = session;
    const { locks } = this.#options;
    if (locks) this.#membership = locks.join(memberName(session)).catch(() => null);
  }

  async #countOthers(): Promise<number> {
    const { locks } = this.#options;
    const isMember = (await this.#membership) !== null;
    if (!locks || this.#session === null) return 0;
    const members = await locks.count(memberName(this.#session)).catch(() => 0);
    return Math.max(0, members - (isMember ? 1 : 0));
  }

  /** Whether a tab that is there holds the proof that it has spent this token. */
  async #isSpent(refreshToken: string): Promise<boolean> {
    const { locks } = this.#options;
    const session = this.#session;
    if (!locks || session === null) return false;
    const name = proofName(session, await this.#options.markOf(refreshToken));
    return (await locks.count(name).catch(() => 0)) > 0;
  }

  #collect(
    others: number,
    isNews: (tokens: Tokens) => boolean,
    limit: number,
  ): Promise<readonly Tokens[]> {
    return new Promise((resolve) => {
      const found: Tokens[] = [];
      let answers = 0;
      const finish = () => {
        cancel();
        this.#onAnswer = () => undefined;
        resolve(found);
      };
      const cancel = this.#options.clock.after(limit, finish);
      this.#onAnswer = (tokens) => {
        if (tokens) found.push(tokens);
        if (++answers >= others || (tokens && isNews(tokens))) finish();
      };
      this.#post({});
    });
  }

  #post(message: object): void {
    if (this.#session !== null) this.#options.channel.post({ ...message, session: this.#session });
  }

  #hear(message: unknown): void {
    const { data } = messages.safeParse(message);
    if (!data || data.session !== this.#session) return;
    const { tokens, spent } = data;
    if (tokens === undefined) this.#post({ tokens: this.#held() });
    else if (spent === undefined) this.#onAnswer(tokens);
    else if (tokens) this.#told(tokens, spent);
  }
}

const memberName = (session: string) => `bedside.session.${session}`;

const proofName = (session: string, mark: string) => `bedside.spent.${session}.${mark}`;
