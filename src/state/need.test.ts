import { describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { Message } from '../core/conversation.ts';
import { Unreachable } from '../core/errors.ts';
import { FakeBackend } from '../testing/fake-backend.ts';
import { createManualClock } from '../testing/manual-clock.ts';
import { assistant, message } from '../testing/samples.ts';
import { createConsultation } from './consultation.ts';
import type { KeepingState } from './keeper.ts';
import type { MirrorState, Standing } from './mirror.ts';
import { needOf, onNeedChange } from './need.ts';

const written: Standing = {
  ...{ remoteId: 'k', written: 2, total: 2, exchanges: 1 },
  ...{ isLate: false, isSettled: true, trouble: null, refusedName: null },
};

function openWork(waiting: readonly Message[] = []) {
  const clock = createManualClock();
  const backend = new FakeBackend(clock);
  let ids = 0;
  const consultation = createConsultation({
    ...{ assistants: [assistant(backend)], tenant: 'valley', user: 'dr.lee', clock },
    ...{ scheduler: clock, newId: () => `id-${ids++}`, waiting },
  });
  const keeper = createStore<Pick<KeepingState, 'trouble'>>(() => ({ trouble: null }));
  const mirror = createStore<Pick<MirrorState, 'standings'>>(() => ({ standings: new Map() }));
  const record = (standing: Partial<Standing>) =>
    mirror.setState({ standings: new Map([['a', { ...written, ...standing }]]) });
  const notice = createStore(() => ({ isUnderWay: false }));
  const broadcast = { store: notice, isUnderWay: () => notice.getState().isUnderWay };
  const work = { consultation, broadcast, keeper: { store: keeper }, mirror: { store: mirror } };
  return { backend, consultation, keeper, notice, record, work, need: () => needOf(work) };
}

describe('[TE1] why a workspace that nobody looks at stays open', () => {
  it('is a reply under way, and an alert until somebody has taken it on', () => {
    const { backend, consultation, work, need } = openWork();
    backend.line.online();
    expect(need()).toBeNull();
    const heard: unknown[] = [];
    const forget = onNeedChange(work, () => heard.push(need()));
    consultation.write('ask', 'Is it the heart?');
    backend.line.start();
    expect(need()).toBe('reply');
    backend.line.raise({ severity: 'emergency', text: 'Possible heart attack' });
    backend.line.finish();
    expect(need()).toBe('alert');
    const [alert] = consultation.store.getState().conversation.alerts;
    consultation.acknowledge(
      consultation.store.getState().conversation.id,
      alert?.id ?? '',
      'seen',
    );
    expect(need()).toBeNull();
    expect(heard.at(-1)).toBeNull();
    forget();
    heard.length = 0;
    consultation.write('ask', 'And now?');
    expect(heard).toEqual([]);
  });

  it('is a message that goes out by itself, and not one that waits for a word', () => {
    const held = openWork([message('a')]);
    held.backend.line.online();
    expect(held.need()).toBeNull();
    held.backend.line.waiting();
    held.consultation.resumeQueue();
    expect(held.need()).toBe('queue');
    const { backend, consultation, need } = openWork();
    consultation.write('ask', 'Is it the heart?');
    expect(need()).toBe('queue');
    backend.line.online();
    expect(need()).toBe('reply');
    backend.line.fail({ kind: 'refused', detail: 'No.' });
    expect(need()).toBeNull();
  });

  it('is a record that is being written, and not one that was refused', () => {
    const { need, record } = openWork();
    const error = new Unreachable('Gone');
    record({ isSettled: false });
    expect(need()).toBe('record');
    record({ isSettled: false, trouble: { kind: 'waiting', error, retryAt: 1 } });
    expect(need()).toBe('record');
    record({ isSettled: false, trouble: { kind: 'refused', error } });
    expect(need()).toBeNull();
    record({});
    expect(need()).toBeNull();
  });

  it('is a notice to everybody that is under way', () => {
    const { need, notice, work } = openWork();
    const heard: unknown[] = [];
    onNeedChange(work, () => heard.push(need()));
    for (const isUnderWay of [true, false]) notice.setState({ isUnderWay });
    expect(heard).toEqual(['notice', null]);
  });

  it('is a device that keeps nothing', () => {
    const { need, keeper } = openWork();
    for (const trouble of ['unavailable', 'write-failed'] as const) {
      keeper.setState({ trouble });
      expect(need()).toBe('kept-nowhere');
    }
    keeper.setState({ trouble: 'damaged' });
    expect(need()).toBeNull();
  });
});
