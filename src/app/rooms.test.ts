import { describe, expect, it } from 'vitest';
import { openFakeSite } from '../testing/fake-site.ts';
import { settled } from '../testing/manual-clock.ts';

/** Somebody is in at both, and North is looked at. */
async function openBoth(options: Parameters<typeof openFakeSite>[0] = {}) {
  const site = openFakeSite(options);
  const { north, valley, tenants } = site;
  await north.session.signIn('physician', '');
  tenants.switchTo('valley');
  await valley.session.signIn('consultant', '');
  await settled();
  tenants.switchTo('north');
  await settled();
  for (const { backend } of [north, valley]) backend.line.online();
  return site;
}

const alone = { keepsOthersOpen: false };
const emergency = { severity: 'emergency', text: 'Possible heart attack' } as const;

describe('[TE1] a site that closes the tenants behind the one that is looked at', () => {
  it('has no line of the other any more after a switch, and the whole of it when one comes back', async () => {
    const { north, valley, tenants } = await openBoth(alone);
    expect([north.openLines, valley.openLines]).toEqual([1, 0]);
    north.work.consultation.write('ask', 'Is it the heart?');
    north.backend.line.reply('It may be.');
    tenants.switchTo('valley');
    await settled();
    expect([north.isOpen, north.openLines, valley.openLines]).toEqual([false, 0, 1]);
    expect([...tenants.store.getState().open.keys()]).toEqual(['valley']);
    tenants.switchTo('north');
    await settled();
    expect(north.openLines).toBe(1);
    expect(JSON.stringify(north.conversation)).toContain('It may be.');
    expect(north.session.store.getState()).toMatchObject({ status: 'signed-in' });
  });

  it('lets a reply come to its end first, and shows the alert that it brings until it is taken on', async () => {
    const { north, tenants } = await openBoth(alone);
    north.work.consultation.write('ask', 'Is it the heart?');
    north.backend.line.start();
    tenants.switchTo('valley');
    tenants.switchAnyway();
    await settled();
    expect([north.openLines, north.isHeld]).toEqual([1, true]);
    north.backend.line.raise(emergency);
    north.backend.line.say('It is.');
    north.backend.line.finish();
    await settled();
    expect([north.openLines, north.isHeld]).toEqual([1, true]);
    const { id, alerts } = north.conversation;
    north.work.consultation.acknowledge(id, alerts[0]?.id ?? '', 'seen');
    await settled();
    expect([north.isOpen, north.openLines, north.isHeld]).toEqual([false, 0, false]);
  });

  it('[OB1] sends what waits first', async () => {
    const { north, tenants } = await openBoth(alone);
    north.backend.line.waiting();
    north.work.consultation.write('ask', 'Is it the heart?');
    tenants.switchTo('valley');
    await settled();
    expect(north.isOpen).toBe(true);
    north.backend.line.online();
    north.backend.line.reply('Yes.');
    await settled();
    expect(north.isOpen).toBe(false);
  });

  it('opens nothing of a tenant that is not looked at, unless it was held before a reload', async () => {
    for (const isHeld of [false, true]) {
      const { valley } = openFakeSite(alone);
      valley.isHeld = isHeld;
      await valley.session.signIn('consultant', '');
      await settled();
      expect(valley.isOpen).toBe(false);
      expect(valley.backend.lines).toHaveLength(isHeld ? 1 : 0);
    }
  });

  it('closes what was still being opened when the person went on', async () => {
    const { north, tenants } = openFakeSite(alone);
    const entering = north.session.signIn('physician', '');
    await entering;
    tenants.switchTo('valley');
    await settled();
    expect([north.isOpen, north.openLines]).toEqual([false, 0]);
    tenants.switchTo('north');
    await settled();
    expect([north.isOpen, north.openLines]).toEqual([true, 1]);
  });
});

describe('[TE1] a site that keeps the others open', () => {
  it('leaves every line as it is', async () => {
    const { north, valley, tenants } = await openBoth();
    for (const to of ['valley', 'north', 'valley']) {
      tenants.switchTo(to);
      await settled();
      expect([north.openLines, valley.openLines]).toEqual([1, 1]);
    }
    expect(north.backend.lines).toHaveLength(1);
  });
});

describe('[TE1][HI4] Back and Forward over tenants', () => {
  it('show the tenant that the address names, as it names it', async () => {
    const { north, valley, tenants, address } = await openBoth();
    north.work.view.show('earlier');
    tenants.switchTo('valley');
    expect(address.read()).toBe('valley');
    north.seen.length = 0;
    address.travel('north');
    expect(tenants.store.getState().currentId).toBe('north');
    expect(north.seen).toEqual(['shows live']);
    expect(valley.seen.at(-1)).toBe('hidden');
    // By the menu one finds it as it was left.
    north.work.view.show('earlier');
    tenants.switchTo('valley');
    tenants.switchTo('north');
    expect(north.seen.at(-1)).toBe('shows earlier');
  });

  it('take an address that names none for that of the usual one, as a reload does', async () => {
    const { tenants, address } = await openBoth();
    for (const named of [null, 'nowhere']) {
      tenants.switchTo('valley');
      address.travel(named);
      expect(tenants.store.getState().currentId).toBe('north');
      expect(address.read()).toBe(named);
    }
  });

  it('ask first while a reply is under way, and whoever stays has the address of before', async () => {
    const { north, tenants, address } = await openBoth();
    north.work.consultation.write('ask', 'Is it the heart?');
    north.work.view.show('earlier');
    address.travel('valley');
    expect(tenants.store.getState()).toMatchObject({ currentId: 'north', askingFor: 'valley' });
    expect(address.read()).toBe('north');
    expect(north.seen.slice(-2)).toEqual(['hidden', 'shows earlier']);
    tenants.stay();
    expect(tenants.store.getState()).toMatchObject({ currentId: 'north', askingFor: null });
    address.travel('valley');
    tenants.switchAnyway();
    expect(tenants.store.getState().currentId).toBe('valley');
    expect(address.read()).toBe('valley');
  });
});
