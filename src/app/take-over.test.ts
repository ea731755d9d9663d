import { describe, expect, it } from 'vitest';
import { openAccount } from '../core/account.ts';
import { logAlerts, pendingAlerts } from '../core/alert-log.ts';
import { queueOf } from '../core/conversation.ts';
import type { ConversationEvent } from '../core/events.ts';
import type { Progress } from '../core/record/progress.ts';
import { noProgress } from '../core/record/progress.ts';
import { createConsultation } from '../state/consultation.ts';
import { emptyDraft } from '../state/drafts.ts';
import { createKeeper } from '../state/keeper.ts';
import type { Snapshot } from '../state/snapshot.ts';
import { FakeBackend } from '../testing/fake-backend.ts';
import { createManualClock, settled } from '../testing/manual-clock.ts';
import type { MemoryPage } from '../testing/memory-device.ts';
import { MemoryDevice } from '../testing/memory-device.ts';
import { askedAnalysis } from '../testing/sample-analyses.ts';
import { assistant, converse, finished, sent, started, written } from '../testing/samples.ts';
import { findKeptWork } from './kept-work.ts';
import { takeOverClosedTabs } from './take-over.ts';

const lee = { tenant: 'north', user: 'dr.lee' };
const rest = { account: openAccount(null), sentAt: {}, draft: emptyDraft, basket: [] };
const raised: ConversationEvent = {
  type: 'alert-raised',
  at: 3,
  turnId: 'a',
  report: { severity: 'emergency', text: 'Call now' },
};
const held = [written('a'), sent('a'), started('a')];

/** A tab in which that was done, open still. */
async function work(
  page: MemoryPage,
  ...events: readonly ConversationEvent[]
): Promise<MemoryPage> {
  const found = await findKeptWork(lee, [], page);
  const keeper = createKeeper({
    journal: found.journal,
    clock: createManualClock(),
    ...{ present: [], isDamaged: false },
    work: (): Snapshot => ({
      ...{ ...rest, sessionId: 'session-1', earlier: [] },
      conversation: converse(...held, ...events, finished('a'), written('unsent')),
      analyses: [askedAnalysis()],
      progress: new Map([['conversation-1', { ...noProgress, remoteId: 'place-1' }]]),
    }),
  });
  await keeper.commit();
  return page;
}

/** A page of the same person that is open, and goes on being so. */
async function open(page: MemoryPage) {
  const clock = createManualClock();
  const kept = await findKeptWork(lee, [], page);
  const backend = new FakeBackend(clock);
  const consultation = createConsultation({
    assistants: [assistant(backend)],
    ...{ tenant: 'north', user: 'dr.lee', clock, scheduler: clock, newId: () => 'own' },
  });
  const keeper = createKeeper({
    ...{ journal: kept.journal, clock, present: [], isDamaged: false },
    work: () => ({ ...consultation.store.getState(), ...rest, sessionId: 'session-2' }),
  });
  const expected = new Map<string, Progress>();
  const analyses: string[] = [];
  takeOverClosedTabs(
    kept,
    {
      ...{ consultation, keeper },
      mirror: { expect: (_, progress) => progress.forEach((each, id) => expected.set(id, each)) },
      analyses: { takeIn: (left) => analyses.push(...left.map(({ standing }) => standing.phase)) },
    },
    clock,
  );
  await settled();
  return {
    ...{ backend, consultation, expected, analyses },
    pending: () => {
      const { conversation, earlier } = consultation.store.getState();
      return pendingAlerts(logAlerts([conversation, ...earlier])).map(({ alert }) => alert.text);
    },
    async wait(looks = 1) {
      for (let look = 0; look < looks; look++) {
        clock.advance(5_000);
        await settled();
      }
    },
  };
}

describe('[AL2] an alert of a tab that is closed', () => {
  it('stands in one that is open, with all that belongs to it, and goes from its place', async () => {
    const device = new MemoryDevice();
    const closed = await work(device.openPage(), raised);
    const other = await open(device.openPage('heir'));
    await other.wait(3);
    expect(other.pending()).toEqual([]);
    closed.crash();
    await other.wait(2);
    expect(other.pending()).toEqual(['Call now']);
    const { conversation, earlier } = other.consultation.store.getState();
    expect(earlier).toMatchObject([
      { id: 'conversation-1', endedAt: expect.any(Number) as number },
    ]);
    expect(queueOf(conversation).map(({ id }) => id)).toEqual(['unsent']);
    expect(conversation.queueHeld).toBe(true);
    expect(other.expected.get('conversation-1')).toMatchObject({ remoteId: 'place-1' });
    expect(other.analyses).toEqual(['failed']);
    expect(device.scopes).toEqual([expect.stringContaining('heir')]);
    other.backend.line.online();
    expect(other.backend.line.sent).toEqual([]);
  });

  it('is taken by one of two that are open', async () => {
    const device = new MemoryDevice();
    const closed = await work(device.openPage(), raised);
    const others = await Promise.all([open(device.openPage()), open(device.openPage())]);
    closed.crash();
    for (let look = 0; look < 2; look++) await Promise.all(others.map(({ wait }) => wait()));
    expect(others.flatMap(({ pending }) => pending())).toEqual(['Call now']);
  });

  it('stays in its place where the page that shows it cannot keep it', async () => {
    const device = new MemoryDevice();
    const closed = await work(device.openPage('closed'), raised);
    const page = device.openPage('heir');
    const write = () => Promise.reject(new Error('The device is full.'));
    const full = { ...page.store, journal: () => ({ write }) };
    const other = await open({ ...page, store: full, openStore: () => Promise.resolve(full) });
    closed.crash();
    await other.wait(2);
    expect(other.pending()).toEqual(['Call now']);
    expect(device.scopes).toEqual([expect.stringContaining('closed')]);
  });

  it('stays with a tab that is loaded anew', async () => {
    const device = new MemoryDevice();
    const closed = await work(device.openPage('first'), raised);
    const other = await open(device.openPage());
    closed.crash();
    await other.wait();
    await findKeptWork(lee, [], device.openPage('first'));
    await other.wait(4);
    expect(other.pending()).toEqual([]);
    expect(device.scopes).toEqual([expect.stringContaining('first')]);
  });
});

it('[OB1] what a closed tab left without an alert waits for the next page that loads', async () => {
  const device = new MemoryDevice();
  const closed = await work(device.openPage());
  const other = await open(device.openPage());
  closed.crash();
  await other.wait(4);
  expect(other.consultation.store.getState().earlier).toEqual([]);
  const next = await findKeptWork(lee, [], device.openPage());
  expect(next.found.waiting.map(({ id }) => id)).toEqual(['unsent']);
});
