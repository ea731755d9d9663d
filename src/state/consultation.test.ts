import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Exchange, Turn } from '../core/conversation.ts';
import { queueOf, replyText, unsentOf } from '../core/conversation.ts';
import type { ConversationEvent } from '../core/events.ts';
import { cents } from '../core/money.ts';
import type { Pace } from '../core/pacing.ts';
import { emptyProfile } from '../core/patient-profile.ts';
import { anyText } from '../testing/any-text.ts';
import { FakeBackend } from '../testing/fake-backend.ts';
import { createManualClock } from '../testing/manual-clock.ts';
import { assistant, message, order, settlement } from '../testing/samples.ts';
import { createConsultation } from './consultation.ts';

function consult(pace: Pace | null = null) {
  const clock = createManualClock();
  const backend = new FakeBackend(clock);
  Object.assign(backend, { capabilities: { ...backend.capabilities, pace } });
  let ids = 0;
  const consultation = createConsultation({
    assistants: [assistant(backend, { usualBudget: cents(10_000) })],
    tenant: 'Ward 3',
    user: 'physician',
    clock,
    scheduler: clock,
    newId: () => `id-${++ids}`,
  });
  const events: ConversationEvent[] = [];
  consultation.onEvent((event) => events.push(event));
  const state = () => consultation.store.getState();
  const exchange = (text: string): Exchange => {
    const found = state().conversation.exchanges.find(({ message }) => message.text === text);
    if (!found) throw new Error(`Nobody wrote ${text}`);
    return found;
  };
  return { clock, backend, consultation, events, state, exchange };
}

function online(pace: Pace | null = null) {
  const all = consult(pace);
  all.backend.line.online();
  return all;
}

const failureOf = (turn: Turn) => (turn.phase === 'interrupted' ? turn.failure.kind : turn.phase);

describe('an order that waits', () => {
  function basketOfTwo() {
    const all = online();
    all.consultation.write('order', 'd-dimer', cents(2000));
    all.consultation.write('order', 'bnp', cents(2500));
    return all;
  }

  it('[OR6] is held when the server tells of a smaller limit meanwhile, and asks', () => {
    const { backend, consultation, state } = basketOfTwo();
    backend.line.reply('Result.', settlement(2000, 2000, 1000));
    expect(backend.line.sentTexts).toEqual(['d-dimer']);
    expect(state().conversation).toMatchObject({ queueHeld: true, heldBecause: 'over-budget' });
    consultation.resumeQueue();
    expect(backend.line.sentTexts).toEqual(['d-dimer', 'bnp']);
  });

  it('[OR6] goes by itself while the budget is enough', () => {
    const { backend } = basketOfTwo();
    backend.line.reply('Result.', settlement(2000, 2000, 2500));
    expect(backend.line.sentTexts).toEqual(['d-dimer', 'bnp']);
  });

  it('[OR6] never goes out on an overspent session, whatever the person presses', () => {
    const { backend, consultation, state } = basketOfTwo();
    backend.line.fail({ kind: 'budget-exhausted' });
    consultation.resumeQueue();
    expect(backend.line.sentTexts).toEqual(['d-dimer']);
    expect(state().conversation).toMatchObject({ queueHeld: true, heldBecause: 'overspent' });
  });

  it('[OR6] a new line knows what is left, not only what was asked for', () => {
    const { backend, consultation } = basketOfTwo();
    backend.line.reply('Result.', settlement(2000, 2000, 2500));
    consultation.startConversation('dx0', { budget: cents(10_000) });
    expect(backend.line.options).toMatchObject({
      budget: cents(10_000),
      remaining: cents(2500),
      isLimitTold: true,
    });
  });
});

describe('sending', () => {
  it('[F17] what is written while connecting goes out once, when the line is there', () => {
    const { backend, consultation, exchange, state } = consult();
    consultation.write('ask', 'first');
    expect(backend.line.sent).toEqual([]);
    expect(exchange('first').delivery.status).toBe('queued');
    backend.line.online();
    expect(backend.line.sentTexts).toEqual(['first']);
    expect(state().conversation.remarks).toEqual([]);
    expect(exchange('first').source.sessionId).toBe('session-1');
  });

  it('[F2] a restart of the server leaves the queue as it was, and it goes out once', () => {
    const { backend, consultation } = online();
    consultation.write('ask', 'first');
    backend.line.reply('Yes.');
    backend.line.waiting();
    consultation.write('ask', 'second');
    consultation.write('ask', 'third');
    expect(backend.line.sentTexts).toEqual(['first']);
    backend.line.online();
    expect(backend.line.sentTexts).toEqual(['first', 'second']);
    backend.line.reply('Yes.');
    expect(backend.line.sentTexts).toEqual(['first', 'second', 'third']);
  });

  it('[CN8] what the assistant forgot stands above the message that went out on the new line', () => {
    const { backend, consultation, state } = online();
    consultation.write('ask', 'first');
    backend.line.reply('Yes.');
    backend.line.waiting();
    consultation.write('ask', 'second');
    backend.line.online();
    expect(state().conversation.remarks).toMatchObject([
      { after: 1, content: { kind: 'memory-lost' } },
    ]);
  });

  it('[OR1] a basket of orders goes out one by one, each after the reply to the one before', () => {
    const { backend, consultation, state } = online();
    for (const test of ['troponin', 'd-dimer', 'lactate'])
      consultation.write('order', test, cents(1000));
    expect(backend.line.sentTexts).toEqual(['troponin']);
    backend.line.reply('Normal.', settlement(1000, 1000, 9000));
    expect(backend.line.sentTexts).toEqual(['troponin', 'd-dimer']);
    backend.line.start();
    backend.line.say('Nor');
    expect(backend.line.sentTexts).toEqual(['troponin', 'd-dimer']);
    backend.line.finish(settlement(1000, 2000, 8000));
    backend.line.reply('Normal.', settlement(1000, 3000, 7000));
    expect(backend.line.sentTexts).toEqual(['troponin', 'd-dimer', 'lactate']);
    expect(state().account.orders.map(({ state: each }) => each)).toEqual([
      'placed',
      'placed',
      'placed',
    ]);
    expect(state().account.totalSpent).toBe(3000);
  });

  it('[TU3] a failed turn holds the basket until the person lets it go on', () => {
    const { backend, consultation, state } = online();
    consultation.write('order', 'troponin', cents(1000));
    consultation.write('order', 'd-dimer', cents(1000));
    backend.line.fail();
    backend.line.waiting();
    backend.line.online();
    expect(backend.line.sentTexts).toEqual(['troponin']);
    expect(state().conversation.queueHeld).toBe(true);
    consultation.resumeQueue();
    expect(backend.line.sentTexts).toEqual(['troponin', 'd-dimer']);
  });

  it('[TU4][OR4][F19] an order whose socket died is never sent again by itself', () => {
    const { clock, backend, consultation, state, exchange } = online();
    consultation.write('ask', 'hello');
    backend.line.reply('Hello.', settlement(0, 0, 10_000));
    consultation.write('order', 'troponin', cents(1000));
    backend.line.fail();
    backend.line.waiting();
    for (let times = 0; times < 5; times++) {
      backend.line.online();
      clock.advance(600_000);
      backend.line.waiting();
    }
    backend.line.online();
    expect(backend.line.sentTexts).toEqual(['hello', 'troponin']);
    expect(exchange('troponin').delivery.status).toBe('uncertain');
    expect(state().account.orders).toMatchObject([{ state: 'uncertain' }]);
    consultation.write('ask', 'how much?');
    backend.line.reply('So much.', settlement(0, 1000, 9000));
    expect(state().account.orders).toMatchObject([{ state: 'placed', settledByTotal: true }]);
  });

  it('[TU3] a message taken back does not go out', () => {
    const { backend, consultation, exchange } = online();
    consultation.write('ask', 'first');
    consultation.write('ask', 'second');
    consultation.withdraw(exchange('second').message.id);
    backend.line.reply('Yes.');
    expect(backend.line.sentTexts).toEqual(['first']);
  });

  it('[CN5] a message that the server did not take goes out again when the line is back, before others', () => {
    const { clock, backend, consultation, exchange } = online();
    consultation.write('ask', 'first');
    consultation.write('ask', 'second');
    backend.line.giveBack();
    expect(backend.line.sentTexts).toEqual(['first']);
    expect(exchange('first').delivery.status).toBe('queued');
    backend.line.waiting();
    clock.advance(60_000);
    expect(failureOf(exchange('first').turn)).toBe('idle');
    backend.line.online();
    expect(backend.line.sentTexts).toEqual(['first', 'first']);
  });
});

describe('a line that the server closed', () => {
  it('[F1] stays closed while nothing is written, and comes back for the next message', () => {
    const { clock, backend, consultation } = online();
    backend.line.failed('closed-by-server');
    clock.advance(3_600_000);
    expect(backend.line.reconnects).toBe(0);
    consultation.write('ask', 'still there?');
    expect(backend.line.reconnects).toBe(1);
    expect(backend.line.sent).toEqual([]);
    backend.line.online();
    expect(backend.line.sentTexts).toEqual(['still there?']);
  });

  it('[CN4] for want of a sign-in is not tried by writing', () => {
    const { backend, consultation, exchange } = online();
    backend.line.failed('sign-in-required');
    consultation.write('ask', 'still there?');
    expect(backend.line.reconnects).toBe(0);
    expect(exchange('still there?').delivery.status).toBe('queued');
  });

  it('[CN2] is tried at once when the person says so', () => {
    const { backend, consultation } = online();
    backend.line.waiting();
    consultation.tryNow();
    expect(backend.line.reconnects).toBe(1);
  });
});

describe('streaming', () => {
  it('[TK1] text waits for a frame, and every other event puts out the text before it', () => {
    const { clock, backend, consultation, exchange } = online();
    consultation.write('ask', 'q');
    backend.line.start();
    backend.line.say('one ');
    backend.line.say('two ');
    expect(replyText(exchange('q').turn)).toBe('');
    clock.paint();
    expect(replyText(exchange('q').turn)).toBe('one two ');
    backend.line.say('three');
    backend.line.step('triage');
    expect(replyText(exchange('q').turn)).toBe('one two three');
    expect(clock.frames).toBe(0);
  });

  it('[TK1] the store changes once per frame, not once per token', () => {
    const { clock, backend, consultation } = online();
    consultation.write('ask', 'q');
    backend.line.start();
    let changes = 0;
    consultation.store.subscribe(() => changes++);
    for (let tokens = 0; tokens < 1000; tokens++) backend.line.say('x');
    expect(changes).toBe(0);
    clock.paint();
    expect(changes).toBe(1);
  });

  it('[TK1][F44] what nobody waits for is counted once per frame', () => {
    const { clock, backend, consultation } = online();
    let changes = 0;
    consultation.store.subscribe(() => changes++);
    const { late: before } = consultation.store.getState().conversation.ignoredFrames;
    for (let frames = 0; frames < 1000; frames++) backend.line.babble();
    expect(changes).toBe(0);
    clock.paint();
    expect(changes).toBe(1);
    const late = () => consultation.store.getState().conversation.ignoredFrames.late;
    expect(late()).toBe(before + 1000);
    // Whatever happens next finds all of it counted.
    backend.line.babble();
    consultation.write('ask', 'q');
    expect(late()).toBe(before + 1001);
  });

  it('[TK1][TK2] the text at the end is the whole reply, however it is cut and painted', () => {
    const cut = fc.record({
      size: fc.integer({ min: 0, max: 7 }),
      then: fc.constantFrom('nothing', 'paint', 'step', 'notice', 'second'),
    });
    fc.assert(
      fc.property(anyText({ maxLength: 200 }), fc.array(cut), (text, cuts) => {
        const { clock, backend, consultation, exchange } = online();
        consultation.write('ask', 'q');
        backend.line.start();
        let rest = text;
        for (const { size, then } of cuts) {
          backend.line.say(rest.slice(0, size));
          rest = rest.slice(size);
          if (then === 'paint') clock.paint();
          if (then === 'step') backend.line.step('triage');
          if (then === 'notice') backend.line.notify('Maintenance at noon');
          if (then === 'second') clock.advance(1000);
          if (then === 'second') backend.line.say('');
        }
        backend.line.say(rest);
        backend.line.finish();
        expect(exchange('q').turn).toMatchObject({ phase: 'finished', text });
      }),
    );
  });

  it('[AL1] an alert is there before the first token is drawn, without waiting for a frame', () => {
    const { clock, backend, consultation, state, events } = online();
    consultation.write('ask', 'q');
    backend.line.start();
    backend.line.say('Call');
    backend.line.raise({ severity: 'emergency', text: 'Call an ambulance' });
    expect(state().conversation.alerts).toHaveLength(1);
    expect(events.at(-1)?.type).toBe('alert-raised');
    expect(clock.frames).toBe(0);
  });

  it('[TK6] stop keeps the text, drops the late frames, and the settlement still counts', () => {
    const { clock, backend, consultation, state, exchange } = online();
    consultation.write('order', 'troponin', cents(1000));
    consultation.write('ask', 'next');
    backend.line.start();
    backend.line.say('kept');
    consultation.stop();
    backend.line.say(' dropped');
    clock.paint();
    expect(exchange('troponin').turn).toMatchObject({ text: 'kept', failure: { kind: 'stopped' } });
    expect(backend.line.sentTexts).toEqual(['troponin']);
    backend.line.finish(settlement(1000, 1000, 9000));
    expect(exchange('troponin').turn).toMatchObject({ text: 'kept' });
    expect(state().account).toMatchObject({ totalSpent: 1000, orders: [{ state: 'placed' }] });
    expect(backend.line.sentTexts).toEqual(['troponin', 'next']);
  });

  it('[TK6] stop without a turn does nothing, and stopping twice stops once', () => {
    const { backend, consultation, events } = online();
    consultation.stop();
    consultation.write('ask', 'q');
    backend.line.start();
    consultation.stop();
    consultation.stop();
    expect(events.filter(({ type }) => type === 'reply-stopped')).toHaveLength(1);
  });

  it('[F20] a reply that was cut off keeps its text as incomplete', () => {
    const { backend, consultation, exchange } = online();
    consultation.write('ask', 'q');
    backend.line.start();
    backend.line.say('half');
    backend.line.fail();
    expect(exchange('q').turn).toMatchObject({
      phase: 'interrupted',
      text: 'half',
      failure: { kind: 'connection-lost' },
    });
  });
});

describe('silence', () => {
  it('[TU5][F11][CN3] no answer within thirty seconds ends the turn, and the line is replaced', () => {
    const { clock, backend, consultation, exchange } = online();
    consultation.write('ask', 'q');
    clock.advance(29_999);
    expect(exchange('q').turn.phase).toBe('submitted');
    clock.advance(1);
    expect(failureOf(exchange('q').turn)).toBe('no-answer');
    expect(exchange('q').delivery.status).toBe('uncertain');
    expect(backend.line.reconnects).toBe(1);
    backend.line.online();
    expect(backend.line.sentTexts).toEqual(['q']);
  });

  it('[TU5][F12] a stall is shown at ten seconds and ends the turn as incomplete at sixty', () => {
    const { clock, backend, consultation, state, exchange } = online();
    consultation.write('ask', 'q');
    backend.line.start();
    backend.line.say('half');
    const since = clock.now();
    clock.advance(10_000);
    expect(state().stalledSince).toBe(since);
    clock.advance(50_000);
    expect(exchange('q').turn).toMatchObject({ text: 'half', failure: { kind: 'stalled' } });
    expect(state().stalledSince).toBeNull();
    expect(backend.line.reconnects).toBe(1);
  });

  it('[TU5] a frame ends the stall', () => {
    const { clock, backend, consultation, state } = online();
    consultation.write('ask', 'q');
    backend.line.start();
    clock.advance(15_000);
    expect(state().stalledSince).not.toBeNull();
    backend.line.say('on');
    expect(state().stalledSince).toBeNull();
  });

  it('[TU5] a stopped reply that never ends does not hold the wire for ever', () => {
    const { clock, backend, consultation, state, exchange } = online();
    consultation.write('ask', 'q');
    backend.line.start();
    consultation.stop();
    clock.advance(60_000);
    expect(state().conversation.onWire).toBeNull();
    expect(failureOf(exchange('q').turn)).toBe('stopped');
    expect(backend.line.reconnects).toBe(1);
  });

  it('[TU4] when the replaced line reports its loss as well, the turn keeps the first reason', () => {
    const { clock, backend, consultation, exchange } = online();
    consultation.write('ask', 'q');
    clock.advance(30_000);
    backend.line.fail();
    expect(failureOf(exchange('q').turn)).toBe('no-answer');
  });

  it('[TU5] a reply that ends in time leaves no timer', () => {
    const { clock, backend, consultation } = online();
    consultation.write('ask', 'q');
    // The one that is left looks whether the machine slept.
    expect(clock.timers).toBe(2);
    backend.line.reply('Yes.');
    expect(clock.timers).toBe(1);
  });
});

describe('two assistants', () => {
  function withDoctor() {
    const clock = createManualClock();
    const panel = new FakeBackend(clock);
    const doctor = new FakeBackend(clock);
    Object.assign(panel, {
      capabilities: { ...panel.capabilities, pace: { limit: 1, window: 60_000 } },
    });
    Object.assign(doctor, {
      capabilities: { ...doctor.capabilities, actions: ['ask'], budget: false, profile: ['age'] },
    });
    let ids = 0;
    const limits = { firstFrame: 5_000, stall: 1_000, giveUp: 2_000 };
    const consultation = createConsultation({
      assistants: [
        assistant(panel, { usualBudget: cents(10_000) }),
        assistant(doctor, { id: 'doctor', name: 'AI Doctor', limits }),
      ],
      tenant: 'Ward 3',
      user: 'physician',
      clock,
      scheduler: clock,
      newId: () => `id-${++ids}`,
    });
    const state = () => consultation.store.getState();
    return { clock, panel, doctor, consultation, state };
  }

  it('a conversation is held with the one that was chosen at its start, by its own line', () => {
    const { panel, doctor, consultation, state } = withDoctor();
    expect(doctor.lines).toEqual([]);
    consultation.startConversation('doctor', { budget: null });
    expect(panel.line.isClosed).toBe(true);
    doctor.line.online();
    consultation.write('ask', 'to the doctor');
    doctor.line.reply('Yes.');
    expect(panel.line.sent).toEqual([]);
    expect(state().conversation.exchanges[0]?.source.assistant).toBe('AI Doctor');
    expect(state().capabilities.actions).toEqual(['ask']);
    expect(state().account.requestedLimit).toBe(10_000);
  });

  it('[CN5] each has a rate limit of its own', () => {
    const { panel, doctor, consultation } = withDoctor();
    panel.line.online();
    consultation.write('ask', 'one');
    panel.line.reply('Yes.');
    consultation.startConversation('doctor', { budget: null });
    doctor.line.online();
    consultation.write('ask', 'two');
    doctor.line.reply('Yes.');
    expect(doctor.line.sentTexts).toEqual(['two']);
    consultation.startConversation('dx0', { budget: null });
    panel.line.online();
    consultation.write('ask', 'three');
    expect(panel.line.sentTexts).toEqual([]);
  });

  it('[TU5] each has time limits of its own', () => {
    const { clock, doctor, consultation, state } = withDoctor();
    consultation.startConversation('doctor', { budget: null });
    doctor.line.online();
    consultation.write('ask', 'anybody there?');
    clock.advance(5_000);
    expect(state().conversation.exchanges[0]?.turn).toMatchObject({
      failure: { kind: 'no-answer', limit: 5_000 },
    });
  });

  it('the profile goes along as far as the assistant takes it, as it is when the message goes', () => {
    const { doctor, consultation, state } = withDoctor();
    consultation.startConversation('doctor', { budget: null });
    consultation.write('ask', 'what dose?');
    consultation.changeProfile({ ...emptyProfile, age: 7, allergies: ['penicillin'] });
    doctor.line.online();
    const along = { ...emptyProfile, age: 7 };
    expect(doctor.line.sent).toMatchObject([{ text: 'what dose?', profile: along }]);
    expect(state().conversation.exchanges[0]?.profile).toEqual(along);
  });

  it('[AL3] an alert is acknowledged in whichever conversation it was raised, by who is signed in', () => {
    const { clock, doctor, panel, consultation, state } = withDoctor();
    consultation.startConversation('doctor', { budget: null });
    doctor.line.online();
    consultation.write('ask', 'chest pain');
    doctor.line.raise({ severity: 'emergency', text: 'CRITICAL' });
    doctor.line.reply('Call.');
    const { id } = state().conversation;
    consultation.startConversation('dx0', { budget: null });
    panel.line.online();
    clock.advance(3_000);
    consultation.acknowledge(id, 'alert-1', ' On my way ');
    expect(state().earlier[0]?.alerts).toMatchObject([
      { acknowledgement: { by: 'physician', at: clock.now(), reason: 'On my way' } },
    ]);
  });
});

describe('a new conversation', () => {
  it('[TU6] ends the present one and keeps it, newest first', () => {
    const { backend, consultation, state } = online();
    consultation.write('ask', 'one');
    backend.line.reply('Yes.');
    consultation.startConversation('dx0', { budget: cents(5000) });
    expect(backend.lines).toHaveLength(2);
    expect(backend.lines[0]?.isClosed).toBe(true);
    expect(backend.line.options.budget).toBe(5000);
    backend.line.online();
    consultation.write('ask', 'two');
    backend.line.reply('Yes.');
    consultation.startConversation('dx0', { budget: null });
    const texts = state().earlier.map(({ exchanges }) =>
      exchanges.map(({ message }) => message.text),
    );
    expect(texts).toEqual([['two'], ['one']]);
    expect(state().earlier.every(({ endedAt }) => endedAt !== null)).toBe(true);
    expect(state().conversation.exchanges).toEqual([]);
    expect(state().account.requestedLimit).toBeNull();
  });

  it('[TU6] is not kept where nothing was said in it', () => {
    const { consultation, state } = online();
    consultation.startConversation('dx0', { budget: null });
    expect(state().earlier).toEqual([]);
  });

  it('[OR3] goes on with the same money', () => {
    const { backend, consultation, state } = online();
    consultation.write('order', 'troponin', cents(1000));
    backend.line.reply('Normal.', settlement(1000, 1000, 9000));
    consultation.startConversation('dx0', { budget: cents(10_000) });
    expect(state().account).toMatchObject({ totalSpent: 1000, orders: [{ test: 'troponin' }] });
  });

  it('[TU4][OR4] leaves a turn that was under way unconfirmed, with the text that had arrived', () => {
    const { clock, backend, consultation, state } = online();
    consultation.write('order', 'troponin', cents(1000));
    backend.line.start();
    backend.line.say('half');
    consultation.startConversation('dx0', { budget: null });
    expect(state().earlier[0]?.exchanges[0]?.turn).toMatchObject({
      text: 'half',
      failure: { kind: 'connection-lost' },
    });
    expect(state().account.orders).toMatchObject([{ state: 'uncertain' }]);
    expect(clock.timers).toBe(0);
    expect(clock.frames).toBe(0);
  });

  it('[CN6] late frames of the old one land nowhere', () => {
    const { backend, consultation, state } = online();
    consultation.write('ask', 'one');
    backend.line.start();
    const [old] = backend.lines;
    consultation.startConversation('dx0', { budget: null });
    backend.line.online();
    consultation.write('ask', 'two');
    old?.say('late');
    old?.finish();
    backend.line.reply('right');
    const [exchange] = state().conversation.exchanges;
    expect(exchange && replyText(exchange.turn)).toBe('right');
    expect(state().earlier[0]?.exchanges[0]?.turn.phase).toBe('interrupted');
  });
});

describe('closing', () => {
  it('[F44] leaves no line, no timer, no frame, and tells nobody anything', () => {
    const { clock, backend, consultation, events } = online();
    consultation.write('ask', 'q');
    backend.line.start();
    backend.line.say('half');
    const { length } = events;
    consultation.close();
    expect(backend.line.isClosed).toBe(true);
    expect(clock.timers).toBe(0);
    expect(clock.frames).toBe(0);
    clock.advance(3_600_000);
    expect(events).toHaveLength(length);
  });
});

describe('the queue', () => {
  const waiting = (state: ReturnType<ReturnType<typeof consult>['state']>) =>
    queueOf(state.conversation).map(({ text }) => text);

  /** One message is out, three wait behind it. */
  function queued() {
    const all = online();
    for (const text of ['first', 'b', 'c', 'd']) all.consultation.write('ask', text);
    const id = (text: string) => all.exchange(text).message.id;
    return { ...all, id, waiting: () => waiting(all.state()) };
  }

  it('[TU3] goes out in the order that it was given, each after the reply before', () => {
    const { backend, consultation, id, waiting } = queued();
    consultation.move(id('d'), 0);
    consultation.move(id('b'), 2);
    expect(waiting()).toEqual(['d', 'c', 'b']);
    for (let replies = 0; replies < 4; replies++) backend.line.reply('Yes.');
    expect(backend.line.sentTexts).toEqual(['first', 'd', 'c', 'b']);
  });

  it('[TU3] “send now” puts a message first without breaking in on the reply', () => {
    const { backend, consultation, id } = queued();
    consultation.sendFirst(id('c'));
    expect(backend.line.sentTexts).toEqual(['first']);
    backend.line.reply('Yes.');
    expect(backend.line.sentTexts).toEqual(['first', 'c']);
  });

  it('[TU3] “send now” lets a held queue go on, that message first', () => {
    const { backend, consultation, state, id } = queued();
    backend.line.fail();
    expect(state().conversation.queueHeld).toBe(true);
    consultation.sendFirst(id('d'));
    expect(backend.line.sentTexts).toEqual(['first', 'd']);
    expect(state().conversation.queueHeld).toBe(false);
  });

  it('[OB1] one that comes back three times is set aside, and the rest goes on without it', () => {
    const { backend, consultation, state, id, exchange, waiting } = queued();
    const comeBack = () => {
      backend.line.giveBack();
      backend.line.waiting();
      backend.line.online();
    };
    comeBack();
    comeBack();
    expect(backend.line.sentTexts).toEqual(['first', 'first', 'first']);
    comeBack();
    expect(backend.line.sentTexts.at(-1)).toBe('b');
    expect(waiting()).toEqual(['c', 'd']);
    expect(exchange('first')).toMatchObject({
      delivery: { status: 'queued' },
      waiting: { attempts: 3 },
    });
    consultation.prioritise(id('d'), 'high');
    consultation.retry(id('first'));
    expect(waiting()).toEqual(['d', 'c', 'first']);
    for (let replies = 0; replies < 4; replies++) backend.line.reply('Yes.');
    expect(backend.line.sentTexts.slice(4)).toEqual(['d', 'c', 'first']);
    expect(state().conversation.onWire).toBeNull();
  });

  it('[OB1] what a closed tab left waits at the end of the conversation that goes on; what its assistant cannot do is set aside', () => {
    const { clock, state: before } = consult();
    const backend = new FakeBackend(clock);
    Object.assign(backend, { capabilities: { ...backend.capabilities, actions: ['ask'] } });
    const consultation = createConsultation({
      assistants: [assistant(backend)],
      ...{ tenant: 'Ward 3', user: 'physician', clock, scheduler: clock, newId: () => 'id' },
      kept: { conversation: before().conversation },
      waiting: [order('o', 'd-dimer'), message('q')],
    });
    backend.line.online();
    const { store } = consultation;
    expect(store.getState().conversation.queueHeld).toBe(true);
    expect(backend.line.sentTexts).toEqual([]);
    consultation.resumeQueue();
    expect(backend.line.sentTexts).toEqual(['Text of q']);
    expect(unsentOf(store.getState().conversation)).toMatchObject([
      { message: { id: 'o' }, waiting: { attempts: 0, setAsideAt: clock.now() } },
    ]);
  });

  it('[OB1] one that is set aside goes in other words once they are saved', () => {
    const { backend, consultation, id, state } = queued();
    for (let tries = 0; tries < 3; tries++) {
      backend.line.giveBack();
      backend.line.online();
    }
    consultation.edit({ messageId: id('first'), text: 'better' });
    consultation.saveEdit();
    for (let replies = 0; replies < 4; replies++) backend.line.reply('Yes.');
    expect(backend.line.sentTexts.slice(3)).toEqual(['b', 'c', 'd', 'better']);
    expect(state().editing).toBeNull();
  });

  it('[TU3] a message does not go out while it is edited, and goes in its new words', () => {
    const { backend, consultation, state, id } = queued();
    consultation.edit({ messageId: id('b'), text: 'b' });
    backend.line.reply('Yes.');
    expect(backend.line.sentTexts).toEqual(['first']);
    consultation.edit({ messageId: id('b'), text: ' better ' });
    consultation.saveEdit();
    expect(state().editing).toBeNull();
    expect(backend.line.sentTexts).toEqual(['first', 'better']);
  });

  it('[TU3] left as it was, or taken back while it was edited, it holds nobody up', () => {
    const { backend, consultation, id } = queued();
    consultation.edit({ messageId: id('b'), text: 'half' });
    backend.line.reply('Yes.');
    consultation.withdraw(id('b'));
    expect(backend.line.sentTexts).toEqual(['first', 'c']);
    consultation.edit({ messageId: id('d'), text: 'half' });
    backend.line.reply('Yes.');
    consultation.edit(null);
    expect(backend.line.sentTexts).toEqual(['first', 'c', 'd']);
  });

  it('[TU3] only a question that waits can be opened for editing', () => {
    const { consultation, state, id } = queued();
    consultation.write('order', 'troponin', cents(1000));
    for (const messageId of [id('first'), id('troponin'), 'nobody']) {
      consultation.edit({ messageId, text: 'other' });
      expect(state().editing).toBeNull();
    }
  });

  it('[TU3][F18] what waited more than five minutes for the line asks before it goes', () => {
    const { clock, backend, consultation, state } = consult();
    consultation.write('ask', 'old');
    clock.advance(300_001);
    consultation.write('ask', 'new');
    backend.line.online();
    expect(backend.line.sent).toEqual([]);
    expect(state().conversation).toMatchObject({ queueHeld: true, heldBecause: 'stale' });
    consultation.resumeQueue();
    expect(backend.line.sentTexts).toEqual(['old']);
    // What was confirmed is not asked about again when the line is lost once more.
    backend.line.giveBack();
    backend.line.waiting();
    backend.line.online();
    expect(backend.line.sentTexts).toEqual(['old', 'old']);
  });

  it('[F18] what waited less goes by itself, and so does what waits only for its turn', () => {
    const early = consult();
    early.consultation.write('ask', 'young');
    early.clock.advance(300_000);
    early.backend.line.online();
    expect(early.backend.line.sentTexts).toEqual(['young']);
    const { clock, backend } = queued();
    backend.line.start();
    for (let seconds = 0; seconds < 600; seconds += 5) {
      backend.line.say('x');
      clock.advance(5000);
    }
    backend.line.finish();
    expect(backend.line.sentTexts).toEqual(['first', 'b']);
  });
});

describe('the rate limit', () => {
  it('[CN5] the thirty-first message of a minute waits, and goes out by itself', () => {
    const { clock, backend, consultation, exchange } = online({ limit: 30, window: 60_000 });
    for (let count = 1; count <= 31; count++) consultation.write('ask', `question ${count}`);
    for (let count = 1; count <= 30; count++) {
      backend.line.reply('Yes.');
      clock.advance(100);
    }
    expect(backend.line.sent).toHaveLength(30);
    expect(exchange('question 31').delivery.status).toBe('queued');
    clock.advance(57_000);
    expect(backend.line.sent).toHaveLength(30);
    clock.advance(250);
    expect(backend.line.sentTexts.at(-1)).toBe('question 31');
    expect(backend.line.sent).toHaveLength(31);
  });
});

describe('after the machine slept', () => {
  it('[CN7][F30] a line on which nothing is owed is replaced at once', () => {
    const { clock, backend, consultation } = online();
    consultation.write('ask', 'q');
    backend.line.reply('Yes.');
    clock.jump(3_600_000);
    clock.advance(2000);
    expect(backend.line.reconnects).toBe(1);
    clock.advance(60_000);
    expect(backend.line.reconnects).toBe(1);
  });

  it('[CN7][CN3][F30] a reply that is owed is past its limit: it ends, and the line is replaced', () => {
    const { clock, backend, consultation, state, exchange } = online();
    consultation.write('order', 'troponin', cents(1000));
    clock.jump(3_600_000);
    clock.advance(2000);
    expect(failureOf(exchange('troponin').turn)).toBe('no-answer');
    expect(exchange('troponin').delivery.status).toBe('uncertain');
    expect(state().account.orders).toMatchObject([{ state: 'uncertain' }]);
    expect(backend.line.reconnects).toBe(1);
    backend.line.online();
    expect(backend.line.sentTexts).toEqual(['troponin']);
  });

  it('[F10] a half-open line shows itself at the next message, and is replaced', () => {
    const { clock, backend, consultation, exchange } = online();
    clock.advance(3_600_000);
    expect(backend.line.reconnects).toBe(0);
    consultation.write('ask', 'q');
    clock.advance(30_000);
    expect(failureOf(exchange('q').turn)).toBe('no-answer');
    expect(backend.line.reconnects).toBe(1);
  });

  it('[CN7] a wait that is over by the clock ends', () => {
    const { clock, backend } = online();
    backend.line.waiting();
    clock.jump(3_600_000);
    clock.advance(2000);
    expect(backend.line.reconnects).toBe(1);
  });
});

describe('[F40] a reply that comes faster than it can be shown', () => {
  const perSecond = 2000;
  const seconds = 60;
  const framesPerSecond = 60;

  it('is told to the screen once a frame, and nothing of it waits longer', () => {
    const { clock, backend, consultation, state, exchange } = online();
    consultation.write('ask', 'Tell me all');
    backend.line.start();
    let updates = 0;
    consultation.store.subscribe(() => updates++);
    let sent = '';
    for (let frame = 0; frame < seconds * framesPerSecond; frame++) {
      for (let token = 0; token < perSecond / framesPerSecond; token++) {
        const text = `${frame}.${token} `;
        sent += text;
        backend.line.say(text);
      }
      expect(clock.frames).toBe(1);
      clock.advance(1000 / framesPerSecond);
      clock.paint();
      expect(clock.frames).toBe(0);
    }
    expect(updates).toBe(seconds * framesPerSecond);
    backend.line.finish();
    expect(replyText(exchange('Tell me all').turn)).toBe(sent);
    expect(state().conversation.onWire).toBeNull();
  });

  it('an alert between its tokens is on screen before the next frame', () => {
    const { backend, clock, consultation, state } = online();
    consultation.write('ask', 'Tell me all');
    backend.line.start();
    for (let token = 0; token < 50_000; token++) backend.line.say('twenty characters... ');
    backend.line.raise({ severity: 'emergency', text: 'Call now.' });
    for (let token = 0; token < 50_000; token++) backend.line.say('twenty characters... ');
    expect(clock.frames).toBe(1);
    expect(state().conversation.alerts).toHaveLength(1);
  });

  it('sets no timer for a token', () => {
    const { backend, clock, consultation } = online();
    consultation.write('ask', 'Tell me all');
    backend.line.start();
    const { timers } = clock;
    for (let token = 0; token < 50_000; token++) backend.line.say('twenty characters... ');
    expect([clock.timers, clock.frames]).toEqual([timers, 1]);
  });
});
