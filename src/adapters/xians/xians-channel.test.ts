import { describe, expect, it } from 'vitest';
import {
  CircuitOpen,
  Forbidden,
  RateLimited,
  Rejected,
  ServerFault,
  SignInRequired,
  Unreachable,
} from '../../core/errors.ts';
import { ask, FakeXians } from '../../testing/fake-xians.ts';
import { settled } from '../../testing/manual-clock.ts';

const gone = new Unreachable('gone');

const degraded = (xians: FakeXians) =>
  xians.sink.state.phase === 'online' ? xians.sink.state.fallback : undefined;

/** Online, with a message that the server has. */
async function asked(id = 'a') {
  const xians = new FakeXians();
  const channel = await xians.online();
  channel.send(ask(id));
  await settled();
  return { xians, channel };
}

const types = (xians: FakeXians, id: string) => xians.sink.turn(id).map(({ type }) => type);
const remarks = (xians: FakeXians) =>
  xians.sink.entries.filter(({ type }) => /^(notice|data|handover)-received$/.test(type));

describe('an answer of a Xians agent', () => {
  it('[NT1][F15] is told once, though it comes under two names, again, and in the history', async () => {
    const { xians, channel } = await asked();
    const said = xians.say({ requestId: 'a', text: 'Yes.' }, 'ReceiveMessage');
    xians.push(said, 'receivechat');
    xians.push({ Id: said['id'], ...said });
    channel.reconnect();
    await xians.sink.phase('online');
    expect(types(xians, 'a')).toEqual([
      ...['step-changed', 'reply-started', 'text-delta', 'reply-finished'],
    ]);
    expect(remarks(xians)).toEqual([]);
  });

  it('[NT1] is read in either spelling of its names', async () => {
    const { xians } = await asked();
    xians.push({
      Id: 'x',
      Direction: 'Outgoing',
      MessageType: 'Chat',
      Text: 'Yes.',
      RequestId: 'a',
    });
    expect(xians.sink.textOf('a')).toBe('Yes.');
  });

  it('[CN6] that names no message answers the one on the wire; one that names another does not', async () => {
    const { xians, channel } = await asked();
    xians.say({ requestId: 'elsewhere', text: 'To somebody else' });
    expect(types(xians, 'a')).toEqual(['step-changed']);
    xians.say({ text: 'Yes.' });
    expect(xians.sink.textOf('a')).toBe('Yes.');
    channel.send(ask('b'));
    await settled();
    xians.say({ requestId: 'a', text: 'And no.' });
    expect(types(xians, 'b')).toEqual(['step-changed']);
    expect(xians.sink.all('notice-received').map(({ text }) => text)).toEqual([
      'An answer that came late: To somebody else',
      'And no.',
    ]);
  });

  it('[F14] that nobody waits for is a remark of its own, and changes as its server changes it', async () => {
    const xians = new FakeXians();
    await xians.online();
    const said = xians.say({ text: 'Good morning' });
    xians.push({ ...said, text: 'Good evening' });
    expect(xians.sink.all('notice-received')).toMatchObject([
      { text: 'Good morning', mark: { id: said['id'] } },
      { text: 'What was said before now reads: Good evening', mark: { id: said['id'] } },
    ]);
  });

  it('[F44] of another conversation, tenant scope or person is dropped and counted', async () => {
    const { xians } = await asked();
    xians.push({ id: 'x', text: 'No', requestId: 'a', scope: 'other' });
    xians.push({ id: 'y', text: 'No', requestId: 'a', participantId: 'dr.who' });
    expect(types(xians, 'a')).toEqual(['step-changed']);
    expect(xians.sink.all('frame-ignored').map(({ why }) => why)).toEqual(['late', 'late']);
  });

  it('[F38][F39] frames that are nonsense or of an unknown kind are counted, and the line survives', async () => {
    const { xians } = await asked();
    for (const frame of [null, 7, { id: {} }, { text: ['x'] }]) xians.push(frame);
    for (const frame of [
      { type: 'weather', sunny: true },
      { id: 'w', text: '' },
    ])
      xians.push(frame);
    xians.push({ id: 'r', messageType: 'Reasoning', text: '…' });
    xians.push({ id: 'p', text: 'Yes.', requestId: 'a', ['__proto__']: { polluted: true } });
    expect(xians.sink.all('frame-ignored')).toHaveLength(7);
    expect(xians.sink.textOf('a')).toBe('Yes.');
    expect({}).not.toHaveProperty('polluted');
  });

  it('[NT1][NT2] data and a handover are told beside it, the handover also from inside a chat event', async () => {
    const { xians } = await asked();
    const data = {
      assignedTo: 'Dr. Osei',
      role: 'Cardiologist',
      reason: 'Pain',
      expectedWaitMinutes: 5,
    };
    xians.say({ messageType: 'Data', data: { title: 'Vitals', pulse: 88 } }, 'ReceiveMetadata');
    xians.say({ messageType: 'Handoff', data, requestId: 'a' }, 'ReceiveChat');
    expect(remarks(xians)).toMatchObject([
      { type: 'data-received', card: { title: 'Vitals', fields: [{ value: '88' }] } },
      { to: 'Dr. Osei (Cardiologist)', reason: 'Pain', waitMinutes: 5 },
    ]);
    expect(types(xians, 'a')).toEqual(['step-changed']);
  });

  it('[TU5] that takes too long is given up as still worked on, and one click looks for it', async () => {
    const { xians, channel } = await asked();
    await xians.pass(300_000);
    expect(xians.sink.turn('a').at(-1)).toMatchObject({ failure: { kind: 'overdue' } });
    xians.held.push({
      id: 'late',
      direction: 'Outgoing',
      text: 'Yes.',
      requestId: 'a',
      scope: 'scope-1',
    });
    channel.await?.(ask('a'));
    await settled();
    expect(xians.sink.textOf('a')).toBe('Yes.');
    expect(xians.sends).toEqual(['a']);
  });
});

describe('a line to a Xians server', () => {
  it('[NT1] subscribes under the name in lower case, and reads the history from page 1', async () => {
    const xians = new FakeXians();
    const channel = await xians.online();
    expect(xians.calls.map(({ method, parameters }) => [method, ...parameters])).toEqual([
      ['SubscribeToAgent', 'desk', 'dr.lee', 'default'],
      ['GetScopedThreadHistory', 'desk', 'dr.lee', 1, 50, 'scope-1'],
    ]);
    channel.close();
    expect(xians.clock.timers).toBe(0);
  });

  it('[OB2][CN1] goes on by requests where the hub is gone, says so, and comes back to the hub', async () => {
    const xians = new FakeXians();
    const channel = await xians.online();
    xians.hubTrouble = gone;
    xians.drop();
    await xians.sink.until(() => degraded(xians));
    expect(degraded(xians)).toMatchObject({ by: 'requests', retryAt: xians.clock.now() + 500 });
    channel.send(ask('a'));
    await settled();
    xians.say({ requestId: 'a', text: 'Yes.' });
    await xians.pass(2_000);
    expect(xians.sink.textOf('a')).toBe('Yes.');
    xians.held.push({ id: 'n', direction: 'Outgoing', text: 'Unasked', scope: 'scope-1' });
    xians.hubTrouble = null;
    await xians.pass(31_000);
    expect(xians.sink.state).toMatchObject({ phase: 'online' });
    expect(degraded(xians)).toBeUndefined();
    expect(xians.calls.filter(({ method }) => method === 'SubscribeToAgent')).toHaveLength(2);
    expect(xians.sink.all('notice-received').map(({ text }) => text)).toEqual(['Unasked']);
    expect(types(xians, 'a').filter((type) => type === 'reply-finished')).toHaveLength(1);
    expect(xians.sends).toEqual(['a']);
  });

  it('[F16] tells what it missed in the order in which it was said', async () => {
    const xians = new FakeXians();
    await xians.online();
    const at = (second: number) => new Date(xians.clock.now() + second * 1000).toISOString();
    const missed = { direction: 'Outgoing', scope: 'scope-1' };
    xians.held.push({ ...missed, id: '2', text: 'second', createdAt: at(2) });
    xians.held.push({ ...missed, id: '1', text: 'first', createdAt: at(1) });
    xians.drop();
    await settled();
    expect(xians.sink.all('notice-received').map(({ text }) => text)).toEqual(['first', 'second']);
  });

  it('[CN2][F2] waits with a growing pause where neither gets through, and wakes at once', async () => {
    const xians = new FakeXians();
    await xians.online();
    xians.hubTrouble = xians.restTrouble = gone;
    xians.drop();
    await xians.sink.phase('waiting');
    await xians.pass(10_000);
    expect(xians.dials).toBeLessThan(22);
    expect(xians.sink.state).toMatchObject({ phase: 'waiting', cause: 'unreachable' });
    xians.hubTrouble = xians.restTrouble = null;
    xians.wake();
    await xians.sink.phase('online');
    expect(degraded(xians)).toBeUndefined();
  });

  it('[OB3] leaves a hub in peace after as many tries as the site says', async () => {
    const xians = new FakeXians();
    xians.pace = { fastTries: 1, rest: 40_000 };
    await xians.online();
    xians.hubTrouble = gone;
    xians.drop();
    await xians.pass(39_000);
    expect(xians.dials).toBe(2);
    await xians.pass(3_000);
    expect(xians.dials).toBe(3);
  });

  it('[CN4][F4] renews a token once that the hub does not take, and then asks to sign in', async () => {
    const xians = new FakeXians();
    xians.hubTrouble = new SignInRequired('401');
    xians.restTrouble = new SignInRequired('401');
    xians.open();
    await xians.sink.phase('failed');
    expect([xians.renewals, xians.dials]).toEqual([1, 2]);
    expect(xians.sink.state).toEqual({ phase: 'failed', cause: 'sign-in-required' });
  });

  it('[F4][OB2] refused by the hub, it goes by requests, and the hub is asked with the next message', async () => {
    const xians = new FakeXians();
    xians.hubTrouble = new Forbidden('403');
    const channel = xians.open();
    await xians.sink.phase('online');
    expect(degraded(xians)).toEqual({ by: 'requests', retryAt: 'with-next-message' });
    await xians.pass(60_000);
    expect(xians.dials).toBe(1);
    xians.hubTrouble = null;
    channel.send(ask('a'));
    await xians.sink.until(() => degraded(xians) === undefined || undefined);
    expect([xians.dials, xians.sends]).toEqual([2, ['a']]);
  });

  it('[F1] closed by the hub in order, it stays by requests until the next message', async () => {
    const xians = new FakeXians();
    const channel = await xians.online();
    xians.drop(1000);
    await xians.sink.until(() => degraded(xians));
    await xians.pass(60_000);
    xians.wake();
    expect(degraded(xians)).toEqual({ by: 'requests', retryAt: 'with-next-message' });
    expect(xians.dials).toBe(1);
    channel.send(ask('a'));
    await xians.sink.until(() => degraded(xians) === undefined || undefined);
    expect([xians.dials, xians.sends]).toEqual([2, ['a']]);
  });

  it('[F5][CN4] closed by 1008, the token is renewed once; closed so again, it is not dialled any more', async () => {
    const xians = new FakeXians();
    await xians.online();
    xians.drop(1008);
    await xians.sink.phase('online');
    await settled();
    expect([xians.renewals, xians.dials]).toEqual([1, 2]);
    xians.restTrouble = new SignInRequired('401');
    xians.drop(1008);
    await xians.sink.phase('failed');
    expect([xians.renewals, xians.dials]).toEqual([1, 2]);
    expect(xians.sink.state).toEqual({ phase: 'failed', cause: 'sign-in-required' });
  });

  it('[F5][AU3] closed by 1008 while no token can be had, it takes no message, nobody is signed out, and it comes back', async () => {
    const xians = new FakeXians();
    const channel = await xians.online();
    xians.renewTrouble = gone;
    xians.hubTrouble = xians.restTrouble = new SignInRequired('401');
    xians.drop(1008);
    expect(xians.sink.state).toMatchObject({ phase: 'connecting' });
    channel.send(ask('a'));
    expect(types(xians, 'a')).toEqual(['message-returned']);
    xians.restTrouble = gone;
    await xians.pass(60_000);
    expect(xians.sink.state).toMatchObject({ phase: 'waiting', cause: 'unreachable' });
    xians.renewTrouble = xians.hubTrouble = xians.restTrouble = null;
    xians.wake();
    await xians.sink.phase('online');
    expect(xians.sends).toEqual([]);
  });

  it.each([1012, 1013])(
    '[F8] closed by %i, the hub has five seconds, whatever wakes',
    async (code) => {
      const xians = new FakeXians();
      await xians.online();
      xians.restTrouble = gone;
      xians.drop(code);
      await xians.sink.phase('waiting');
      expect(xians.sink.state).toMatchObject({ cause: 'server-restart' });
      xians.wake();
      await xians.pass(4_900);
      expect(xians.dials).toBe(1);
      await xians.pass(1_000);
      expect(xians.dials).toBe(2);
    },
  );

  it('[F43] a message that the breaker holds back returns to the queue, unsent', async () => {
    const xians = new FakeXians();
    xians.hubTrouble = gone;
    const channel = await xians.online();
    xians.restTrouble = new CircuitOpen(xians.clock.now() + 30_000, () => undefined);
    channel.send(ask('a'));
    await settled();
    expect(types(xians, 'a')).toEqual(['message-returned']);
    expect(xians.sends).toEqual([]);
  });

  it('[CN5] a rate limit holds the message, and says for how long', async () => {
    const xians = new FakeXians();
    xians.hubTrouble = gone;
    const channel = xians.open();
    await xians.sink.phase('online');
    xians.restTrouble = new RateLimited('Too many', 60_000);
    channel.send(ask('a'));
    await settled();
    expect(types(xians, 'a')).toEqual(['message-returned']);
    const { now } = xians.clock;
    expect(xians.sink.state).toMatchObject({ cause: 'rate-limited', retryAt: now() + 60_000 });
  });

  it('[OB5][CN5] a rate limit holds for as long as the server said, whatever the hub tries meanwhile', async () => {
    const xians = new FakeXians();
    xians.hubTrouble = gone;
    const channel = await xians.online();
    xians.sendTrouble = new RateLimited('Too many', 20_000);
    const held = { phase: 'waiting', cause: 'rate-limited', retryAt: xians.clock.now() + 20_000 };
    channel.send(ask('a'));
    await settled();
    const before = xians.dials;
    const states: unknown[] = [];
    for (let second = 0; second < 19; second++) {
      await xians.pass(1_000);
      states.push(xians.sink.state);
    }
    expect(xians.dials).toBeGreaterThan(before);
    for (const state of states) expect(state).toMatchObject(held);
    await xians.pass(1_000);
    expect(degraded(xians)).toBeDefined();
  });

  it('[F44] closed while it dials, nothing is said or left running', async () => {
    const xians = new FakeXians();
    const channel = xians.open();
    channel.close();
    await settled();
    expect(xians.sink.entries).toHaveLength(1);
    expect([xians.clock.timers, xians.calls]).toEqual([0, []]);
  });
});

describe('a message to a Xians server', () => {
  it('[F6] that is too big for a frame is refused before it is sent, and the line holds', async () => {
    const xians = new FakeXians();
    const channel = await xians.online();
    channel.send(ask('a', 'ä'.repeat(16_300)));
    expect(xians.sink.turn('a')).toMatchObject([
      { failure: { kind: 'refused', detail: expect.stringContaining('32 KB') as string } },
    ]);
    channel.send(ask('b', 'a'.repeat(30_000)));
    await settled();
    expect(xians.sends).toEqual(['b']);
  });

  it('is refused in the words of the server, by the hub beside the call, by REST as an answer', async () => {
    const xians = new FakeXians();
    const channel = await xians.online();
    xians.refusal = 'Workflow is not available';
    channel.send(ask('a'));
    await settled();
    xians.hubTrouble = gone;
    xians.drop();
    await xians.sink.until(() => degraded(xians));
    xians.restTrouble = new Rejected(400, 'Invalid message type specified.');
    channel.send(ask('b'));
    await settled();
    expect(xians.sink.all('reply-failed')).toMatchObject([
      { failure: { kind: 'refused', detail: 'Workflow is not available' } },
      { failure: { kind: 'refused', detail: 'Invalid message type specified.' } },
    ]);
  });

  it.each(['hub', 'REST'])(
    '[TU4][F19][F21] that was taken by %s and never confirmed is found in the history, and not sent again',
    async (way) => {
      const xians = new FakeXians();
      if (way === 'REST') xians.hubTrouble = gone;
      const channel = await xians.online();
      xians.losesAfterTaking = true;
      channel.send(ask('a'));
      await settled();
      xians.losesAfterTaking = false;
      await xians.pass(2_000);
      expect(types(xians, 'a')).toEqual(['step-changed']);
      xians.say({ requestId: 'a', text: 'Yes.' });
      await xians.pass(4_000);
      expect(xians.sink.textOf('a')).toBe('Yes.');
      expect(xians.sends).toEqual(['a']);
    },
  );

  it.each(['hub', 'REST'])(
    '[TU4][F21] that never reached the server by %s is offered again, and not sent by itself',
    async (way) => {
      const xians = new FakeXians();
      if (way === 'REST') xians.hubTrouble = gone;
      const channel = await xians.online();
      xians.losesBeforeTaking = true;
      channel.send(ask('a'));
      await xians.pass(6_000);
      expect(xians.sink.turn('a')).toMatchObject([
        { failure: { kind: 'refused', detail: 'it never arrived there. Send it again.' } },
      ]);
      expect(xians.sends).toEqual([]);
    },
  );

  it('[F21] answered by a fault of the server is looked for before anything is said of it', async () => {
    const xians = new FakeXians();
    xians.hubTrouble = gone;
    const channel = await xians.online();
    xians.restTrouble = new ServerFault(502);
    channel.send(ask('a'));
    await settled();
    expect(types(xians, 'a')).toEqual([]);
    xians.restTrouble = null;
    await xians.pass(8_000);
    expect(types(xians, 'a')).toEqual(['reply-failed']);
  });

  it('[F17] goes back to the queue while the line is not there', () => {
    const xians = new FakeXians();
    const channel = xians.open();
    channel.send(ask('a'));
    expect(types(xians, 'a')).toEqual(['message-returned']);
  });

  it('[HI5] a conversation that goes on tells nothing again that was shown before', async () => {
    const xians = new FakeXians();
    const before = { direction: 'Outgoing', scope: 'old' };
    xians.held.push({ ...before, id: 'r', requestId: 'q', text: 'Answer' });
    xians.held.push({ ...before, id: 'n', text: 'Remark' });
    xians.held.push({ ...before, id: 'new', text: 'Meanwhile' });
    await xians.online({ sessionId: 'old', said: [], seen: ['r', 'n'] });
    expect(xians.sink.all('session-opened')).toMatchObject([{ sessionId: 'old', remembers: true }]);
    expect(xians.sink.all('notice-received').map(({ text }) => text)).toEqual(['Meanwhile']);
  });

  it('[OB2][TU4] the reply that is owed comes in its place, and is not told as one that came late as well', async () => {
    const xians = new FakeXians();
    const reply = { direction: 'Outgoing', scope: 'old', requestId: 'q' };
    xians.held.push({ ...reply, id: 'r', text: 'Answer' }, { ...reply, id: 's', text: 'And more' });
    const channel = await xians.online({ sessionId: 'old', said: [], owed: 'q' });
    channel.await?.(ask('q'));
    await settled();
    expect(xians.sink.turn('q')).toMatchObject([
      ...[{ type: 'reply-started' }, { type: 'text-delta', text: expect.any(String) as string }],
      { type: 'reply-finished' },
    ]);
    // Each is told once, and neither is lost.
    const told = xians.sink.all('notice-received').map(({ text }) => text);
    expect([xians.sink.textOf('q'), ...told].map((text) => text.split(': ').at(-1)).sort()).toEqual(
      [...['And more', 'Answer']],
    );
  });

  it('[SE4] the token that the server keeps with a message is in nothing that is told', async () => {
    const { xians, channel } = await asked();
    xians.say({ requestId: 'a', text: 'Yes.', origin: 'secret-token' });
    channel.reconnect();
    await xians.sink.phase('online');
    expect(JSON.stringify(xians.sink.entries)).not.toContain('secret-token');
  });
});
