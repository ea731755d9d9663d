import { describe, expect, it } from 'vitest';
import { Rejected, Unreachable } from '../core/errors.ts';
import { FakeHistory } from '../testing/fake-history.ts';
import type { ManualClock } from '../testing/manual-clock.ts';
import { createManualClock, settled } from '../testing/manual-clock.ts';
import { RecordedConsole } from '../testing/recorded-console.ts';
import type { Consultation } from './consultation-port.ts';
import type { Elsewhere } from './leaving.ts';
import { createLeaving, nothingElsewhere } from './leaving.ts';
import type { Mirror } from './mirror.ts';
import { sumUp } from './record-standing.ts';

function leavingFrom(
  mirror: Mirror | null,
  consultation: Consultation,
  clock: ManualClock,
  signOut: () => void,
) {
  const others: { count: () => Promise<Elsewhere> } = {
    count: () => Promise.resolve(nothingElsewhere),
  };
  const countElsewhere = () => others.count();
  return {
    others,
    leaving: createLeaving({ mirror, consultation, clock, signOut, countElsewhere }),
  };
}

async function behind(error: Error) {
  const clock = createManualClock();
  const history = new FakeHistory(clock);
  let isDown = true;
  history.fault = () => (isDown ? error : null);
  const subject = new RecordedConsole(clock, history);
  subject.backend.line.online();
  subject.consultation.write('ask', 'Does he smoke?');
  subject.backend.line.reply('Yes.');
  clock.advance(0);
  await settled();
  let left = 0;
  const { leaving, others } = leavingFrom(
    subject.mirror,
    subject.consultation,
    clock,
    () => left++,
  );
  const phase = () => leaving.store.getState().phase;
  const heal = () => void (isDown = false);
  return { clock, history, subject, leaving, others, phase, heal, left: () => left };
}

describe('[HI3] signing out while something is not in the history', () => {
  it('asks first, and stays where the person says so', async () => {
    const { subject, leaving, phase, left } = await behind(new Unreachable('No answer'));
    leaving.leave();
    expect([phase(), left()]).toEqual(['asking', 0]);
    expect(sumUp(subject.mirror.store.getState())).toMatchObject({
      behind: 2,
      isLate: false,
      trouble: { kind: 'waiting' },
    });
    leaving.stay();
    expect([phase(), left()]).toEqual(['idle', 0]);
    leaving.leaveAnyway();
    expect(left()).toBe(1);
  });

  it('waits until everything is written, and then goes, once', async () => {
    for (const error of [new Unreachable('No answer'), new Rejected(400, 'bad_role')]) {
      const { subject, leaving, phase, heal, left } = await behind(error);
      leaving.leave();
      heal();
      leaving.leaveWhenWritten();
      expect([phase(), left()]).toEqual(['waiting', 0]);
      await subject.rest();
      expect([phase(), left()]).toEqual(['idle', 1]);
    }
  });

  it('does not go where the person changed their mind meanwhile', async () => {
    const { subject, leaving, heal, left } = await behind(new Unreachable('No answer'));
    leaving.leave();
    leaving.leaveWhenWritten();
    leaving.stay();
    heal();
    await subject.rest();
    expect(left()).toBe(0);
  });

  it('goes without a question where nothing would be lost, or nobody keeps a history', async () => {
    let left = 0;
    const { subject, clock, heal } = await behind(new Unreachable('No answer'));
    leavingFrom(null, subject.consultation, clock, () => left++).leaving.leave();
    heal();
    await subject.rest();
    leavingFrom(subject.mirror, subject.consultation, clock, () => left++).leaving.leave();
    await settled();
    expect(left).toBe(2);
  });

  it('waits a moment for what is no message, and asks where that takes longer', async () => {
    const { subject, history, clock, leaving, phase, left, heal } = await behind(
      new Unreachable('Gone'),
    );
    heal();
    await subject.rest();
    for (const isReached of [false, true]) {
      history.fault = () => (isReached ? null : new Unreachable('Gone'));
      subject.consultation.rename(subject.conversations[0]?.id ?? '', `Mr Bell ${isReached}`);
      leaving.leave();
      expect(phase()).toBe('looking');
      await settled();
      if (isReached) break;
      clock.advance(2_000);
      expect([phase(), left()]).toEqual(['asking', 0]);
      leaving.stay();
      history.fault = () => null;
      await subject.rest();
    }
    expect(left()).toBe(1);
  });
});

describe('[HI3] signing out while another tab has something that is not in the history', () => {
  const open = async () => {
    const subject = await behind(new Unreachable('No answer'));
    subject.heal();
    await subject.subject.rest();
    return subject;
  };
  const second = async (clock: ManualClock) => {
    clock.advance(1_000);
    await settled();
  };

  it('asks, says how much, and goes once it is written there', async () => {
    const { clock, leaving, others, phase, left } = await open();
    others.count = () => Promise.resolve({ ...nothingElsewhere, open: 2, closed: 1 });
    leaving.leave();
    await settled();
    expect(leaving.store.getState()).toEqual({
      ...{ phase: 'asking', elsewhere: { open: 2, closed: 1, unsent: 0, alerts: 0 } },
    });
    leaving.leaveWhenWritten();
    await second(clock);
    expect([phase(), left()]).toEqual(['waiting', 0]);
    others.count = () => Promise.resolve(nothingElsewhere);
    await second(clock);
    expect([phase(), left()]).toEqual(['idle', 1]);
    await second(clock);
    expect(left()).toBe(1);
  });

  it.each([
    ['cannot be counted', () => Promise.reject(new Error('No storage'))],
    ['takes too long to count', () => new Promise<never>(() => undefined)],
  ])('asks where it %s', async (_, count) => {
    const { clock, leaving, others, left } = await open();
    others.count = count;
    leaving.leave();
    await settled();
    clock.advance(2_000);
    expect(leaving.store.getState()).toEqual({ phase: 'asking', elsewhere: null });
    expect(left()).toBe(0);
  });
});

describe('[OB1] signing out while something is not sent', () => {
  it.each([true, false])('asks, and waits until it is (with a history: %s)', async (hasHistory) => {
    const { subject, clock, heal } = await behind(new Unreachable('Gone'));
    heal();
    await subject.rest();
    let left = 0;
    const mirror = hasHistory ? subject.mirror : null;
    const { leaving } = leavingFrom(mirror, subject.consultation, clock, () => left++);
    const { line } = subject.backend;
    line.waiting();
    subject.consultation.write('ask', 'Any allergies?');
    leaving.leave();
    expect(leaving.store.getState().phase).toBe('asking');
    leaving.stay();
    leaving.leave();
    leaving.leaveWhenWritten();
    await settled();
    expect(left).toBe(0);
    line.online();
    line.reply('None known.');
    await subject.rest();
    clock.advance(1_000);
    await settled();
    expect(left).toBe(1);
  });

  it('asks where another tab has something that is not', async () => {
    const { subject, leaving, others, heal, left } = await behind(new Unreachable('Gone'));
    heal();
    await subject.rest();
    others.count = () => Promise.resolve({ ...nothingElsewhere, unsent: 1 });
    leaving.leave();
    await settled();
    expect([leaving.store.getState().phase, left()]).toEqual(['asking', 0]);
  });
});

describe('[AL2] signing out while an alert is not acknowledged', () => {
  /** Nothing else would be lost. */
  function alarmed() {
    const clock = createManualClock();
    const subject = new RecordedConsole(clock, new FakeHistory(clock));
    const { consultation, backend } = subject;
    backend.line.online();
    let left = 0;
    const { leaving, others } = leavingFrom(null, consultation, clock, () => left++);
    const raise = () => consultation.raiseAlert({ severity: 'emergency', text: 'Call now' });
    const acknowledge = () => {
      const [conversation] = subject.conversations;
      const [alert] = conversation?.alerts ?? [];
      consultation.acknowledge(conversation?.id ?? '', alert?.id ?? '', 'with him');
    };
    const phase = () => leaving.store.getState().phase;
    return { leaving, others, raise, acknowledge, phase, left: () => left };
  }

  it('asks first, also where it is of another tab', async () => {
    const { leaving, others, raise, acknowledge, phase, left } = alarmed();
    raise();
    leaving.leave();
    expect(phase()).toBe('asking');
    leaving.stay();
    acknowledge();
    others.count = () => Promise.resolve({ ...nothingElsewhere, alerts: 1 });
    leaving.leave();
    await settled();
    expect([phase(), left()]).toEqual(['asking', 0]);
    leaving.stay();
    others.count = () => Promise.resolve(nothingElsewhere);
    leaving.leave();
    await settled();
    expect([phase(), left()]).toEqual(['idle', 1]);
  });

  it('asks where one comes on the way out', async () => {
    const { leaving, raise, phase, left } = alarmed();
    leaving.leaveWhenWritten();
    raise();
    await settled();
    expect([phase(), left()]).toEqual(['asking', 0]);
  });
});
