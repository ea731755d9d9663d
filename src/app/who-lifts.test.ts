import { describe, expect, it } from 'vitest';
import type { OpenLock } from '../panels/lock/open-lock.tsx';
import { createLock } from '../state/lock.ts';
import { openFakeSite } from '../testing/fake-site.ts';
import { createManualClock, settled } from '../testing/manual-clock.ts';
import { memoryVault } from '../testing/memory-vault.ts';
import { createPageLock } from './page-lock.ts';
import { createGuards } from './who-lifts.ts';

const minute = 60_000;

async function openBoth(options: Parameters<typeof openFakeSite>[0] = {}) {
  const site = openFakeSite(options);
  const { north, valley, tenants } = site;
  await north.session.signIn('physician', '');
  await valley.session.signIn('consultant', '');
  await settled();
  const guards = createGuards([north, valley], () => tenants.store.getState().currentId);
  const clock = createManualClock();
  const lock = createLock({
    ...{ clock, limit: 15 * minute, isNewSession: true, memory: memoryVault() },
    ...{ verify: guards.verify, check: guards.check },
    onInput: () => () => undefined,
    onWake: () => () => undefined,
    tabs: { post: () => undefined, listen: () => () => undefined },
  });
  return { ...site, guards, clock, lock, phase: () => lock.store.getState().phase };
}

describe('[AU4][TE1] the one lock over two tenants', () => {
  it('is lifted once, by whoever is signed in where one is looked at, and by nobody else', async () => {
    const { north, valley, tenants, guards, clock, lock, phase } = await openBoth();
    tenants.switchTo('valley');
    clock.advance(15 * minute);
    expect(phase()).toBe('locked');
    expect(guards.who()).toEqual({
      ...{ user: 'consultant', tenant: 'valley hospital', proof: 'password' },
    });
    await expect(lock.unlock('secret of north')).rejects.toThrow();
    expect(phase()).toBe('locked');
    await lock.unlock('secret of valley');
    expect(phase()).toBe('open');
    expect([north.tried, valley.tried]).toEqual([[], ['secret of north', 'secret of valley']]);
    // Both are as they were.
    expect([north.openLines, valley.openLines]).toEqual([1, 1]);
  });

  it('is not lifted by a mere name while another can prove who they are', async () => {
    const { tenants, guards } = await openBoth({ proofs: { valley: 'none' } });
    tenants.switchTo('valley');
    expect(guards.who()).toMatchObject({ user: 'physician', proof: 'password' });
    await expect(guards.verify('')).rejects.toThrow();
  });

  it('asks the one who is in where the one that is looked at has nobody in', async () => {
    const { north, valley, tenants, guards } = await openBoth();
    tenants.switchTo('valley');
    await valley.session.signOut();
    expect(guards.who()).toMatchObject({ user: 'physician', tenant: 'north hospital' });
    await north.session.signOut();
    await expect(guards.verify('secret of north')).rejects.toThrow();
  });

  it('stays where one of the sessions cannot be asked about after the page was away', async () => {
    const { valley, lock, phase } = await openBoth();
    await lock.checkFirst();
    expect(phase()).toBe('open');
    valley.isUnsure = true;
    await lock.checkFirst();
    expect(phase()).toBe('locked');
  });
});

it('[AU4][AU5][TE1] there is one lock from the first who is in to the last who leaves', async () => {
  const { north, valley } = openFakeSite();
  const said: string[] = [];
  let comesBack = (): Promise<void> => Promise.resolve();
  const open = {
    frame: (content: unknown) => content,
    lock: { checkFirst: () => said.push('checked'), close: () => said.push('closed') },
  } as unknown as OpenLock;
  const clock = createManualClock();
  const lock = createPageLock({
    doors: () => [north, valley],
    clock,
    makeLock: () => {
      said.push('made');
      return Promise.resolve(open);
    },
    coverWhileAway: (mayShow) => void (comesBack = mayShow),
  });
  await north.session.signIn('physician', '');
  await lock.ensure(true);
  await valley.session.signIn('consultant', '');
  await lock.ensure(true);
  expect(said).toEqual(['made']);
  const shown = comesBack();
  await settled();
  expect(said).toEqual(['made', 'checked']);
  clock.advance(0);
  await shown;
  await north.session.signOut();
  lock.release();
  expect(lock.store.getState().frame).not.toBeNull();
  await valley.session.signOut();
  lock.release();
  await settled();
  expect(lock.store.getState().frame).toBeNull();
  expect(said).toEqual(['made', 'checked', 'closed']);
});
