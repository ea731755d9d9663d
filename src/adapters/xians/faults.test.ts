/** Faults of a hub and its requests, against a whole mock server as running ones are, over Microsoft's client. */
import { afterEach, describe, expect, it } from 'vitest';
import { seededRandom } from '../../../scripts/seeded-random.ts';
import type { Channel } from '../../core/backend.ts';
import { ask } from '../../testing/fake-xians.ts';
import type { MockedXians } from '../../testing/mocked-xians.ts';
import { connectXians, startMockedXians } from '../../testing/mocked-xians.ts';
import { RecordingSink } from '../../testing/recording-sink.ts';
import type { ToxicProxy } from '../../testing/toxic-proxy.ts';
import { openToxicProxy } from '../../testing/toxic-proxy.ts';
import type { XiansOptions } from './xians-backend.ts';

const limits = { budget: null, remaining: null, isLimitTold: false };
const hub = { path: '/ws/chat' };

describe('a hub and its requests', () => {
  let xians: MockedXians;
  let channel: Channel;
  afterEach(async () => {
    channel.close();
    await xians.tearDown();
  });

  async function online(options: Partial<XiansOptions> = {}): Promise<RecordingSink> {
    xians = await startMockedXians('real', options);
    const sink = new RecordingSink();
    channel = xians.conversation.open(limits, sink);
    await live(sink);
    return sink;
  }

  /** On the hub, not by requests in its place. */
  const live = (sink: RecordingSink) =>
    sink.until(() => {
      const { state } = sink;
      return (state.phase === 'online' && state.fallback === undefined) || undefined;
    });
  const isLess = ({ state }: RecordingSink) =>
    state.phase !== 'online' || state.fallback !== undefined;

  it.each([1001, 1006, 1011, 1012, 4000, 4999])(
    '[F3][F9] closed by %i, the line comes back, subscribed anew',
    async (code) => {
      const sink = await online();
      xians.server.faults.arm({ kind: 'close', code, after: 'now', match: hub });
      await sink.until(() => isLess(sink) || undefined);
      await live(sink);
      channel.send(ask('a', 'A bed is missing'));
      expect(await sink.ended('a')).toMatchObject({ type: 'reply-finished', whole: true });
      expect(xians.server.received()).toHaveLength(1);
    },
  );

  it('[F1] closed by 1000, requests hold it, and the next message brings the line back', async () => {
    const sink = await online();
    xians.server.faults.arm({ kind: 'close', code: 1000, after: 'now', match: hub });
    const fallback = await sink.until(() =>
      sink.state.phase === 'online' ? sink.state.fallback : undefined,
    );
    expect(fallback).toEqual({ by: 'requests', retryAt: 'with-next-message' });
    channel.send(ask('a', 'A bed is missing'));
    expect(await sink.ended('a')).toMatchObject({ type: 'reply-finished', whole: true });
    await live(sink);
    expect(xians.server.received()).toHaveLength(1);
  });

  it.each([
    ['[F5] by 1008, with a token renewed', 1008],
    ['[F8] by 1013, after five seconds', 1013],
  ])('closed %s, the line comes back', async (_, code) => {
    const sink = await online();
    xians.server.faults.arm({ kind: 'close', code, after: 'now', match: hub });
    await sink.until(() => isLess(sink) || undefined);
    await live(sink);
  });

  it('[F3] closed between the question and its answer, the answer comes, and is asked for once', async () => {
    const sink = await online();
    xians.server.faults.arm({ kind: 'drop', after: 1, match: hub });
    channel.send(ask('a', 'A bed is missing'));
    expect(await sink.ended('a')).toMatchObject({ type: 'reply-finished', whole: true });
    expect(sink.textOf('a')).toContain('A bed is missing');
    expect(xians.server.received()).toHaveLength(1);
  });

  it('[F7] closed by 1011 again and again, the line is held by requests in between', async () => {
    const sink = await online();
    for (let failure = 1; failure <= 5; failure++) {
      xians.server.faults.arm({ kind: 'close', code: 1011, after: 'now', match: hub });
      await sink.until(() => isLess(sink) || undefined);
      await live(sink);
    }
    const phases = sink.entries.flatMap((entry) =>
      entry.type === 'connection' ? [entry.state.phase] : [],
    );
    expect(phases).not.toContain('failed');
  });

  it('[F10] half open, the message ends by its limit, and the line that replaces it finds the answer', async () => {
    const sink = await online({ answerLimit: 4_000 });
    const silence = xians.server.faults.arm({ kind: 'silence', after: 'now', match: hub });
    channel.send(ask('a', 'A bed is missing'));
    expect(await sink.ended('a')).toMatchObject({ failure: { kind: 'overdue' } });
    channel.reconnect();
    await live(sink);
    const late = await sink.until(() => sink.all('notice-received')[0]);
    expect(late.text).toMatch(/^An answer that came late: .*A bed is missing/s);
    expect(xians.server.received()).toHaveLength(1);
    xians.server.faults.disarm(silence);
  });

  it('[F11] a question that is never answered ends by its limit, and is not asked again', async () => {
    const sink = await online({ answerLimit: 4_000 });
    channel.send(ask('a', 'A bed is missing [never]'));
    expect(await sink.ended('a')).toMatchObject({ failure: { kind: 'overdue' } });
    channel.send(ask('b', 'The printer is out of ink'));
    expect(await sink.ended('b')).toMatchObject({ type: 'reply-finished' });
    expect(xians.server.received()).toHaveLength(2);
  });

  it('[F24] a line outlives its token; the next one renews it', async () => {
    let token = '';
    let renewals = -1;
    const renew = async () => {
      renewals++;
      const body = JSON.stringify({ username: 'physician', password: 'secret' });
      const answer = await fetch(`${xians.server.url}/api/v1/login`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
      token = ((await answer.json()) as { access_token: string }).access_token;
    };
    let first: Promise<void> | undefined;
    const accessToken = () => (first ??= renew()).then(() => token);
    const credentials = { accessToken, renew };
    const sink = await online({ credentials });
    expect(renewals).toBe(0);
    xians.server.faults.arm({ kind: 'expire-tokens' });
    channel.send(ask('a', 'A bed is missing'));
    expect(await sink.ended('a')).toMatchObject({ type: 'reply-finished' });
    expect(renewals).toBe(0);
    xians.server.faults.arm({ kind: 'drop', after: 'now', match: hub });
    await sink.until(() => isLess(sink) || undefined);
    await live(sink);
    expect(renewals).toBeGreaterThan(0);
  });
});

describe('[F35] Xians through a bad network', () => {
  let xians: MockedXians;
  let proxy: ToxicProxy;
  let channel: Channel;
  afterEach(async () => {
    channel.close();
    await proxy.close();
    await xians.tearDown();
  });

  it.each([
    { turns: 2, latency: 20, jitter: 10, bandwidth: 2_000_000, slice: 1, resets: 0 },
    { turns: 8, resets: 0.3, resetWithin: 2_000 },
  ])(
    '%o: every turn is whole or labelled, and none is asked twice',
    async ({ turns, ...toxins }) => {
      xians = await startMockedXians('real');
      proxy = await openToxicProxy(xians.server.url, toxins, seededRandom(7));
      const sink = new RecordingSink();
      channel = connectXians(proxy.url).conversation.open(limits, sink);
      for (let turn = 0; turn < turns; turn++) {
        await sink.phase('online');
        const id = `turn ${turn}`;
        const letters = `Zoë, 37,5 °C – 胸痛 🚨 ${id}`;
        channel.send(ask(id, letters));
        const end = await sink.ended(id);
        if (end.type === 'reply-finished') expect(sink.textOf(id)).toContain(letters);
        channel.reconnect();
      }
      const asked = xians.server.received().map(({ text }) => text);
      expect(new Set(asked).size).toBe(asked.length);
      expect(asked.length).toBeGreaterThan(0);
    },
    60_000,
  );
});
