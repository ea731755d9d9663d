import { describe, expect, it } from 'vitest';
import { queueOf } from '../core/conversation.ts';
import type { Work } from '../core/resume.ts';
import { carryOver, takeUpWork } from '../core/resume.ts';
import { openAccount } from '../core/account.ts';
import { emptyDraft } from '../state/drafts.ts';
import { changedRecords } from '../state/snapshot.ts';
import type { MemoryPage } from '../testing/memory-device.ts';
import { MemoryDevice } from '../testing/memory-device.ts';
import {
  converse,
  emptyConversation,
  finished,
  sent,
  started,
  written,
} from '../testing/samples.ts';
import type { KeptWork } from './kept-work.ts';
import { findKeptWork } from './kept-work.ts';

const lee = { tenant: 'north', user: 'dr.lee' };

/** A conversation that was held, and one message that has not gone out. */
const work: Work = {
  conversation: converse(
    ...[written('a'), sent('a'), started('a'), finished('a')],
    written('unsent'),
  ),
  earlier: [],
  account: openAccount(null),
};

async function keep(found: KeptWork, { conversation, earlier, account }: Work): Promise<void> {
  const rest = { sessionId: 'session-1', sentAt: {}, draft: emptyDraft, basket: [] };
  await found.journal?.write(changedRecords(null, { conversation, earlier, account, ...rest }));
}

const find = (page: MemoryPage, person = lee, others: string[] = []) =>
  findKeptWork(person, others, page);

/** What a page would begin with, as far as a message may go out of it. */
function begin(found: KeptWork) {
  const { kept, waiting } = takeUpWork(found.snapshot, found.snapshot !== null, found.found, 50);
  const queued = kept.conversation ? queueOf(kept.conversation) : [];
  return [...queued, ...waiting].map(({ id }) => id);
}

/** A tab in which that work was done is gone. */
async function leave(device: MemoryDevice, person = lee): Promise<void> {
  const page = device.openPage();
  await keep(await find(page, person), work);
  page.crash();
}

describe('[OB1] what a closed tab left', () => {
  it('is taken by one of those that open at once, never by two', async () => {
    const device = new MemoryDevice();
    await leave(device);
    const pages = [device.openPage(), device.openPage(), device.openPage()];
    const found = await Promise.all(pages.map((page) => find(page)));
    expect(found.map(begin).toSorted()).toEqual([[], [], ['unsent']]);
    expect(found.flatMap(({ found: { ended } }) => ended)).toHaveLength(1);
  });

  it('belongs to the tab that has it, also before that tab has kept it', async () => {
    const device = new MemoryDevice();
    await leave(device);
    const first = device.openPage();
    expect(begin(await find(first))).toEqual(['unsent']);
    expect(begin(await find(device.openPage()))).toEqual([]);
    // Where the same page is asked again (another sign-in), it is still its own.
    expect(begin(await find(first))).toEqual(['unsent']);
  });

  it('is there for the next where that tab is gone before it has kept it', async () => {
    const device = new MemoryDevice();
    await leave(device);
    const first = device.openPage();
    const taken = await find(first);
    first.crash();
    await taken.settle();
    expect(begin(await find(device.openPage()))).toEqual(['unsent']);
  });

  it('goes from its place once it is kept, and is there once where that was interrupted', async () => {
    for (const isSettled of [true, false]) {
      const device = new MemoryDevice();
      await leave(device);
      const first = device.openPage('first');
      const taken = await find(first);
      const { kept, waiting } = takeUpWork(null, false, taken.found, 50);
      const conversation = carryOver({ ...emptyConversation, id: 'next' }, waiting);
      await keep(taken, { ...work, conversation, ...kept });
      if (isSettled) await taken.settle();
      expect(device.scopes).toHaveLength(isSettled ? 1 : 2);
      first.crash();
      // By a reload of that tab, or by another.
      for (const tab of ['first', 'another']) {
        const page = device.openPage(tab);
        const again = await find(page);
        expect(begin(again)).toEqual(['unsent']);
        const { earlier = [] } = takeUpWork(again.snapshot, true, again.found, 60).kept;
        expect(earlier.map(({ id }) => id)).toEqual(['conversation-1']);
        page.crash();
      }
    }
  });

  it('is removed unseen where it is of another person, and left alone at another tenant', async () => {
    const device = new MemoryDevice();
    await leave(device, { tenant: 'north', user: 'dr.mora' });
    await leave(device, { tenant: 'valley', user: 'dr.lee' });
    const found = await find(device.openPage(), lee, ['valley']);
    expect(begin(found)).toEqual([]);
    expect(device.scopes).toHaveLength(1);
    expect(device.scopes[0]).toContain('valley');
  });

  it('stays where the browser cannot tell which tabs are open', async () => {
    const device = new MemoryDevice();
    await leave(device);
    const page = device.openPage();
    const tabs = { ...page.tabs, open: () => Promise.resolve(null) };
    expect(begin(await findKeptWork(lee, [], { ...page, tabs }))).toEqual([]);
    expect(device.scopes).toHaveLength(1);
  });
});

it('[OB1] what an open tab keeps is counted by another, and not taken', async () => {
  const device = new MemoryDevice();
  const first = device.openPage();
  await keep(await find(first), work);
  const second = await find(device.openPage());
  expect(begin(second)).toEqual([]);
  expect(await second.readOthers()).toMatchObject([{ isOpen: true }]);
});
