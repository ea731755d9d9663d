import { expect, it } from 'vitest';
import { Forbidden, Rejected, Unreachable } from '../core/errors.ts';
import { readHead } from '../core/record/head.ts';
import { FakeHistory } from '../testing/fake-history.ts';
import { createManualClock, settled } from '../testing/manual-clock.ts';
import { RecordedConsole } from '../testing/recorded-console.ts';
import { settlement } from '../testing/samples.ts';

function open() {
  const clock = createManualClock();
  const history = new FakeHistory(clock);
  const soak = new RecordedConsole(clock, history);
  soak.backend.line.online();
  const id = soak.conversations[0]?.id ?? '';
  const summary = () => readHead(history.conversations[0]?.instructions ?? null)?.summary;
  const standing = () => soak.mirror.store.getState().standings.get(id);
  const count = (name: string) => history.calls.filter((call) => call === name).length;
  return { clock, history, soak, id, summary, standing, count };
}

/** One conversation with a cost, written. */
async function openWithCost() {
  const subject = open();
  subject.soak.consultation.write('order', 'd-dimer');
  subject.soak.backend.line.reply('0.4', settlement(4000, 4000));
  await subject.soak.rest();
  return subject;
}

it('[HI1] the record tells what it cost and its alerts, each time that this changes, and only then', async () => {
  const { soak, id, summary, count } = await openWithCost();
  const { consultation, backend } = soak;
  expect(summary()).toEqual({ cost: 4000, alerts: 0, waiting: 0 });
  consultation.write('ask', 'And now?');
  backend.line.raise({ severity: 'emergency', text: 'Call now' });
  backend.line.start();
  await settled();
  expect(summary()).toEqual({ cost: 4000, alerts: 1, waiting: 1 });
  backend.line.finish();
  await soak.rest();
  expect(count('describe')).toBe(2);
  consultation.acknowledge(id, 'alert-1', '');
  consultation.startConversation('dx0', { budget: null });
  await soak.rest();
  expect(summary()).toEqual({ cost: 4000, alerts: 1, waiting: 0 });
  expect(count('describe')).toBe(3);
});

it('[HI1] a record without cost and alerts is not told anew', async () => {
  const { soak, summary, count } = open();
  soak.consultation.write('ask', 'Does he smoke?');
  soak.backend.line.reply('Yes.');
  await soak.rest();
  expect([summary(), count('describe')]).toEqual([null, 0]);
});

it('[HI2] a name given while the record is being made is its name', async () => {
  const { soak, history, id } = open();
  soak.consultation.write('ask', 'Does he smoke?');
  soak.backend.line.start();
  soak.consultation.rename(id, 'Mr Bell');
  await soak.rest();
  expect(history.conversations[0]?.name).toBe('Mr Bell');
});

it('[HI2] a name is given to the record as soon as the history can be reached, also after a reload', async () => {
  const { soak, history, id, standing } = await openWithCost();
  history.fault = () => new Unreachable('No answer');
  soak.consultation.rename(id, 'Mr Bell');
  await settled();
  expect(standing()).toMatchObject({ isSettled: false, trouble: { kind: 'waiting' } });
  soak.crash();
  history.fault = () => null;
  await soak.rest();
  expect(history.conversations[0]?.name).toBe('Mr Bell');
  expect(standing()).toMatchObject({ isSettled: true, trouble: null });
});

it('[HI2] what somebody else called the record stays while this device only tells its costs', async () => {
  const { soak, history } = await openWithCost();
  await history.describe(history.conversations[0]?.id ?? '', { name: 'Bed 7' });
  soak.consultation.write('order', 'd-dimer');
  soak.backend.line.reply('0.4', settlement(4000, 8000));
  await soak.rest();
  expect(history.conversations[0]).toMatchObject({ name: 'Bed 7' });
  expect(readHead(history.conversations[0]?.instructions ?? null)?.summary?.cost).toBe(8000);
});

it.each([
  [new Rejected(400, 'bad_name'), 'Bell'],
  [new Rejected(400, 'bad_name'), `Bell, ${'who was here before, '.repeat(9)}`.trim()],
  [new Forbidden('not yours'), null],
])('[HI2] a name that is refused is taken back, and told: %s', async (error, before) => {
  const { soak, history, id, standing, count } = await openWithCost();
  if (before !== null) soak.consultation.rename(id, before);
  await soak.rest();
  const names = history.conversations.map(({ name }) => name);
  history.fault = (_, call) => (call === 'describe' ? error : null);
  const asked = count('describe');
  soak.consultation.rename(id, 'Mr Bell');
  soak.consultation.write('ask', 'Does he smoke?');
  soak.backend.line.reply('Yes.');
  await soak.rest();
  expect(soak.conversations[0]?.name).toBe(before);
  expect(history.conversations.map(({ name }) => name)).toEqual(names);
  expect(standing()).toMatchObject({
    refusedName: { name: 'Mr Bell', error },
    ...{ trouble: null, isSettled: true, written: 4, total: 4 },
  });
  expect(count('describe')).toBe(asked + 1);
  soak.mirror.forgetRefusedName(id);
  expect(standing()?.refusedName).toBeNull();
});

it('[HI2] a refused name does not take back one that was given meanwhile', async () => {
  const { soak, history, id } = await openWithCost();
  history.fault = (_, call) => {
    if (call !== 'describe') return null;
    history.fault = () => null;
    soak.consultation.rename(id, 'Bell');
    return new Rejected(400, 'bad_name');
  };
  soak.consultation.rename(id, 'Mr Bell');
  await soak.rest();
  expect(soak.conversations[0]?.name).toBe('Bell');
  expect(history.conversations[0]?.name).toBe('Bell');
});

it('[HI3] a record that is made late, beside its second try, is ended and says that it is a double', async () => {
  const { soak, history } = open();
  let isFirst = true;
  history.fault = (_, call) => {
    if (call !== 'create' || !isFirst) return null;
    isFirst = false;
    return 'time-out, late';
  };
  soak.consultation.write('ask', 'Does he smoke?');
  soak.backend.line.reply('Yes.');
  await soak.rest();
  const [record, double, ...others] = history.conversations;
  expect(others).toEqual([]);
  expect(record?.messages).toHaveLength(2);
  expect(double?.messages).toEqual([]);
  expect(readHead(double?.instructions ?? null)?.doubleOf).toBe(record?.id);
  expect([record?.endedAt, typeof double?.endedAt]).toEqual([null, 'number']);
});
