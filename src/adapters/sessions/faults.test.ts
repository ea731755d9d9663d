/** Faults of a server that is asked by requests: they fail, come late, or bring more than is known. */
import { afterEach, describe, expect, it } from 'vitest';
import { seededRandom } from '../../../scripts/seeded-random.ts';
import type { Channel, OutgoingMessage } from '../../core/backend.ts';
import { SignInRequired } from '../../core/errors.ts';
import { createManualClock } from '../../testing/manual-clock.ts';
import type { MockedServer } from '../../testing/mocked-server.ts';
import { startMockedServer } from '../../testing/mocked-server.ts';
import { RecordingSink } from '../../testing/recording-sink.ts';
import type { HttpQuestion } from '../../testing/scripted-http.ts';
import type { ScriptedAnswers, ScriptedSessions } from '../../testing/scripted-sessions.ts';
import { connectSessions, startScriptedSessions } from '../../testing/scripted-sessions.ts';
import { openToxicProxy } from '../../testing/toxic-proxy.ts';

const ask = (id: string): OutgoingMessage => ({
  ...{ id, text: `A cough (${id})`, action: 'ask', forecast: null, profile: null },
});
const limits = { budget: null, remaining: null, isLimitTold: false };

describe('a server that is asked by requests', () => {
  let sessions: ScriptedSessions;
  let channel: Channel;
  afterEach(async () => {
    channel.close();
    await sessions.server.close();
  });

  async function open(script: ScriptedAnswers = {}): Promise<RecordingSink> {
    sessions = await startScriptedSessions(script);
    const sink = new RecordingSink();
    channel = sessions.conversation.open(limits, sink);
    return sink;
  }

  const isAnswer = ({ path }: HttpQuestion) => /\/messages\/\w+$/.test(path);

  it('[F24] whose answer is asked for with a token that ended meanwhile renews it once, and gets it', async () => {
    let token = 'old';
    let renewals = 0;
    const credentials = {
      accessToken: () => Promise.resolve(token),
      renew: () => {
        renewals++;
        token = 'new';
        return Promise.resolve();
      },
    };
    const sink = await open({ slowness: 1, options: { credentials } });
    await sink.phase('online');
    sessions.override = (question) =>
      isAnswer(question) && question.authorization === 'Bearer old'
        ? { status: 401, json: { error: 'Unauthorized' } }
        : undefined;
    channel.send(ask('a'));
    expect(await sink.ended('a')).toMatchObject({ type: 'reply-finished', whole: true });
    expect(renewals).toBe(1);
    expect(sessions.asked()).toHaveLength(1);
    expect(sink.state.phase).toBe('online');
  });

  it('[F26] that refuses the renewal too asks for a sign-in, and is not asked again', async () => {
    const credentials = {
      accessToken: () => Promise.resolve('old'),
      renew: () => Promise.reject(new SignInRequired('over')),
    };
    const sink = await open({ options: { credentials } });
    sessions.override = () => ({ status: 401, json: { error: 'Unauthorized' } });
    channel.reconnect();
    await sink.phase('failed');
    expect(sink.state).toEqual({ phase: 'failed', cause: 'sign-in-required' });
  });

  it('[F39] that says more than is known is understood all the same', async () => {
    const sink = await open();
    sessions.override = (_question, after) =>
      after !== 'cut' && 'json' in after
        ? { ...after, json: { ...(after.json as object), mood: 'sunny', next: { step: 1 } } }
        : undefined;
    await sink.phase('online');
    channel.send(ask('a'));
    expect(await sink.ended('a')).toMatchObject({ type: 'reply-finished', whole: true });
    expect(sink.all('frame-ignored')).toEqual([]);
  });

  it('[F7] that fails is looked for by itself, from the sixth time on with no short wait', async () => {
    const clock = createManualClock();
    const sink = await open({ options: { clock } });
    sessions.override = () => ({ status: 500, json: { error: 'internal_error' } });
    channel.reconnect();
    const waits: number[] = [];
    let told: unknown;
    while (waits.length < 7) {
      const state = await settled(sink, clock, () => told);
      told = state;
      waits.push(state.retryAt - clock.now());
      clock.advance(state.retryAt - clock.now());
    }
    expect(waits.slice(5).every((wait) => wait >= 15_000)).toBe(true);
  });
});

/** A wait that was not told yet; what a request waits for between its own tries passes. */
async function settled(
  sink: RecordingSink,
  clock: ReturnType<typeof createManualClock>,
  known: () => unknown,
) {
  for (;;) {
    const { state } = sink;
    if (state.phase === 'waiting' && state !== known()) return state;
    if (clock.timers > 0) clock.advance(1_000);
    await new Promise(setImmediate);
  }
}

describe('[F35] Sessions through a bad network', () => {
  let server: MockedServer;
  let channel: Channel;
  let close: () => Promise<void>;
  afterEach(async () => {
    channel.close();
    await close();
    await server.goAway();
  });

  it.each([
    { latency: 20, jitter: 10, bandwidth: 2_000_000, slice: 1, resets: 0 },
    { resets: 0.3, resetWithin: 600 },
  ])(
    '%o: every question is answered or labelled, and none is asked twice',
    async (toxins) => {
      server = await startMockedServer({ now: () => Date.now() });
      const proxy = await openToxicProxy(server.present.url, toxins, seededRandom(7));
      close = () => proxy.close();
      const pace = { limit: 100, window: 60_000 };
      const sink = new RecordingSink();
      channel = connectSessions(`${proxy.url}/openai`, { pace }).conversation.open(limits, sink);
      for (let turn = 0; turn < 8; turn++) {
        await sink.phase('online');
        const id = `turn ${turn}`;
        channel.send(ask(id));
        const end = await sink.ended(id);
        const isLabelled = end.type === 'reply-failed' || end.type === 'message-returned';
        expect(isLabelled || sink.textOf(id) !== '').toBe(true);
      }
      const asked = server.present.received().map(({ text }) => text);
      expect(new Set(asked).size).toBe(asked.length);
      expect(asked.length).toBeGreaterThan(0);
    },
    60_000,
  );
});
