import { describe, expect, it } from 'vitest';
import { SignInRequired, Unreachable } from '../core/errors.ts';
import { createManualClock, settled } from '../testing/manual-clock.ts';
import type { LockOptions } from './lock.ts';
import { createLock } from './lock.ts';

const second = 1000;
const minute = 60 * second;

/** A tab in the hand of the test: it touches, wakes, and hears other tabs. */
function openTab(given: Partial<LockOptions> & { kept?: string | null } = {}) {
  const { kept = null, ...options } = given;
  const clock = createManualClock();
  const said: unknown[] = [];
  let stored = kept;
  let touch: (input?: 'act' | 'move') => void = () => undefined;
  let wake = (): void => undefined;
  let hear: (message: unknown) => void = () => undefined;
  const lock = createLock({
    clock,
    limit: 15 * minute,
    memory: {
      read: () => stored,
      write: (text) => void (stored = text),
      clear: () => void (stored = null),
    },
    isNewSession: kept === null,
    onInput(listener) {
      touch = (input = 'act') => listener(input);
      return () => (touch = () => undefined);
    },
    onWake(listener) {
      wake = listener;
      return () => (wake = () => undefined);
    },
    tabs: {
      post: (message) => void said.push(message),
      listen(listener) {
        hear = listener;
        return () => (hear = () => undefined);
      },
    },
    verify: () => Promise.resolve(),
    check: () => Promise.resolve(),
    ...options,
  });
  return {
    ...{ clock, lock, said },
    phase: () => lock.store.getState().phase,
    stored: () => stored,
    touch: (input?: 'act' | 'move') => touch(input),
    wake: () => wake(),
    hear: (message: unknown) => hear(message),
  };
}

describe('[AU4] the idle lock', () => {
  it('warns after 14 minutes without input, and locks after 15', () => {
    const { clock, phase } = openTab();
    clock.advance(14 * minute - 1);
    expect(phase()).toBe('open');
    clock.advance(1);
    expect(phase()).toBe('warning');
    clock.advance(minute - 1);
    expect(phase()).toBe('warning');
    clock.advance(1);
    expect(phase()).toBe('locked');
  });

  it('counts from the last input, also from one during the warning', () => {
    const { clock, phase, touch, lock } = openTab();
    for (let inputs = 0; inputs < 100; inputs++) {
      clock.advance(14 * minute + 30 * second);
      touch();
      expect(phase()).toBe('open');
    }
    expect(lock.store.getState()).toMatchObject({ lockAt: clock.now() + 15 * minute });
  });

  it('is put off by a move of the pointer, but the warning only by an act', () => {
    const { clock, phase, touch } = openTab();
    clock.advance(13 * minute);
    touch('move');
    clock.advance(14 * minute);
    expect(phase()).toBe('warning');
    touch('move');
    expect(phase()).toBe('warning');
    touch('act');
    expect(phase()).toBe('open');
  });

  it('does not lock where the site says so', () => {
    const { clock, phase, lock } = openTab({ limit: 0 });
    clock.advance(24 * 60 * minute);
    expect(phase()).toBe('open');
    expect(lock.store.getState()).toMatchObject({ lockAt: null });
    expect(clock.timers).toBe(0);
  });

  it('warns for half of a limit that is very short', () => {
    const { clock, phase } = openTab({ limit: 20 * second });
    clock.advance(10 * second);
    expect(phase()).toBe('warning');
    clock.advance(10 * second);
    expect(phase()).toBe('locked');
  });

  it('has passed on a machine that slept for an hour, before any input counts', () => {
    const { clock, phase, touch } = openTab();
    clock.jump(60 * minute);
    touch();
    expect(phase()).toBe('locked');
  });

  it('has passed on a machine that slept, as soon as the page is seen or a second has gone', () => {
    const first = openTab();
    first.clock.jump(60 * minute);
    first.wake();
    expect(first.phase()).toBe('locked');
    const second = openTab();
    second.clock.jump(60 * minute);
    second.clock.advance(1000);
    expect(second.phase()).toBe('locked');
  });

  it('[F31] is not put off by a clock that is set back', () => {
    const { clock, phase } = openTab();
    clock.jump(-60 * minute);
    clock.advance(15 * minute + second);
    expect(phase()).toBe('locked');
  });

  it('knows nothing of input once it is locked', () => {
    const { clock, phase, touch, hear, lock } = openTab();
    clock.advance(15 * minute);
    touch();
    lock.note();
    hear('in-use');
    expect(phase()).toBe('locked');
  });

  it('[F44] leaves nothing running or kept when the session ends', async () => {
    const { clock, lock, touch, stored, phase } = openTab();
    const unlocking = lock.unlock('secret');
    lock.close();
    await unlocking;
    touch();
    clock.advance(60 * minute);
    expect([clock.timers, stored(), phase()]).toEqual([0, null, 'open']);
  });
});

describe('[AU4] several tabs', () => {
  it('input in one is told to the others, at most every five seconds', () => {
    const { clock, touch, said } = openTab();
    for (let tenths = 0; tenths < 600; tenths++) {
      clock.advance(100);
      touch();
    }
    expect(said.length).toBeGreaterThanOrEqual(11);
    expect(said.length).toBeLessThanOrEqual(12);
  });

  it('input in another one counts here, and is not passed on', () => {
    const { clock, phase, hear, said } = openTab();
    clock.advance(14 * minute + 30 * second);
    hear('in-use');
    expect(phase()).toBe('open');
    clock.advance(13 * minute);
    expect(phase()).toBe('open');
    expect(said).toEqual([]);
  });

  it('any other message is no input', () => {
    const { clock, phase, hear } = openTab();
    clock.advance(14 * minute);
    for (const message of [null, {}, 'signed-out', 0]) hear(message);
    expect(phase()).toBe('warning');
  });
});

describe('[AU4] a reload', () => {
  const start = createManualClock().now();

  it('of a locked tab is locked', () => {
    const { clock, stored } = openTab();
    clock.advance(15 * minute);
    expect(openTab({ kept: stored() }).phase()).toBe('locked');
  });

  it('after the limit is locked, before it goes on counting', () => {
    expect(openTab({ kept: String(start - 15 * minute) }).phase()).toBe('locked');
    const { clock, phase } = openTab({ kept: String(start - 10 * minute) });
    clock.advance(5 * minute - 1);
    expect(phase()).toBe('warning');
    clock.advance(1);
    expect(phase()).toBe('locked');
  });

  it.each(['', 'soon', 'NaN', String(start + 60 * minute)])(
    'that finds %j does not put it off',
    (kept) => {
      const { clock, phase } = openTab({ kept });
      clock.advance(14 * minute);
      expect(phase()).not.toBe('open');
      clock.advance(minute);
      expect(phase()).toBe('locked');
    },
  );

  it('is no matter to who has just signed in', () => {
    expect(openTab({ kept: 'locked', isNewSession: true }).phase()).toBe('open');
  });
});

describe('[AU4] unlocking', () => {
  it('by the right password goes on, for another quarter of an hour', async () => {
    const passwords: string[] = [];
    const { clock, lock, phase, stored } = openTab({
      verify: (password) => Promise.resolve(void passwords.push(password)),
    });
    clock.advance(20 * minute);
    await lock.unlock('secret');
    expect(passwords).toEqual(['secret']);
    expect(phase()).toBe('open');
    expect(stored()).toBe(String(clock.now()));
    clock.advance(15 * minute);
    expect(phase()).toBe('locked');
  });

  it.each([new SignInRequired('Invalid credentials'), new Unreachable('no')])(
    'that fails (%s) stays locked and is the caller’s to tell',
    async (fault) => {
      const { clock, lock, phase } = openTab({ verify: () => Promise.reject(fault) });
      clock.advance(15 * minute);
      await expect(lock.unlock('guess')).rejects.toBe(fault);
      expect(phase()).toBe('locked');
    },
  );
});

describe('[F32] a page that comes back', () => {
  it('is covered until the session is known to hold', async () => {
    let answer = (): void => undefined;
    const { lock, phase } = openTab({
      check: () => new Promise((resolve) => (answer = resolve)),
    });
    const checking = lock.checkFirst();
    expect(phase()).toBe('checking');
    answer();
    await checking;
    expect(phase()).toBe('open');
  });

  it('stays covered when that cannot be found out, and can be unlocked', async () => {
    const { lock, phase } = openTab({ check: () => Promise.reject(new Unreachable('no')) });
    await lock.checkFirst();
    expect(lock.store.getState()).toEqual({ phase: 'locked', cause: 'unchecked' });
    await lock.unlock('secret');
    expect(phase()).toBe('open');
  });

  it('after the limit is locked, whatever the server says', async () => {
    const { clock, lock, phase } = openTab();
    clock.jump(60 * minute);
    await lock.checkFirst();
    await settled();
    expect(phase()).toBe('locked');
  });

  it('that is away for the whole limit while the server thinks is locked after all', async () => {
    let answer = (): void => undefined;
    const { clock, lock, phase } = openTab({
      check: () => new Promise((resolve) => (answer = resolve)),
    });
    const checking = lock.checkFirst();
    clock.jump(60 * minute);
    answer();
    await checking;
    expect(phase()).toBe('locked');
  });
});
