import { describe, expect, it } from 'vitest';
import type { Severity } from '../core/alert.ts';
import { FakeAlarm, FakeVoices } from '../testing/fake-alarm.ts';
import { FakeBackend } from '../testing/fake-backend.ts';
import { createManualClock, settled } from '../testing/manual-clock.ts';
import { memoryVault } from '../testing/memory-vault.ts';
import { assistant } from '../testing/samples.ts';
import { createAlertRepeat } from './alert-repeat.ts';
import { createConsultation } from './consultation.ts';

const clockOf = () => createManualClock();

/** A tab with a conversation in which a question was asked. */
function openTab(clock = clockOf(), alarm = new FakeAlarm()) {
  const backend = new FakeBackend(clock);
  let ids = 0;
  const consultation = createConsultation({
    assistants: [assistant(backend)],
    tenant: 'Ward 3',
    user: 'ana',
    clock,
    scheduler: clock,
    newId: () => `id-${++ids}`,
  });
  backend.line.online();
  consultation.write('ask', 'Chest pain, what now?');
  const memory = memoryVault();
  const repeat = createAlertRepeat({ consultation, clock, ports: alarm, memory });
  const raise = (severity: Severity = 'emergency') =>
    backend.line.raise({ severity, text: 'Flagged' });
  const acknowledge = (alertId = 'alert-1') =>
    consultation.acknowledge(consultation.store.getState().conversation.id, alertId, '');
  /** Lets time pass, and what it sets in motion happen. */
  const pass = async (milliseconds: number) => {
    clock.advance(milliseconds);
    await settled();
  };
  return { clock, alarm, backend, consultation, memory, repeat, raise, acknowledge, pass };
}

describe('an alert that nobody has acknowledged', () => {
  it('[AL5] is heard when it is raised, and every 30 s until it is acknowledged', async () => {
    const { alarm, repeat, raise, acknowledge, pass } = openTab();
    repeat.allowSound(true);
    await settled();
    alarm.played.length = 0;
    raise();
    await settled();
    expect(alarm.played).toEqual(['emergency']);
    await pass(29_999);
    expect(alarm.played).toHaveLength(1);
    await pass(1);
    expect(alarm.played).toHaveLength(2);
    for (let times = 0; times < 10; times++) await pass(30_000);
    expect(alarm.played).toHaveLength(12);
    acknowledge();
    for (let times = 0; times < 3; times++) await pass(30_000);
    expect(alarm.played).toHaveLength(12);
  });

  it('[AL5] makes no sound that the person did not allow, and is repeated all the same', async () => {
    const { alarm, raise, pass } = openTab();
    raise();
    await settled();
    for (let times = 0; times < 2; times++) await pass(30_000);
    expect(alarm.played).toEqual([]);
    expect(alarm.shown).toHaveLength(3);
  });

  it('[AL5] stands in the title of the tab with how many there are, until none is left', () => {
    const { alarm, raise, acknowledge, consultation, backend } = openTab();
    expect(alarm.badge).toBeNull();
    raise('urgent');
    expect(alarm.badge).toBe('(1!) Urgent · Bedside');
    backend.line.reply('Done.');
    consultation.write('ask', 'And now?');
    raise('emergency');
    expect(alarm.badge).toBe('(2!) Emergency · Bedside');
    acknowledge('alert-2');
    expect(alarm.badge).toBe('(1!) Urgent · Bedside');
    acknowledge('alert-1');
    expect(alarm.badge).toBeNull();
  });

  it('[AL5] is told by notifications without a word of the patient; the last goes with the alert', async () => {
    const { alarm, raise, acknowledge } = openTab();
    raise();
    await settled();
    expect(alarm.shown).toEqual([
      'Emergency flagged · Bedside: 1 alert waits to be acknowledged. Open Bedside to see what it is.',
    ]);
    acknowledge();
    expect(alarm.isNoticeOpen).toBe(false);
  });

  it('[AL5] of an earlier conversation goes on too', async () => {
    const { alarm, consultation, raise, pass } = openTab();
    raise();
    await settled();
    consultation.startConversation('dx0', { budget: null });
    await pass(30_000);
    expect(alarm.shown).toHaveLength(2);
    expect(alarm.badge).toBe('(1!) Emergency · Bedside');
  });

  it('[AL5] from before a reload is heard as soon as the page is there', async () => {
    const before = openTab();
    before.raise();
    const alarm = new FakeAlarm();
    const { consultation, clock, memory } = before;
    createAlertRepeat({ consultation, clock, ports: alarm, memory });
    await settled();
    expect(alarm.shown).toHaveLength(1);
    expect(alarm.badge).toBe('(1!) Emergency · Bedside');
  });

  it('[AL7] is heard again at once when it got worse, and not when it merely came again', async () => {
    const { alarm, raise, pass } = openTab();
    raise('urgent');
    await settled();
    raise('urgent');
    await pass(1_000);
    expect(alarm.shown).toHaveLength(1);
    raise('emergency');
    await settled();
    expect(alarm.shown).toHaveLength(2);
  });

  it('[AL5] is not heard again because text streams in', async () => {
    const { alarm, backend, raise, clock } = openTab();
    raise();
    backend.line.start();
    for (let pieces = 0; pieces < 50; pieces++) {
      backend.line.say('Call ');
      clock.paint();
    }
    await settled();
    expect(alarm.shown).toHaveLength(1);
  });
});

describe('one voice at a time', () => {
  it('[AL5] a second alert does not talk over the first, and is heard as soon as there is silence', async () => {
    const alarm = new FakeAlarm(new FakeVoices(), { longSounds: true });
    const { repeat, raise, backend, consultation } = openTab(clockOf(), alarm);
    repeat.allowSound(true);
    alarm.endSound();
    await settled();
    alarm.played.length = 0;
    raise('urgent');
    backend.line.reply('Done.');
    consultation.write('ask', 'And now?');
    raise('emergency');
    await settled();
    expect(alarm.played).toEqual(['urgent']);
    alarm.endSound();
    await settled();
    expect(alarm.played).toEqual(['urgent', 'emergency']);
  });

  it('[AL5] of two tabs one is heard every 30 s, and the other when the first has nothing to say', async () => {
    const voices = new FakeVoices();
    const clock = clockOf();
    const one = openTab(clock, new FakeAlarm(voices));
    const other = openTab(clock, new FakeAlarm(voices));
    one.raise();
    await one.pass(10_000);
    other.raise();
    await settled();
    expect([one.alarm.shown.length, other.alarm.shown.length]).toEqual([1, 1]);
    for (let times = 0; times < 12; times++) await one.pass(10_000);
    expect(one.alarm.shown.length + other.alarm.shown.length).toBe(2 + 4);
    other.acknowledge();
    const before = one.alarm.shown.length;
    for (let times = 0; times < 7; times++) await one.pass(10_000);
    expect(one.alarm.shown.length).toBe(before + 2);
  });

  it('[AL5] who heard another tab waits a little longer, so that they do not begin together', async () => {
    const voices = new FakeVoices();
    const clock = clockOf();
    const one = openTab(clock, new FakeAlarm(voices));
    const other = openTab(clock, new FakeAlarm(voices));
    one.raise();
    await one.pass(10_000);
    other.raise();
    other.repeat.close();
    await one.pass(30_000);
    expect(one.alarm.shown).toHaveLength(1);
    await one.pass(2_000);
    expect(one.alarm.shown).toHaveLength(2);
  });
});

describe('what the person allows', () => {
  it('[AL5] sound is heard once when it is switched on, and remembered by the tab until they leave', async () => {
    const { alarm, repeat, memory } = openTab();
    repeat.allowSound(true);
    await settled();
    expect(alarm.played).toEqual(['urgent']);
    expect(memory.read()).toBe('on');
    repeat.close();
    expect(memory.read()).toBeNull();
  });

  it('[AL5] a browser that lets nothing be heard is told, not taken for sound', async () => {
    const { alarm, repeat } = openTab();
    alarm.isMuted = true;
    repeat.allowSound(true);
    await settled();
    expect(repeat.store.getState()).toMatchObject({ sound: true, isMuted: true });
  });

  it('[AL5] notifications are asked for on their word only', async () => {
    const { alarm, repeat, raise } = openTab();
    raise();
    await settled();
    expect(alarm.allowed).toBe('default');
    repeat.askForNotices();
    await settled();
    expect(repeat.store.getState().notices).toBe('granted');
  });

  it('[AL5] nothing is left behind when the person leaves', async () => {
    const { alarm, repeat, raise, pass } = openTab();
    raise();
    await settled();
    repeat.close();
    expect(alarm.badge).toBeNull();
    expect(alarm.isNoticeOpen).toBe(false);
    const { length } = alarm.shown;
    await pass(60_000);
    expect(alarm.shown).toHaveLength(length);
  });
});
