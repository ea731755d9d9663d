import { describe, expect, it } from 'vitest';
import { openFakeSite } from '../testing/fake-site.ts';
import { settled } from '../testing/manual-clock.ts';

/** Somebody is in at both, each with a message that cannot go out; North is looked at. */
async function openBoth({ keepsOthersOpen = true, unsentAt = ['north', 'valley'] } = {}) {
  const site = openFakeSite({ keepsOthersOpen });
  const { north, valley, tenants } = site;
  await valley.session.signIn('consultant', '');
  await north.session.signIn('physician', '');
  await settled();
  for (const tenant of [valley, north]) {
    const { id } = tenant.config;
    tenants.switchTo(id);
    await settled();
    if (unsentAt.includes(id)) tenant.work.consultation.write('ask', `Unsent at ${id}`);
    else tenant.backend.line.online();
  }
  const isIn = () =>
    [north, valley].map(({ session }) => session.store.getState().status === 'signed-in');
  const asking = () =>
    [north, valley]
      .filter((each) => each.isOpen && each.work.leaving.store.getState().phase === 'asking')
      .map(({ config }) => config.id);
  const current = () => tenants.store.getState().currentId;
  const unsent = () => [north, valley].map(({ conversation }) => conversation.exchanges.length);
  return { ...site, isIn, asking, current, unsent };
}

describe('[TE1] signing out of all tenants', () => {
  it('asks at each that would lose something, where it is seen, before anybody is out', async () => {
    const { north, valley, signOuts, isIn, asking, current, removed } = await openBoth();
    signOuts.everywhere();
    await settled();
    expect([asking(), current(), isIn()]).toEqual([['north'], 'north', [true, true]]);
    north.work.leaving.leaveAnyway();
    north.work.leaving.leaveAnyway();
    await settled();
    expect([asking(), current(), isIn()]).toEqual([['valley'], 'valley', [true, true]]);
    expect(removed).toEqual([]);
    valley.work.leaving.leaveAnyway();
    await settled();
    expect(isIn()).toEqual([false, false]);
    expect([...new Set(removed)].toSorted()).toEqual([
      'address',
      'everything',
      'everything, or the next page',
      'tab',
    ]);
  });

  it('loses nothing where the person stays, at whichever', async () => {
    const { north, valley, signOuts, isIn, asking, unsent, removed } = await openBoth();
    signOuts.everywhere();
    await settled();
    north.work.leaving.stay();
    signOuts.everywhere();
    await settled();
    north.work.leaving.leaveAnyway();
    await settled();
    valley.work.leaving.stay();
    await settled();
    expect([isIn(), asking(), unsent(), removed]).toEqual([[true, true], [], [1, 1], []]);
    // Nothing of the first wish is left over.
    valley.work.leaving.leave();
    expect(asking()).toEqual(['valley']);
  });

  it('goes without a question where nothing would be lost', async () => {
    const { signOuts, isIn, asking } = await openBoth({ unsentAt: [] });
    signOuts.everywhere();
    await settled();
    expect([isIn(), asking()]).toEqual([[false, false], []]);
  });

  it('shows the question also from a tenant in which a reply is under way', async () => {
    const { north, valley, signOuts, asking, current, tenants } = await openBoth({ unsentAt: [] });
    north.work.consultation.write('ask', 'Is it the heart?');
    // It is known late that another tab has something there.
    valley.elsewhere = { open: 0, closed: 0, unsent: 1, alerts: 0 };
    signOuts.everywhere();
    await settled();
    expect([asking(), current()]).toEqual([['valley'], 'valley']);
    expect(tenants.store.getState().askingFor).toBeNull();
  });

  it('shows a question again that was left without an answer', async () => {
    const { signOuts, asking, current, address } = await openBoth({ unsentAt: ['valley'] });
    signOuts.everywhere();
    await settled();
    address.travel('north');
    expect(current()).toBe('north');
    signOuts.everywhere();
    await settled();
    expect([asking(), current()]).toEqual([['valley'], 'valley']);
  });

  it('asks also about what is kept of a tenant that is closed', async () => {
    const site = await openBoth({ keepsOthersOpen: false, unsentAt: [] });
    const { north, valley, signOuts, isIn, asking, current, tenants } = site;
    tenants.switchTo('valley');
    await settled();
    valley.backend.line.online();
    valley.work.consultation.write('ask', 'Is it the heart?');
    // Set aside: it goes out only when the person says so, and keeps no tenant open.
    for (let tries = 0; tries < 3; tries++) {
      valley.backend.line.giveBack();
      valley.backend.line.online();
    }
    tenants.switchTo('north');
    await settled();
    expect([valley.isOpen, valley.openLines, north.openLines]).toEqual([false, 0, 1]);
    signOuts.everywhere();
    await settled();
    expect([asking(), current(), isIn()]).toEqual([['valley'], 'valley', [true, true]]);
    valley.work.leaving.stay();
    await settled();
    expect(valley.conversation.exchanges).toHaveLength(1);
    tenants.switchTo('north');
    await settled();
    expect(valley.isOpen).toBe(false);
  });

  it('is not held up by a tenant that cannot be opened', async () => {
    const { valley, signOuts, isIn } = await openBoth({ keepsOthersOpen: false, unsentAt: [] });
    valley.isMissing = true;
    signOuts.everywhere();
    await settled();
    expect(isIn()).toEqual([false, false]);
  });
});

describe('[TE1] signing out of one tenant', () => {
  it('leaves the other at work, and removes what is kept of the one alone', async () => {
    const { valley, north, tenants, isIn, removed } = await openBoth({ unsentAt: ['valley'] });
    tenants.signOutOf('north');
    await settled();
    expect(isIn()).toEqual([false, true]);
    expect(removed).toEqual(['address', 'work of north']);
    expect(north.openLines).toBe(0);
    expect(valley.openLines).toBe(1);
    expect(valley.conversation.exchanges).toHaveLength(1);
  });

  it('asks about that one alone', async () => {
    const { north, tenants, isIn, asking } = await openBoth();
    tenants.signOutOf('north');
    await settled();
    expect([asking(), isIn()]).toEqual([['north'], [true, true]]);
    north.work.leaving.leaveAnyway();
    await settled();
    expect(isIn()).toEqual([false, true]);
  });
});

it('[AU4][TE1] signing out instead of unlocking asks nobody, and leaves nothing', async () => {
  const { signOuts, isIn, asking, removed } = await openBoth();
  signOuts.now();
  await settled();
  expect([isIn(), asking()]).toEqual([[false, false], []]);
  expect(removed).toContain('everything');
});
