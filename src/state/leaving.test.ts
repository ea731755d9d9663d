import { describe, expect, it } from 'vitest';
import { Rejected, Unreachable } from '../core/errors.ts';
import { FakeHistory } from '../testing/fake-history.ts';
import { createManualClock, settled } from '../testing/manual-clock.ts';
import { RecordedConsole } from '../testing/recorded-console.ts';
import { createLeaving } from './leaving.ts';
import { sumUp } from './record-standing.ts';

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
  const leaving = createLeaving(subject.mirror, () => left++);
  const phase = () => leaving.store.getState().phase;
  const heal = () => void (isDown = false);
  return { clock, subject, leaving, phase, heal, left: () => left };
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

  it('goes at once where nothing would be lost, or nobody keeps a history', async () => {
    let left = 0;
    createLeaving(null, () => left++).leave();
    const { subject, heal } = await behind(new Unreachable('No answer'));
    heal();
    await subject.rest();
    createLeaving(subject.mirror, () => left++).leave();
    expect(left).toBe(2);
  });
});
