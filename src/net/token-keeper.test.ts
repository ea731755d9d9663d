import { describe, expect, it } from 'vitest';
import { ServerFault, SignInRequired, TimedOut, Unreachable } from '../core/errors.ts';
import { createManualClock, settled } from '../testing/manual-clock.ts';
import { memoryVault } from '../testing/memory-vault.ts';
import type { Tokens } from './token-keeper.ts';
import { createTokenKeeper } from './token-keeper.ts';

const minute = 60_000;
const hour = 60 * minute;

/**
 * A server that gives tokens, whose clock may differ from this machine's by `skew`. Renewals wait
 * for `answer` or `refuse` unless it is `prompt`.
 */
interface Circumstances {
  life?: number;
  skew?: number;
  knownSkew?: number;
  prompt?: boolean;
  stored?: string | null;
}

function keep(circumstances: Circumstances = {}) {
  const { life = hour, skew = 0, prompt = true, stored = null } = circumstances;
  const { knownSkew = skew } = circumstances;
  const clock = createManualClock();
  const vault = memoryVault(stored);
  const spent: string[] = [];
  const waiting: { resolve: (tokens: Tokens) => void; reject: (error: Error) => void }[] = [];
  const orphaned: string[] = [];
  let issued = 0;
  let signedOut = 0;
  const issue = (): Tokens => {
    const number = ++issued;
    const expiresAt = clock.now() + skew + life;
    const lifetime = Math.max(0, expiresAt - (clock.now() + knownSkew));
    return {
      accessToken: `access-${number}`,
      refreshToken: `refresh-${number}`,
      expiresAt,
      lifetime,
    };
  };
  const keeper = createTokenKeeper({
    vault,
    clock,
    skew: () => knownSkew,
    random: () => 0.5,
    refresh(refreshToken) {
      spent.push(refreshToken);
      if (prompt) return Promise.resolve(issue());
      return new Promise((resolve, reject) => void waiting.push({ resolve, reject }));
    },
    onSignedOut: () => {
      signedOut++;
    },
    onOrphaned: ({ refreshToken }) => void orphaned.push(refreshToken),
  });
  return {
    orphaned,
    clock,
    vault,
    keeper,
    spent,
    issue,
    answer: () => waiting.shift()?.resolve(issue()),
    refuse: (error: Error) => waiting.shift()?.reject(error),
    signedOut: () => signedOut,
  };
}

describe('the access token', () => {
  it('[AU3] is used until five minutes before its end, and then renewed', async () => {
    const { keeper, clock, spent, issue } = keep();
    keeper.adopt(issue());
    clock.advance(55 * minute - 1);
    expect(await keeper.accessToken()).toBe('access-1');
    clock.advance(1);
    expect(await keeper.accessToken()).toBe('access-2');
    expect(spent).toEqual(['refresh-1']);
  });

  it('[AU3] of a short life is renewed when a tenth of it is left', async () => {
    const { keeper, clock, issue } = keep({ life: 20_000 });
    keeper.adopt(issue());
    clock.advance(17_999);
    expect(await keeper.accessToken()).toBe('access-1');
    clock.advance(1);
    expect(await keeper.accessToken()).toBe('access-2');
  });

  it('[AU2] is fetched with the stored refresh token after a reload', async () => {
    const { keeper, vault, spent } = keep({ stored: 'left-behind' });
    expect(await keeper.accessToken()).toBe('access-1');
    expect(spent).toEqual(['left-behind']);
    expect(vault.read()).toBe('refresh-1');
  });

  it('[AU2] never goes to the vault', async () => {
    const { keeper, vault, issue } = keep();
    keeper.adopt(issue());
    await keeper.renew();
    expect(vault.read()).toBe('refresh-2');
    keeper.clear();
    expect(vault.read()).toBeNull();
    expect(keeper.refreshToken()).toBeNull();
  });

  it('[AU1] is refused to who is not signed in', async () => {
    await expect(keep().keeper.accessToken()).rejects.toThrow(SignInRequired);
    await expect(keep().keeper.renew()).rejects.toThrow(SignInRequired);
  });
});

describe('renewal', () => {
  it('[AU3][F25] is one for ten that need a token at the same time', async () => {
    const { keeper, clock, spent, issue } = keep();
    keeper.adopt(issue());
    clock.advance(hour);
    const tokens = await Promise.all(Array.from({ length: 10 }, () => keeper.accessToken()));
    expect(spent).toEqual(['refresh-1']);
    expect(new Set(tokens)).toEqual(new Set(['access-2']));
  });

  it('[AU3] the next one, when it is done, spends the new refresh token', async () => {
    const { keeper, spent, issue } = keep();
    keeper.adopt(issue());
    await keeper.renew();
    await keeper.renew();
    expect(spent).toEqual(['refresh-1', 'refresh-2']);
  });

  it('[F26] refused by the server signs out, and says so once to all that waited', async () => {
    const { keeper, vault, issue, refuse, signedOut } = keep({ prompt: false });
    keeper.adopt(issue());
    const renewals = [keeper.renew(), keeper.renew(), keeper.renew()];
    refuse(new SignInRequired('Invalid token'));
    const outcomes = await Promise.allSettled(renewals);
    expect(outcomes.every(({ status }) => status === 'rejected')).toBe(true);
    expect(signedOut()).toBe(1);
    expect(vault.read()).toBeNull();
  });

  it.each([new Unreachable('no'), new TimedOut(15_000), new ServerFault(500)])(
    '[F26] ahead of time that fails (%s) keeps the token while it holds, and is tried again',
    async (fault) => {
      const { keeper, clock, vault, issue, answer, refuse, signedOut } = keep({ prompt: false });
      keeper.adopt(issue());
      clock.advance(56 * minute);
      const first = keeper.accessToken();
      refuse(fault);
      expect(await first).toBe('access-1');
      expect(signedOut()).toBe(0);
      expect(vault.read()).toBe('refresh-1');
      clock.advance(1000);
      const second = keeper.accessToken();
      answer();
      expect(await second).toBe('access-2');
    },
  );

  it('[F26] that fails after the end is an error, and no sign-out', async () => {
    const { keeper, clock, issue, refuse, signedOut } = keep({ prompt: false });
    keeper.adopt(issue());
    clock.advance(hour);
    const late = keeper.accessToken();
    refuse(new Unreachable('no'));
    await expect(late).rejects.toThrow(Unreachable);
    expect(signedOut()).toBe(0);
  });

  it('[AU5] that comes back after signing out is nobody’s, and is ended', async () => {
    const { keeper, vault, issue, answer, signedOut, orphaned } = keep({ prompt: false });
    keeper.adopt(issue());
    const late = keeper.renew();
    keeper.clear();
    answer();
    await expect(late).rejects.toThrow(SignInRequired);
    expect(vault.read()).toBeNull();
    expect(keeper.refreshToken()).toBeNull();
    expect(signedOut()).toBe(0);
    expect(orphaned).toEqual(['refresh-2']);
  });

  it('[AU3] begun for one person is not waited for by the next, and does not disturb theirs', async () => {
    const { keeper, spent, issue, answer, refuse, signedOut } = keep({ prompt: false });
    keeper.adopt(issue());
    const first = keeper.renew();
    keeper.clear();
    keeper.adopt(issue());
    const second = keeper.renew();
    refuse(new SignInRequired('Invalid token'));
    await expect(first).rejects.toThrow(SignInRequired);
    await settled();
    const third = keeper.renew();
    expect(spent).toEqual(['refresh-1', 'refresh-2']);
    answer();
    expect((await second).accessToken).toBe('access-3');
    expect((await third).accessToken).toBe('access-3');
    expect(signedOut()).toBe(0);
  });
});

describe('the timer', () => {
  it('[AU3][F24] renews five minutes ahead of the end although nobody asks for a token', async () => {
    const { keeper, clock, spent, issue } = keep();
    keeper.adopt(issue());
    clock.advance(55 * minute - 1);
    expect(spent).toEqual([]);
    clock.advance(1);
    await settled();
    expect(spent).toEqual(['refresh-1']);
    expect(await keeper.accessToken()).toBe('access-2');
  });

  it('[AU3] goes on renewing, once an hour, for as long as the tab is open', async () => {
    const { keeper, clock, spent, issue } = keep();
    keeper.adopt(issue());
    for (let minutes = 0; minutes < 24 * 60; minutes++) {
      clock.advance(minute);
      await settled();
    }
    expect(spent).toHaveLength(26);
  });

  it('[AU3] of a machine that slept past the end renews within a minute of waking', async () => {
    const { keeper, clock, spent, issue } = keep();
    keeper.adopt(issue());
    clock.advance(10 * minute);
    clock.jump(8 * hour);
    clock.advance(minute);
    await settled();
    expect(spent).toEqual(['refresh-1']);
  });

  it.each([new Unreachable('no'), new TimedOut(15_000), new ServerFault(500)])(
    '[F26] that fails (%s) is tried again with back-off, and signs nobody out',
    async (fault) => {
      const { keeper, clock, spent, issue, refuse, answer, signedOut } = keep({ prompt: false });
      keeper.adopt(issue());
      clock.advance(55 * minute);
      const tries: number[] = [];
      for (let second = 0; second < 240; second++) {
        if (spent.length > tries.length) tries.push(second);
        refuse(fault);
        await settled();
        clock.advance(1000);
      }
      expect(tries.length).toBeGreaterThan(5);
      expect(tries.length).toBeLessThan(20);
      expect(Math.max(...tries.map((at, index) => at - (tries[index - 1] ?? 0)))).toBeLessThan(40);
      const held = keeper.accessToken();
      refuse(fault);
      expect(await held).toBe('access-1');
      clock.advance(minute);
      answer();
      await settled();
      expect(signedOut()).toBe(0);
    },
  );

  it('[F26] refused by the server signs out once, and ends', async () => {
    const { keeper, clock, spent, issue, refuse, signedOut } = keep({ prompt: false });
    keeper.adopt(issue());
    clock.advance(55 * minute);
    refuse(new SignInRequired('Invalid token'));
    await settled();
    clock.advance(24 * hour);
    expect([signedOut(), spent.length, clock.timers]).toEqual([1, 1, 0]);
  });

  it('[AU5][F44] ends with the session', () => {
    const { keeper, clock, spent, issue } = keep();
    keeper.adopt(issue());
    keeper.clear();
    clock.advance(24 * hour);
    expect([spent.length, clock.timers]).toEqual([0, 0]);
  });
});

describe('a clock that is off', () => {
  const offsets = [-hour, -10 * minute, 10 * minute, hour, 25 * hour];

  it.each(offsets)(
    '[F31] by %i ms, known from the answers: renewed as if it were right',
    async (skew) => {
      const { keeper, clock, spent, issue } = keep({ skew });
      keeper.adopt(issue());
      for (let minutes = 0; minutes < 120; minutes++) {
        await keeper.accessToken();
        clock.advance(minute);
      }
      expect(spent).toHaveLength(2);
    },
  );

  it.each(offsets)('[F31] by %i ms, unknown: no storm of renewals', async (skew) => {
    const { keeper, clock, spent, issue } = keep({ skew, knownSkew: 0 });
    keeper.adopt(issue());
    for (let minutes = 0; minutes < 120; minutes++) {
      for (let calls = 0; calls < 10; calls++) await keeper.accessToken();
      clock.advance(minute);
    }
    expect(spent.length).toBeLessThanOrEqual(3);
  });

  it('[F31] set right in the middle: one renewal', async () => {
    const { keeper, clock, spent, issue } = keep();
    keeper.adopt(issue());
    clock.jump(hour);
    await keeper.accessToken();
    await keeper.accessToken();
    clock.jump(-2 * hour);
    await keeper.accessToken();
    expect(spent).toHaveLength(1);
  });
});

describe('a refused renewal in one of several tabs', () => {
  /** A session whose other tab answers nothing when first asked, and `late` after that. */
  function keepBesideBusyTab(late: readonly Tokens[]) {
    const clock = createManualClock();
    let asked = 0;
    let signedOut = 0;
    const keeper = createTokenKeeper({
      vault: memoryVault('refresh-1'),
      clock,
      skew: () => 0,
      random: () => 0.5,
      refresh: () => Promise.reject(new SignInRequired('Invalid token')),
      onSignedOut: () => {
        signedOut++;
      },
      tabs: {
        begin: () => undefined,
        end: () => undefined,
        alone: (task) => task(),
        ask: () => Promise.resolve(asked++ === 0 ? [] : late),
        tell: () => Promise.resolve(),
        attend: () => undefined,
      },
    });
    return { clock, keeper, signedOut: () => signedOut };
  }

  it('[AU3][F27] signs nobody out while the other, too busy to answer at first, has the new token', async () => {
    const newer: Tokens = {
      accessToken: 'access-2',
      refreshToken: 'refresh-2',
      expiresAt: createManualClock().now() + hour,
      lifetime: hour,
    };
    const { keeper, signedOut } = keepBesideBusyTab([newer]);
    expect((await keeper.renew()).accessToken).toBe('access-2');
    expect(signedOut()).toBe(0);
  });

  it('[F26] signs out when no other tab has anything newer', async () => {
    const { keeper, signedOut } = keepBesideBusyTab([]);
    await expect(keeper.renew()).rejects.toBeInstanceOf(SignInRequired);
    expect(signedOut()).toBe(1);
  });
});
