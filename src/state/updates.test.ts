import { describe, expect, it } from 'vitest';
import { createManualClock, settled } from '../testing/manual-clock.ts';
import { memoryVault } from '../testing/memory-vault.ts';
import { createUpdates } from './updates.ts';

const minutes = (count: number) => count * 60_000;

interface Opening {
  own?: string | null;
  vault?: ReturnType<typeof memoryVault>;
}

function open({ own = 'one', vault = memoryVault() }: Opening = {}) {
  const clock = createManualClock();
  const server = { build: 'one', isGone: false, asked: 0 };
  const page: { reloads: number; wake(): void } = { reloads: 0, wake: () => undefined };
  const updates = createUpdates({
    own,
    read() {
      server.asked++;
      return server.isGone ? Promise.reject(new Error('gone')) : Promise.resolve(server.build);
    },
    clock,
    onWake(listener) {
      page.wake = listener;
      return () => undefined;
    },
    memory: vault,
    reload: () => page.reloads++,
  });
  const pass = async (time: number) => {
    clock.advance(time);
    await settled();
  };
  const offered = () => updates.store.getState().build;
  return { updates, server, page, clock, pass, offered };
}

describe('[OP3] a version on the server that is another one', () => {
  it('is noticed within a quarter of an hour, and offered, not loaded', async () => {
    const { server, page, pass, offered } = open();
    server.build = 'two';
    await pass(minutes(14));
    expect(offered()).toBeNull();
    await pass(minutes(1));
    expect(offered()).toBe('two');
    await pass(minutes(60));
    expect(page.reloads).toBe(0);
  });

  it('is asked for when the page is seen again, but not at each change of tabs', async () => {
    const { server, page, pass, offered } = open();
    server.build = 'two';
    page.wake();
    await settled();
    expect(offered()).toBe('two');
    page.wake();
    page.wake();
    await settled();
    expect(server.asked).toBe(1);
    await pass(minutes(2));
    page.wake();
    expect(server.asked).toBe(2);
  });

  it('that was taken back is not offered any more', async () => {
    const { updates, server, offered } = open();
    server.build = 'two';
    await updates.check();
    server.build = 'one';
    await updates.check();
    expect(offered()).toBeNull();
  });

  it('stays on offer while the server is away, which is asked again soon', async () => {
    const { updates, server, offered, pass } = open();
    server.build = 'two';
    await updates.check();
    server.isGone = true;
    await updates.check();
    expect(updates.store.getState()).toEqual({ build: 'two', isReached: false });
    server.isGone = false;
    await pass(20_000);
    expect(updates.store.getState().isReached).toBe(true);
    expect(offered()).toBe('two');
  });

  it('is never asked for by a page that was not built, or that was left', async () => {
    const { updates, server, pass, clock } = open({ own: null });
    await updates.check();
    await pass(minutes(60));
    const left = open();
    left.updates.close();
    await left.pass(minutes(60));
    expect([server.asked, clock.timers, left.server.asked]).toEqual([0, 0, 0]);
  });
});

describe('[OP3] a part that is gone with its version', () => {
  const nothing = () => false;

  it('loads the page anew once, and not again over reloads, whichever version is next', async () => {
    const vault = memoryVault();
    const first = open({ vault });
    first.server.build = 'two';
    await first.updates.onPartMissing(nothing);
    expect(first.page.reloads).toBe(1);
    const second = open({ own: 'two', vault });
    second.server.build = 'three';
    await second.updates.onPartMissing(nothing);
    expect(second.page.reloads).toBe(0);
    expect(second.offered()).toBe('three');
    second.updates.accept();
    expect(second.page.reloads).toBe(1);
  });

  it.each([
    ['something would be lost', { build: 'two' }, () => true],
    ['the version is the same', { build: 'one' }, nothing],
    ['the server does not answer', { isGone: true }, nothing],
  ])('loads nothing anew where %s', async (_why, state, wouldLose) => {
    const { updates, server, page } = open();
    Object.assign(server, state);
    await updates.onPartMissing(wouldLose);
    expect(page.reloads).toBe(0);
  });

  it('loads nothing anew in a browser that would not remember it', async () => {
    const vault = { read: () => null, write: () => undefined, clear: () => undefined };
    const { updates, server, page } = open({ vault });
    server.build = 'two';
    await updates.onPartMissing(nothing);
    expect(page.reloads).toBe(0);
  });
});
