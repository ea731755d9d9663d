import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { scenarios } from '../../../mock-server/scenarios/index.ts';
import { answerQuestion } from '../../../mock-server/scenarios/answer.ts';
import type { OutgoingMessage } from '../../core/backend.ts';
import { cents } from '../../core/money.ts';
import type { MockedDx0 } from '../../testing/mocked-dx0.ts';
import { startMockedDx0 } from '../../testing/mocked-dx0.ts';
import type { RecordingSink } from '../../testing/recording-sink.ts';
import type { KnownReply } from '../backend-contract.ts';
import { describeBackendContract } from '../backend-contract.ts';

function known(question: string): KnownReply {
  const scenario = scenarios.find(({ id }) => id === 'cough-and-fever');
  if (!scenario) throw new Error('The nurse has no case');
  return { question, reply: answerQuestion(scenario, question) };
}

for (const mode of ['documented', 'real'] as const) {
  describeBackendContract(`Dx0, ${mode}`, async () => {
    const dx0 = await startMockedDx0({ mode, rate: 100 });
    await dx0.backend.signIn.signIn('nurse', 'secret');
    return {
      backend: dx0.backend.conversation,
      replies: 'streamed',
      known: [known('Tell me the history'), known('What does the examination show?')],
      goAway: () => dx0.goAway(),
      comeBack: () => dx0.comeBack(),
      tearDown: () => dx0.tearDown(),
    };
  });
}

const ask = (id: string, text = 'Do you smoke?'): OutgoingMessage => ({
  id,
  action: 'ask',
  text,
  forecast: null,
  profile: null,
});
const order = (id: string, text: string, forecast: number | null): OutgoingMessage => ({
  id,
  action: 'order',
  text,
  forecast: forecast === null ? null : cents(forecast),
  profile: null,
});

let dx0: MockedDx0;
const start = async (user = 'nurse', options: Parameters<typeof startMockedDx0>[0] = {}) => {
  dx0 = await startMockedDx0(options);
  await dx0.backend.signIn.signIn(user, 'secret');
};

describe('the spelling of actions', () => {
  afterEach(() => dx0.tearDown());

  it('[TU1] is switched once where the server wants the other, and remembered', async () => {
    await start('nurse', { mode: 'documented' });
    const { sink, channel } = await dx0.online();
    channel.send(ask('a'));
    expect(await sink.ended('a')).toMatchObject({ type: 'reply-finished', whole: true });
    dx0.server.setMode('real');
    channel.send(ask('b'));
    // The document's spelling is proven: what the other server says against it is a refusal.
    expect(await sink.ended('b')).toMatchObject({
      type: 'reply-failed',
      failure: { kind: 'refused' },
    });
  });

  it('[TU1] is remembered on the next line of the same session', async () => {
    await start('nurse', { mode: 'documented' });
    const first = await dx0.online();
    first.channel.send(ask('a'));
    await first.sink.ended('a');
    first.channel.close();
    dx0.server.setMode('real');
    const second = await dx0.online();
    second.channel.send(ask('b'));
    expect(await second.sink.ended('b')).toMatchObject({
      failure: {
        kind: 'refused',
        detail: "action: Input should be 'question', 'test' or 'diagnosis'",
      },
    });
  });

  it('[TU1] is learned anew by who signs in next', async () => {
    await start('nurse', { mode: 'documented' });
    const first = await dx0.online();
    first.channel.send(ask('a'));
    await first.sink.ended('a');
    first.channel.close();
    dx0.server.setMode('real');
    await dx0.backend.signIn.signIn('physician', 'secret');
    const second = await dx0.online();
    second.channel.send(ask('b'));
    expect(await second.sink.ended('b')).toMatchObject({ type: 'reply-finished' });
  });
});

describe('the rate limit', () => {
  afterEach(() => dx0.tearDown());

  const say = async (
    sink: RecordingSink,
    send: (message: OutgoingMessage) => void,
    count: number,
  ) => {
    for (let number = 0; number < count; number++) {
      send(ask(`m${number}`));
      await sink.ended(`m${number}`);
    }
  };

  it('[CN5] gives the message back and waits until the window opens, then goes on by itself', async () => {
    await start();
    const { sink, channel } = await dx0.online();
    await say(sink, (message) => channel.send(message), 30);
    dx0.clock.advance(20_000);
    channel.send(ask('late'));
    expect((await sink.ended('late')).type).toBe('message-returned');
    expect(sink.state).toMatchObject({
      phase: 'waiting',
      cause: 'rate-limited',
      retryAt: dx0.clock.now() + 40_250,
    });
    dx0.clock.advance(40_250);
    await sink.phase('online');
    channel.send(ask('late again'));
    expect((await sink.ended('late again')).type).toBe('reply-finished');
  });

  it('[CN5] counts over all lines of a session, and what was refused does not count', async () => {
    await start();
    const first = await dx0.online();
    await say(first.sink, (message) => first.channel.send(message), 30);
    first.channel.close();
    const second = await dx0.online();
    for (const id of ['x', 'y']) {
      second.channel.send(ask(id));
      expect((await second.sink.ended(id)).type).toBe('message-returned');
      expect(second.sink.state).toMatchObject({ retryAt: dx0.clock.now() + 60_250 });
      second.channel.reconnect();
      await second.sink.phase('online');
    }
  });

  it('[F31] a clock that was set back does not make it wait for longer than the window', async () => {
    await start();
    const { sink, channel } = await dx0.online();
    await say(sink, (message) => channel.send(message), 30);
    dx0.clock.jump(-3_600_000);
    channel.send(ask('late'));
    expect((await sink.ended('late')).type).toBe('message-returned');
    expect(sink.state).toMatchObject({ retryAt: dx0.clock.now() + 60_000 });
  });
});

describe('money', () => {
  afterEach(() => dx0.tearDown());

  it('[OR3] the cost, the total and the rest are those of the server, in cents', async () => {
    await start();
    const { sink, channel } = await dx0.online(cents(1_000_000));
    channel.send(order('a', 'serum porcelain', null));
    const end = await sink.ended('a');
    expect(end).toMatchObject({
      type: 'reply-finished',
      settlement: { orderedTests: ['serum porcelain'] },
    });
    const { settlement } = end as Extract<typeof end, { type: 'reply-finished' }>;
    expect(Number.isInteger(settlement?.cost)).toBe(true);
    expect(settlement?.totalSpent).toBe(settlement?.cost);
    expect(settlement?.remaining).toBe(1_000_000 - Number(settlement?.cost));
  });

  it('[OR5] the spend goes on over lines, the list of tests starts again', async () => {
    await start();
    const first = await dx0.online();
    first.channel.send(order('a', 'serum porcelain', null));
    await first.sink.ended('a');
    first.channel.reconnect();
    await first.sink.until(() => first.sink.all('session-opened')[1]);
    await first.sink.phase('online');
    first.channel.send(order('b', 'serum glass', null));
    const [a, b] = [await first.sink.ended('a'), await first.sink.ended('b')];
    expect(b).toMatchObject({ settlement: { orderedTests: ['serum glass'] } });
    if (a.type !== 'reply-finished' || b.type !== 'reply-finished') throw new Error('unsettled');
    expect(b.settlement?.totalSpent).toBe(2 * Number(a.settlement?.totalSpent));
  });

  it('[OR6] overspending is named, and so is every reply after it, on this line and the next', async () => {
    await start();
    const { sink, channel } = await dx0.online(cents(1));
    channel.send(order('a', 'serum porcelain', 5000));
    const exhausted = { type: 'reply-failed', failure: { kind: 'budget-exhausted' } };
    expect(await sink.ended('a')).toMatchObject(exhausted);
    channel.reconnect();
    await sink.until(() => sink.all('session-opened')[1]);
    await sink.phase('online');
    channel.send(ask('b', 'Tell me the history'));
    expect(await sink.ended('b')).toMatchObject(exhausted);
    channel.close();
    const next = await dx0.online(cents(2));
    next.channel.send(ask('c', 'Tell me the history'));
    expect(await next.sink.ended('c')).toMatchObject(exhausted);
  });

  it('[OR6] a larger budget brings an overspent session back', async () => {
    await start();
    const { sink, channel } = await dx0.online(cents(1));
    channel.send(order('a', 'serum porcelain', 5000));
    await sink.ended('a');
    channel.close();
    const next = await dx0.online(cents(100_000));
    next.channel.send(ask('b', 'Tell me the history'));
    expect(await next.sink.ended('b')).toMatchObject({ type: 'reply-finished' });
  });

  it('[OR6] with an unknown price one lost line is no proof, the second in a row is', async () => {
    await start();
    const { sink, channel } = await dx0.online(cents(1));
    channel.send(order('a', 'serum porcelain', null));
    expect(await sink.ended('a')).toMatchObject({ failure: { kind: 'connection-lost' } });
    channel.reconnect();
    await sink.until(() => sink.all('session-opened')[1]);
    await sink.phase('online');
    channel.send(ask('b', 'Tell me the history'));
    expect(await sink.ended('b')).toMatchObject({ failure: { kind: 'budget-exhausted' } });
  });

  it('[OR6] while the limit is not told, a cut order is doubtful and a second cut is named', async () => {
    await start();
    const { sink, channel } = await dx0.online(cents(1), dx0.backend, false);
    // The person's console believes in more than the server gives, as with a stored limit.
    const generous = dx0.backend.conversation.open(
      { budget: cents(1), remaining: cents(50_000), isLimitTold: false },
      sink,
    );
    channel.close();
    await sink.until(() => sink.all('session-opened')[1]);
    await sink.phase('online');
    generous.send(order('a', 'serum porcelain', 5000));
    expect(await sink.ended('a')).toMatchObject({ failure: { kind: 'connection-lost' } });
    generous.reconnect();
    await sink.until(() => sink.all('session-opened')[2]);
    await sink.phase('online');
    generous.send(ask('b', 'Tell me the history'));
    expect(await sink.ended('b')).toMatchObject({ failure: { kind: 'budget-exhausted' } });
    generous.close();
  });

  it('[OR6] a budget that is spent to the last cent still answers questions', async () => {
    await start();
    const first = await dx0.online();
    first.channel.send(order('a', 'serum porcelain', null));
    const end = await first.sink.ended('a');
    if (end.type !== 'reply-finished' || !end.settlement) throw new Error('unsettled');
    first.channel.close();
    const second = await dx0.online(end.settlement.totalSpent);
    second.channel.send(ask('b'));
    expect(await second.sink.ended('b')).toMatchObject({ settlement: { remaining: 0 } });
  });

  it('[OR3] a limit that the server keeps goes before the one asked for', async () => {
    await start('resident');
    const { sink, channel } = await dx0.online(cents(50_000));
    channel.send(ask('a'));
    expect(await sink.ended('a')).toMatchObject({ settlement: { totalSpent: 0, remaining: 5000 } });
  });

  it('[OR6] where the server refuses an order over the budget in words, nothing was charged', async () => {
    await start('nurse', { mode: 'documented' });
    const { sink, channel } = await dx0.online(cents(1));
    channel.send(order('a', 'serum porcelain', 5000));
    expect(await sink.ended('a')).toMatchObject({
      failure: { kind: 'refused', detail: 'Budget exceeded' },
    });
    channel.send(ask('b'));
    expect(await sink.ended('b')).toMatchObject({ settlement: { totalSpent: 0 } });
  });
});

describe('tokens', () => {
  afterEach(() => dx0.tearDown());

  beforeEach(() => start('physician'));

  it('[AU3] one that is over is renewed before the handshake, not by being refused', async () => {
    const first = await dx0.online();
    first.channel.close();
    dx0.clock.advance(3_600_000);
    await dx0.online();
    expect(dx0.sockets).toHaveLength(2);
    const [before, after] = dx0.sockets.map(({ searchParams }) => searchParams.get('token'));
    expect(after).not.toBe(before);
  });

  it('[F24] a reply goes on when its token ends under way', async () => {
    const { sink, channel } = await dx0.online();
    dx0.clock.advance(3_600_000);
    channel.send(ask('a'));
    expect(await sink.ended('a')).toMatchObject({ type: 'reply-finished' });
    expect(dx0.sockets).toHaveLength(1);
  });

  it('[CN4] a session that the server has ended asks to sign in', async () => {
    const { sink, channel } = await dx0.online();
    await dx0.reload().signIn.restore();
    // Another tab took the refresh token and signed out.
    const other = dx0.reload();
    await other.signIn.restore();
    await other.signIn.signOut();
    channel.reconnect();
    await sink.phase('failed');
    expect(sink.state).toEqual({ phase: 'failed', cause: 'sign-in-required' });
  });

  it('[F4] a server that restarted takes the old access token, or is waited for, without a sign-out', async () => {
    const { sink, channel } = await dx0.online();
    let signedOut = false;
    dx0.backend.signIn.onSignedOut(() => (signedOut = true));
    await dx0.goAway();
    await sink.phase('waiting');
    await dx0.comeBack();
    dx0.clock.advance(30_000);
    await sink.phase('online');
    channel.send(ask('a'));
    expect(await sink.ended('a')).toMatchObject({ type: 'reply-finished' });
    expect(signedOut).toBe(false);
  });

  it('[AU2] the token is nowhere in what is reported', async () => {
    const { sink, channel } = await dx0.online();
    channel.send(ask('a'));
    await sink.ended('a');
    const token = dx0.sockets[0]?.searchParams.get('token') ?? '';
    expect(token).not.toBe('');
    expect(JSON.stringify(sink.entries)).not.toContain(token);
    expect(dx0.vault.read()).not.toBe(token);
  });
});
