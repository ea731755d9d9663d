import { describe, expect, it } from 'vitest';
import { openAccount } from '../core/account.ts';
import { emptyDifferential } from '../core/differential.ts';
import type { Journal } from '../core/journal.ts';
import { reduceConversation } from '../core/reduce-conversation.ts';
import { createManualClock, settled } from '../testing/manual-clock.ts';
import { delta, emptyConversation, sent, started, written } from '../testing/samples.ts';
import { createKeeper } from './keeper.ts';
import type { Snapshot } from './snapshot.ts';
import { fromRecords } from './snapshot.ts';

/** A device whose health the test decides, and what it holds. */
function createDevice() {
  const held = new Map<string, unknown>();
  const writes: string[][] = [];
  const state = { isFull: false, hangs: false };
  const journal: Journal = {
    async write(changes) {
      if (state.hangs) return new Promise(() => undefined);
      if (state.isFull) throw new Error('QuotaExceededError');
      writes.push([...changes.keys()]);
      for (const [name, value] of changes) {
        if (value === undefined) held.delete(name);
        else held.set(name, JSON.parse(JSON.stringify(value)));
      }
      return Promise.resolve();
    },
  };
  return { held, writes, state, journal };
}

function setUp(journal: Journal | null, isDamaged = false, present: readonly string[] = []) {
  const clock = createManualClock();
  let work: Snapshot = {
    sessionId: 'session-1',
    sentAt: {},
    conversation: emptyConversation,
    earlier: [],
    account: openAccount(null),
    draft: { action: 'ask', question: '', differential: emptyDifferential },
    basket: [],
  };
  const keeper = createKeeper({ journal, clock, present, isDamaged, work: () => work });
  const change = (next: Partial<Snapshot>) => {
    work = { ...work, ...next };
    keeper.note();
  };
  return { clock, keeper, change, current: () => work };
}

const streaming = [written('a'), sent('a'), started('a'), delta('a', 'one ')].reduce(
  reduceConversation,
  emptyConversation,
);

describe('keeping the work on this device', () => {
  it('[OB4] does not say that it is saved while what came later waits for the write before it', async () => {
    const waiting: (() => void)[] = [];
    const write = () => new Promise<void>((resolve) => void waiting.push(resolve));
    const { keeper, change } = setUp({ write });
    const isSaved = () => keeper.store.getState().isSaved;
    change({ basket: ['d-dimer'] });
    void keeper.commit();
    await settled();
    change({ basket: ['d-dimer', 'troponin'] });
    void keeper.commit();
    waiting[0]?.();
    await settled();
    expect(waiting).toHaveLength(2);
    expect(isSaved()).toBe(false);
    waiting[1]?.();
    await settled();
    expect(isSaved()).toBe(true);
  });

  it('writes soon after a change, once for many', async () => {
    const device = createDevice();
    const { clock, keeper, change, current } = setUp(device.journal);
    change({ basket: ['d-dimer'] });
    change({ conversation: streaming });
    expect(device.writes).toEqual([]);
    expect(keeper.store.getState().isSaved).toBe(false);
    clock.advance(250);
    await keeper.commit();
    expect(device.writes).toHaveLength(1);
    expect(fromRecords(device.held)).toEqual(current());
    expect(keeper.store.getState()).toEqual({ trouble: null, isSaved: true });
  });

  it('writes only what has changed', async () => {
    const device = createDevice();
    const { keeper, change } = setUp(device.journal);
    change({ conversation: streaming });
    await keeper.commit();
    change({ conversation: reduceConversation(streaming, delta('a', 'two')) });
    await keeper.commit();
    expect(device.writes[1]).toEqual(['exchange/conversation-1/000000']);
    await keeper.commit();
    expect(device.writes).toHaveLength(2);
  });

  it('removes what is not there any more', async () => {
    const device = createDevice();
    const { keeper, change, current } = setUp(device.journal);
    change({ conversation: reduceConversation(emptyConversation, written('a')) });
    await keeper.commit();
    change({ conversation: emptyConversation });
    await keeper.commit();
    expect(fromRecords(device.held)).toEqual(current());
  });

  it('removes what another load of the page kept and this work does not have', async () => {
    const device = createDevice();
    device.held.set('exchange/old/000001', { of: 'a conversation that is shorter now' });
    const { keeper, change, current } = setUp(device.journal, false, [...device.held.keys()]);
    change({ basket: ['d-dimer'] });
    await keeper.commit();
    expect(device.held.has('exchange/old/000001')).toBe(false);
    expect(fromRecords(device.held)).toEqual(current());
  });

  it('[F41] a full device is told, and told again when there is room', async () => {
    const device = createDevice();
    const { keeper, change, current } = setUp(device.journal);
    device.state.isFull = true;
    change({ basket: ['d-dimer'] });
    await keeper.commit();
    expect(keeper.store.getState()).toMatchObject({ trouble: 'write-failed', isSaved: false });
    device.state.isFull = false;
    change({ basket: ['d-dimer', 'troponin i'] });
    await keeper.commit();
    expect(keeper.store.getState()).toEqual({ trouble: null, isSaved: true });
    expect(fromRecords(device.held)).toEqual(current());
  });

  it('[F41] a device that hangs does not keep a message for ever', async () => {
    const device = createDevice();
    const { clock, keeper, change } = setUp(device.journal);
    device.state.hangs = true;
    change({ basket: ['d-dimer'] });
    const committed = keeper.commit();
    clock.advance(1_000);
    await expect(committed).resolves.toBeUndefined();
  });

  it('[OB4] without a device it says so and goes on', async () => {
    const { clock, keeper, change } = setUp(null);
    change({ basket: ['d-dimer'] });
    await keeper.commit();
    expect(keeper.store.getState().trouble).toBe('unavailable');
    expect(clock.timers).toBe(0);
  });

  it('[F42] what could not be read stays told', async () => {
    const { keeper, change } = setUp(createDevice().journal, true);
    change({ basket: ['d-dimer'] });
    await keeper.commit();
    expect(keeper.store.getState()).toEqual({ trouble: 'damaged', isSaved: true });
  });

  it('[AU5] writes nothing after it was closed', async () => {
    const device = createDevice();
    const { clock, keeper, change } = setUp(device.journal);
    change({ basket: ['d-dimer'] });
    keeper.close();
    clock.advance(1_000);
    await keeper.commit();
    expect(device.writes).toEqual([]);
  });
});
