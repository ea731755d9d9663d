import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ServerFault, SignInRequired } from '../core/errors.ts';
import { createManualClock, settled } from '../testing/manual-clock.ts';
import { memoryVault } from '../testing/memory-vault.ts';
import type { TabChannel, TabLocks } from './tab-channel.ts';
import { createSessionTabs, digestOf } from './tab-channel.ts';
import type { Tokens } from './token-keeper.ts';
import { createTokenKeeper } from './token-keeper.ts';

const hour = 3_600_000;

/** A channel between tabs in one process: what one says the others hear a moment later. */
function openHub() {
  const ears = new Map<object, (message: unknown) => void>();
  const asleep = new Set<object>();
  /** What a busy tab hears once it is free. */
  const busy = new Map<object, (() => void)[]>();
  const said: unknown[] = [];
  return {
    said,
    asleep,
    keepBusy: (tab: object) => void busy.set(tab, []),
    free(tab: object) {
      const late = busy.get(tab) ?? [];
      busy.delete(tab);
      for (const hear of late) hear();
    },
    channel(tab: object): TabChannel {
      return {
        post(message) {
          said.push(message);
          for (const [other, hear] of ears) {
            if (other === tab || asleep.has(other)) continue;
            const deliver = () => hear(structuredClone(message));
            const late = busy.get(other);
            if (late) late.push(deliver);
            else queueMicrotask(deliver);
          }
        },
        listen(listener) {
          ears.set(tab, listener);
          return () => ears.delete(tab);
        },
      };
    },
  };
}

/** Turns between tabs in one process, in the order of asking. */
function openLocks(): TabLocks & { held(): readonly string[] } {
  const queues = new Map<string, Promise<unknown>>();
  const members = new Map<string, number>();
  const change = (name: string, by: number) => members.set(name, (members.get(name) ?? 0) + by);
  return {
    alone<Result>(name: string, task: () => Promise<Result>) {
      const turn = (queues.get(name) ?? Promise.resolve()).then(task);
      const over = turn.catch(() => undefined);
      queues.set(name, over);
      return turn;
    },
    join(name) {
      change(name, 1);
      return Promise.resolve(() => void change(name, -1));
    },
    count: (name) => Promise.resolve(members.get(name) ?? 0),
    held: () => [...members].filter(([, count]) => count > 0).map(([name]) => name),
  };
}

/** A server that rotates refresh tokens: a spent one is dead at once. */
function openBrowser({ withLocks = true } = {}) {
  const clock = createManualClock();
  const hub = openHub();
  const locks = withLocks ? openLocks() : null;
  const spent: string[] = [];
  let alive = 'refresh-0';
  let issued = 0;
  let fault: Error | null = null;
  let jumped = 0;
  const serverNow = () => clock.now() - jumped;
  const issue = (): Tokens => {
    const number = ++issued;
    alive = `refresh-${number}`;
    return {
      accessToken: `access-${number}`,
      refreshToken: alive,
      expiresAt: serverNow() + hour,
      lifetime: hour,
    };
  };
  const refresh = async (refreshToken: string): Promise<Tokens> => {
    spent.push(refreshToken);
    await Promise.resolve();
    if (fault) throw fault;
    if (refreshToken !== alive) throw new SignInRequired('Invalid token');
    return issue();
  };
  /** A tab with the storage of another one is its duplicate. */
  const openTab = (from?: {
    vault: { read(): string | null };
    name: { read(): string | null };
  }) => {
    const vault = memoryVault(from?.vault.read() ?? null);
    const name = memoryVault(from?.name.read() ?? null);
    const self = {};
    let signedOut = 0;
    let names = 0;
    let skew = 0;
    const channel = hub.channel(self);
    const tabs = createSessionTabs({
      ...{ channel, locks, clock, vault: name },
      newName: () => `session-${++names}-${spent.length}-${issued}`,
      markOf: (secret) => Promise.resolve(`mark of ${secret}`),
    });
    const keeper = createTokenKeeper({
      ...{ vault, clock, tabs },
      async refresh(refreshToken) {
        const tokens = await refresh(refreshToken);
        skew = serverNow() - clock.now();
        return tokens;
      },
      skew: () => skew,
      onServerTime: (time) => {
        skew = time - clock.now();
      },
      random: () => 0,
      onSignedOut: () => {
        signedOut++;
      },
    });
    return { keeper, vault, name, self, signedOut: () => signedOut };
  };
  const signIn = () => {
    const tab = openTab();
    tab.keeper.adopt(issue());
    return tab;
  };
  return {
    ...{ clock, hub, spent, openTab, signIn, locks },
    fail: (error: Error | null) => void (fault = error),
    /** The clock of this machine is set on; the server's is not. */
    jump(length: number) {
      jumped += length;
      clock.jump(length);
    },
  };
}

const lines: unknown[] = [];
beforeEach(() => {
  lines.length = 0;
  for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    vi.spyOn(console, method).mockImplementation((...words) => void lines.push(words));
  }
});
afterEach(() => {
  vi.restoreAllMocks();
  expect(lines).toEqual([]);
});

describe('two tabs with one session', () => {
  it('[AU3][F27] that renew together make one renewal, and both get the new token', async () => {
    const { signIn, openTab, spent } = openBrowser();
    const first = signIn();
    const second = openTab(first);
    await second.keeper.renew();
    spent.length = 0;
    const both = await Promise.all([first.keeper.renew(), second.keeper.renew()]);
    expect(spent).toHaveLength(1);
    expect(new Set(both.map(({ accessToken }) => accessToken)).size).toBe(1);
    expect(first.vault.read()).toBe(second.vault.read());
    expect(first.signedOut() + second.signedOut()).toBe(0);
  });

  it('[AU3][F27] whose tokens fall due together make one renewal by the timer', async () => {
    const { signIn, openTab, spent, clock } = openBrowser();
    const first = signIn();
    const second = openTab(first);
    await second.keeper.renew();
    spent.length = 0;
    clock.advance(56 * 60_000);
    await settled();
    expect(spent).toHaveLength(1);
    expect(await first.keeper.accessToken()).toBe(await second.keeper.accessToken());
    expect(spent).toHaveLength(1);
  });

  it('[F27] the one that did not ask takes what the other got', async () => {
    const { signIn, openTab } = openBrowser();
    const first = signIn();
    const second = openTab(first);
    await second.keeper.renew();
    const { accessToken } = await second.keeper.renew();
    await settled();
    expect(await first.keeper.accessToken()).toBe(accessToken);
  });

  it('[F28] a duplicate takes the token of the original, and asks no server', async () => {
    const { signIn, openTab, spent } = openBrowser();
    const first = signIn();
    const second = openTab(first);
    expect((await second.keeper.renew()).accessToken).toBe('access-1');
    expect(spent).toEqual([]);
  });

  it('[F28] a duplicate with a refresh token that was spent meanwhile is not signed out', async () => {
    const { signIn, openTab, spent } = openBrowser();
    const first = signIn();
    const copied = { vault: memoryVault(first.vault.read()), name: first.name };
    await first.keeper.renew();
    const late = openTab(copied);
    expect((await late.keeper.renew()).accessToken).toBe('access-2');
    expect(spent).toEqual(['refresh-1']);
    expect(late.signedOut()).toBe(0);
  });

  it('[AU3] a refused access token is not taken from the other tab again', async () => {
    const { signIn, openTab, spent } = openBrowser();
    const first = signIn();
    const second = openTab(first);
    await second.keeper.renew();
    expect((await second.keeper.renew()).accessToken).toBe('access-2');
    expect(spent).toEqual(['refresh-1']);
  });

  it('[F27] a tab that slept hands over nothing that is dead', async () => {
    const { signIn, openTab, hub, clock } = openBrowser();
    const sleeper = signIn();
    const second = openTab(sleeper);
    await second.keeper.renew();
    hub.asleep.add(sleeper.self);
    const renewing = second.keeper.renew();
    await settled();
    // So that both tokens end at the same time, and only being spent tells them apart.
    clock.advance(500);
    clock.jump(-500);
    await renewing;
    hub.asleep.delete(sleeper.self);
    expect((await second.keeper.renew()).accessToken).toBe('access-3');
    expect(second.signedOut()).toBe(0);
  });

  it('[AU3][F27] one that has renewed and is too busy to say so is waited for', async () => {
    const { signIn, openTab, spent, hub, clock } = openBrowser();
    const first = signIn();
    const second = openTab(first);
    await second.keeper.renew();
    hub.asleep.add(second.self);
    const earlier = first.keeper.renew();
    await settled();
    clock.advance(500);
    await earlier;
    hub.asleep.delete(second.self);
    hub.keepBusy(first.self);
    const renewing = second.keeper.renew();
    await settled();
    clock.advance(9_000);
    await settled();
    hub.free(first.self);
    expect((await renewing).accessToken).toBe('access-2');
    expect(spent).toEqual(['refresh-1']);
  });

  it('[AU3][F27] one that stays silent too long is asked once more after the refusal', async () => {
    const { signIn, openTab, spent, hub, clock } = openBrowser();
    const first = signIn();
    const second = openTab(first);
    await second.keeper.renew();
    hub.asleep.add(second.self);
    const earlier = first.keeper.renew();
    await settled();
    clock.advance(500);
    await earlier;
    hub.asleep.delete(second.self);
    hub.keepBusy(first.self);
    const renewing = second.keeper.renew();
    await settled();
    clock.advance(10_000);
    await settled();
    expect(spent).toEqual(['refresh-1', 'refresh-1']);
    hub.free(first.self);
    expect((await renewing).accessToken).toBe('access-2');
    expect(second.signedOut()).toBe(0);
  });

  it('[AU3] one that has renewed nothing is not waited for long', async () => {
    const { signIn, openTab, spent, hub, clock } = openBrowser();
    const first = signIn();
    const second = openTab(first);
    await second.keeper.renew();
    hub.keepBusy(first.self);
    const renewing = second.keeper.renew();
    await settled();
    clock.advance(500);
    expect((await renewing).accessToken).toBe('access-2');
    expect(spent).toEqual(['refresh-1']);
  });

  it('[AU2][AU5] the proof of a renewal names no token, and ends with the session', async () => {
    const { signIn, locks } = openBrowser();
    const { keeper } = signIn();
    await keeper.renew();
    expect(locks?.held().join()).toContain('mark of refresh-1');
    keeper.clear();
    await settled();
    expect(locks?.held()).toEqual([]);
    expect(await digestOf('refresh-1')).toMatch(/^[0-9a-f]{64}$/);
  });

  it('[F31] on a machine whose clock is set on, one renewal serves both', async () => {
    const { signIn, openTab, spent, jump, clock } = openBrowser();
    const first = signIn();
    const second = openTab(first);
    await second.keeper.renew();
    jump(58 * 60_000);
    clock.advance(60_000);
    await settled();
    expect(spent).toHaveLength(1);
    for (let minutes = 0; minutes < 30; minutes++) {
      clock.advance(60_000);
      await settled();
    }
    expect(spent.length).toBeLessThanOrEqual(2);
  });

  it('[F26] one that fails lets the other try', async () => {
    const { signIn, openTab, fail, spent } = openBrowser();
    const first = signIn();
    const second = openTab(first);
    await second.keeper.renew();
    fail(new ServerFault(500));
    const both = await Promise.allSettled([first.keeper.renew(), second.keeper.renew()]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    fail(null);
    await first.keeper.renew();
    expect(spent.at(-1)).toBe('refresh-1');
    expect(first.signedOut() + second.signedOut()).toBe(0);
  });

  it('[AU5] what comes for a tab that was signed out meanwhile is nobody’s', async () => {
    const { signIn, openTab } = openBrowser();
    const first = signIn();
    const second = openTab(first);
    await second.keeper.renew();
    const renewing = first.keeper.renew();
    second.keeper.clear();
    await renewing;
    await settled();
    expect(second.vault.read()).toBeNull();
    expect(second.keeper.refreshToken()).toBeNull();
  });
});

describe('tabs that have nothing to do with one another', () => {
  it('[AU3] two sessions in one browser exchange no tokens', async () => {
    const { signIn } = openBrowser();
    const first = signIn();
    const second = signIn();
    await second.keeper.renew();
    await settled();
    expect(await first.keeper.accessToken()).toBe('access-1');
  });

  it('[AU3] the next person in a tab shares nothing with a duplicate of the one before', async () => {
    const { signIn, openTab, spent } = openBrowser();
    const first = signIn();
    const copy = openTab(first);
    await copy.keeper.renew();
    first.keeper.clear();
    first.keeper.adopt({
      ...{ accessToken: 'other', refreshToken: 'other-refresh' },
      ...{ expiresAt: Date.UTC(2031, 0), lifetime: hour },
    });
    await copy.keeper.renew();
    await settled();
    expect(await first.keeper.accessToken()).toBe('other');
    expect(await copy.keeper.accessToken()).toBe('access-2');
    expect(spent).toEqual(['refresh-1']);
  });

  it('[SE3] a message of another form changes nothing', async () => {
    const { signIn, hub } = openBrowser();
    const tab = signIn();
    const stranger = hub.channel({});
    const session = tab.name.read();
    for (const message of [null, 'text', {}, { session, tokens: { accessToken: 7 } }]) {
      stranger.post(message);
    }
    await settled();
    expect(await tab.keeper.accessToken()).toBe('access-1');
  });
});

describe('a browser without locks', () => {
  it('[AU3] renews by itself, and hands over what it got', async () => {
    const { signIn, openTab, spent } = openBrowser({ withLocks: false });
    const first = signIn();
    const second = openTab(first);
    const { accessToken } = await second.keeper.renew();
    await settled();
    expect(spent).toEqual(['refresh-1']);
    expect(await first.keeper.accessToken()).toBe(accessToken);
  });
});
