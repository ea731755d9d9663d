import { afterEach, describe, expect, it } from 'vitest';
import type { Channel, OpenOptions, OutgoingMessage } from '../../core/backend.ts';
import type { Clock } from '../../core/clock.ts';
import { Unreachable } from '../../core/errors.ts';
import { guardLinks } from '../../net/guarded-links.ts';
import { systemClock } from '../../net/system-clock.ts';
import { createTelemetry } from '../../net/telemetry.ts';
import { createManualClock } from '../../testing/manual-clock.ts';
import { RecordingSink } from '../../testing/recording-sink.ts';
import type { HttpAnswer, HttpQuestion } from '../../testing/scripted-http.ts';
import type { ScriptedAnswers, ScriptedSessions } from '../../testing/scripted-sessions.ts';
import { startScriptedSessions } from '../../testing/scripted-sessions.ts';
import { describeBackendContract } from '../backend-contract.ts';

describeBackendContract('Sessions', async () => {
  const known = [
    { question: 'A cough', reply: 'How long?' },
    { question: 'A rash', reply: 'Where?' },
  ] as const;
  const answers = new Map(known.map(({ question, reply }) => [question, reply]));
  const sessions = await startScriptedSessions({ answers, slowness: 1 });
  return {
    backend: sessions.conversation,
    replies: 'polled',
    known,
    goAway: () => sessions.server.goAway(),
    comeBack: () => sessions.server.comeBack(),
    tearDown: () => sessions.server.close(),
  };
});

const ask = (id: string, text: string): OutgoingMessage => ({
  ...{ id, text, action: 'ask', forecast: null, profile: null },
});

const message = { role: 'user', content: 'Hello', created_at: '2030-01-15T09:00:01.000Z' };

const opening = { name: 'Consultation', instructions: 'Be brief' };

describe('a question', () => {
  let sessions: ScriptedSessions;
  let channels: Channel[] = [];
  const online = async (script: ScriptedAnswers = {}, open: Partial<OpenOptions> = {}) => {
    sessions = await startScriptedSessions(script);
    const sink = new RecordingSink();
    const limits = { ...opening, budget: null, remaining: null, isLimitTold: false };
    const channel = sessions.conversation.open({ ...limits, ...open }, sink);
    channels.push(channel);
    await sink.phase('online');
    return { sink, channel };
  };
  afterEach(async () => {
    for (const channel of channels) channel.close();
    channels = [];
    await sessions.server.close();
  });
  const isAsk = ({ path }: HttpQuestion) => path.endsWith('/ask');
  const isAnswer = ({ path }: HttpQuestion) => /\/messages\/\w+$/.test(path);
  /** As if the model had failed. */
  const answered = (status: string, content: string | null) => {
    sessions.override = (question, after) =>
      isAnswer(question) && after !== 'cut' && 'json' in after
        ? { json: { ...(after.json as object), status, content } }
        : undefined;
  };
  /** Overrules the first question of a kind only. */
  const once = (isMeant: (question: HttpQuestion) => boolean, answer: HttpAnswer) => {
    let isDone = false;
    sessions.override = (question) => {
      if (isDone || !isMeant(question)) return undefined;
      isDone = true;
      return answer;
    };
  };

  it('[HI2] makes the session under the name that the conversation has by then', async () => {
    const { sink, channel } = await online();
    channel.rename?.('Mr Bell');
    channel.send(ask('a', 'First'));
    await sink.ended('a');
    const made = sessions.server.asked.find(
      ({ method, path }) => method === 'POST' && path.endsWith('/sessions'),
    );
    expect(made?.body).toMatchObject({ name: 'Mr Bell' });
  });

  it('[TU4] goes into the session that was made for it, though nobody heard of that', async () => {
    const { sink, channel } = await online();
    const made = {
      ...{ session_id: 'made', name: 'Consultation', system_prompt: 'Be brief' },
      ...{ session_start: '2030-01-15T09:00:00.000Z', session_end: null, last_message: null },
    };
    const others = [
      { ...made, session_id: 'used', last_message: { _id: 'm', ...message } },
      { ...made, session_id: 'ended', session_end: '2030-01-15T09:01:00.000Z' },
      { ...made, session_id: 'told', system_prompt: 'Be long' },
    ];
    const isCreate = ({ method, path }: HttpQuestion) => method === 'POST' && path === '/sessions';
    let isLost = false;
    sessions.override = (question) => {
      if (question.path.startsWith('/sessions?')) return { json: { items: [...others, made] } };
      if (!isCreate(question) || isLost) return undefined;
      isLost = true;
      return 'cut';
    };
    channel.send(ask('a', 'First'));
    await sink.ended('a');
    await sink.phase('waiting');
    await sink.phase('online');
    channel.send(ask('b', 'First'));
    await sink.ended('b');
    expect(sessions.asked().map(({ path }) => path)).toEqual(['/sessions/made/ask']);
    expect(sessions.server.asked.filter(isCreate)).toHaveLength(1);
  });

  it('[CN8] takes along what was said, also before this line was opened', async () => {
    const said = [
      { by: 'clinician', text: 'Old question' },
      { by: 'assistant', text: 'Old answer' },
    ] as const;
    const { sink, channel } = await online({}, { continues: { sessionId: 'abc', said } });
    expect(sink.all('session-opened')).toMatchObject([{ sessionId: 'abc', remembers: true }]);
    channel.send(ask('a', 'First'));
    await sink.ended('a');
    channel.send(ask('b', 'Second'));
    await sink.ended('b');
    const before = [
      { role: 'user', content: 'Old question' },
      { role: 'assistant', content: 'Old answer' },
    ];
    const first = [
      { role: 'user', content: 'First' },
      { role: 'assistant', content: 'First' },
    ];
    expect(sessions.asked()).toMatchObject([
      { path: '/sessions/abc/ask', body: { message: 'First', history: before } },
      { body: { message: 'Second', history: [...before, ...first], system_prompt: 'Be brief' } },
    ]);
    expect(sessions.asked().map(({ authorization }) => authorization)).toEqual([
      'Bearer token',
      'Bearer token',
    ]);
  });

  it('[HI3] makes its session when it is asked, and not when one only looks in', async () => {
    const { sink, channel } = await online();
    const created = () =>
      sessions.server.asked.filter(({ method, path }) => method === 'POST' && path === '/sessions');
    expect(created()).toEqual([]);
    channel.send(ask('a', 'First'));
    await sink.ended('a');
    channel.send(ask('b', 'Second'));
    await sink.ended('b');
    expect(created()).toMatchObject([
      { body: { name: 'Consultation', system_prompt: 'Be brief' } },
    ]);
    expect(sink.all('session-opened').at(-1)?.sessionId).toMatch(/^\w{24}$/);
  });

  it('[F13] of which the model failed says so in words of ours, never with its key', async () => {
    const { sink, channel } = await online();
    answered('FAILED', 'Error: 401 Incorrect API key provided: sk-stub');
    channel.send(ask('a', 'First'));
    const end = await sink.ended('a');
    expect(end).toMatchObject({ type: 'reply-failed', failure: { kind: 'assistant-failed' } });
    expect(JSON.stringify(sink.entries)).not.toContain('sk-');
    sessions.override = null;
    channel.send(ask('b', 'Second'));
    expect(await sink.ended('b')).toMatchObject({ type: 'reply-finished' });
    // What was not answered is no part of what was said.
    expect(sessions.asked().at(-1)?.body).toMatchObject({ history: [] });
  });

  it('[F13] an empty answer is told as a failure', async () => {
    const { sink, channel } = await online();
    answered('COMPLETED', '');
    channel.send(ask('a', 'First'));
    expect(await sink.ended('a')).toMatchObject({
      failure: { kind: 'assistant-failed', detail: 'Its answer is empty.' },
    });
  });

  it('[TU5][F11] an answer that stays pending for ever ends as still running', async () => {
    const { sink, channel } = await online({ slowness: 1000, options: { answerLimit: 600 } });
    channel.send(ask('a', 'First'));
    expect(await sink.ended('a')).toMatchObject({ failure: { kind: 'overdue', limit: 600 } });
    expect(sessions.asked()).toHaveLength(1);
  });

  it('[TU5][AN3] that was given up is waited for again, and found; it is not asked again', async () => {
    const { sink, channel } = await online({ slowness: 1000, options: { answerLimit: 600 } });
    channel.send(ask('a', 'First'));
    await sink.ended('a');
    sink.clear();
    answered('COMPLETED', 'At last');
    channel.await?.(ask('a', 'First'));
    expect(await sink.ended('a')).toMatchObject({ type: 'reply-finished', whole: true });
    expect(sink.textOf('a')).toBe('At last');
    expect(sessions.asked()).toHaveLength(1);
  });

  it('[TU4] of an earlier line that never arrived is told so when it is looked for', async () => {
    const continues = { sessionId: 'abc', said: [] };
    const { sink, channel } = await online({}, { continues });
    channel.await?.(ask('a', 'First'));
    expect(await sink.ended('a')).toMatchObject({ failure: { kind: 'refused' } });
    expect(sessions.asked()).toEqual([]);
  });

  it('[HI5] of an earlier line is found when the server comes back', async () => {
    const continues = { sessionId: 'abc', said: [] };
    const { sink, channel } = await online({}, { continues });
    channel.send(ask('a', 'First'));
    await sink.ended('a');
    sink.clear();
    const isList = ({ path }: HttpQuestion) => path.includes('/messages?');
    once(isList, 'cut');
    channel.await?.(ask('a', 'First'));
    expect(await sink.ended('a')).toMatchObject({ type: 'reply-finished' });
    expect(sessions.asked()).toHaveLength(1);
  });

  it('[HI2] without a name is called by its first words', async () => {
    const { sink, channel } = await online({}, { name: null });
    channel.send(ask('a', 'First '.repeat(20)));
    await sink.ended('a');
    const created = sessions.server.asked.find(
      ({ method, path }) => method === 'POST' && path === '/sessions',
    );
    expect(created?.body).toMatchObject({
      name: `${'First '.repeat(10).trim()}…`,
    });
  });

  it('[F19][F21][TU4] whose receipt was lost is found in its session, and asked once', async () => {
    const { sink, channel } = await online({ answers: new Map([['First', 'Found']]) });
    once(isAsk, 'cut');
    channel.send(ask('a', 'First'));
    expect(await sink.ended('a')).toMatchObject({ type: 'reply-finished', whole: true });
    expect(sink.textOf('a')).toBe('Found');
    expect(sessions.asked()).toHaveLength(1);
  });

  it('[F21] in the same words as one before is not taken for that one', async () => {
    const { sink, channel } = await online();
    channel.send(ask('a', 'Any news?'));
    await sink.ended('a');
    // The second never arrives: the server is made to forget it.
    sessions.override = (question) => {
      if (!isAsk(question)) return undefined;
      (sessions.held as unknown[]).splice(-2);
      sessions.override = null;
      return 'cut';
    };
    channel.send(ask('b', 'Any news?'));
    expect(await sink.ended('b')).toMatchObject({ failure: { kind: 'connection-lost' } });
    expect(sessions.asked()).toHaveLength(2);
  });

  it('[F8] that the server has no room for comes back, and the wait is the one it asked for', async () => {
    const { sink, channel } = await online();
    const headers = { 'retry-after': '7' };
    once(isAsk, { status: 429, json: { error: 'too_many' }, headers });
    const before = Date.now();
    channel.send(ask('a', 'First'));
    await sink.ended('a');
    await sink.phase('waiting');
    expect(sink.turn('a').map(({ type }) => type)).toEqual(['message-returned']);
    expect(sink.state).toMatchObject({ cause: 'rate-limited' });
    expect(sink.state.phase === 'waiting' && sink.state.retryAt - before).toBeGreaterThan(6000);
  });

  it('[OB5] beyond the pace comes back without being sent', async () => {
    const pace = { limit: 1, window: 60_000 };
    const { sink, channel } = await online({ options: { pace } });
    channel.send(ask('a', 'First'));
    await sink.ended('a');
    channel.send(ask('b', 'Second'));
    expect(sink.turn('b').map(({ type }) => type)).toEqual(['message-returned']);
    expect(sink.state).toMatchObject({ phase: 'waiting', cause: 'rate-limited' });
    expect(sessions.asked()).toHaveLength(1);
  });

  it('[OB3][F43] that is held back comes back unsent, and the person may have it tried', async () => {
    const clock = createManualClock(systemClock.now());
    const limits = { failures: 5, rest: 30_000 };
    const guard = guardLinks(createTelemetry(clock), { rest: limits, socket: limits }, clock);
    const links = guard.links('Ward 3', 'Sessions');
    const { sink, channel } = await online({ options: { links } });
    // Its session is there: the question itself is what would go out next.
    channel.send(ask('a', 'A cough'));
    await sink.until(() => sink.all('reply-finished')[0]);
    const outage = () => Promise.reject(new Unreachable('away'));
    for (let count = 0; count < 5; count++)
      await links('rest')
        .run('any', outage)
        .catch(() => 0);
    const asked = sessions.server.asked.length;
    channel.send(ask('b', 'A rash'));
    const returned = await sink.until(() => sink.all('message-returned')[0]);
    expect(returned).toMatchObject({ turnId: 'b', why: 'rate-limited' });
    await sink.phase('waiting');
    expect(sessions.server.asked).toHaveLength(asked);
    channel.reconnect();
    await sink.phase('online');
    channel.send(ask('b', 'A rash'));
    await sink.until(() => sink.all('reply-finished')[1]);
    expect(sessions.asked()).toHaveLength(2);
  });

  it('[F4] refused for want of a sign-in comes back, and the line says why', async () => {
    const { sink, channel } = await online();
    sessions.override = () => ({ status: 401, json: { error: 'Unauthorized' } });
    channel.send(ask('a', 'First'));
    await sink.ended('a');
    await sink.phase('failed');
    expect(sink.turn('a').map(({ type }) => type)).toEqual(['message-returned']);
    expect(sink.state).toEqual({ phase: 'failed', cause: 'sign-in-required' });
  });

  it('[F6] that is too big is refused in plain words; the web page is not shown', async () => {
    const { sink, channel } = await online();
    const text = '<!DOCTYPE html><pre>PayloadTooLargeError at /srv';
    once(isAsk, { status: 413, text, headers: { 'content-type': 'text/html' } });
    channel.send(ask('a', 'First'));
    expect(await sink.ended('a')).toMatchObject({
      failure: { kind: 'refused', detail: 'it is too big. Shorten it.' },
    });
    expect(sink.state.phase).toBe('online');
  });

  it('[F37] a web page instead of its answer is passed over, and asked about again', async () => {
    const { sink, channel } = await online();
    once(isAnswer, { text: '<!doctype html><p>Sign in to the Wi-Fi' });
    channel.send(ask('a', 'First'));
    expect(await sink.ended('a')).toMatchObject({ type: 'reply-finished' });
    expect(sink.all('frame-ignored')).toEqual([{ type: 'frame-ignored', why: 'malformed' }]);
    expect(sink.textOf('a')).toBe('First');
  });

  it('[HI5] of a session that is none here begins another, with what was said', async () => {
    sessions = await startScriptedSessions();
    sessions.override = ({ path }) =>
      path.startsWith('/sessions/dx0-7/')
        ? { status: 400, json: { error: 'bad_session_id' } }
        : undefined;
    const sink = new RecordingSink();
    const said = [{ by: 'clinician', text: 'Old question' }] as const;
    const limits = { ...opening, budget: null, remaining: null, isLimitTold: false };
    const continues = { sessionId: 'dx0-7', said };
    const channel = sessions.conversation.open({ ...limits, continues }, sink);
    channels.push(channel);
    await sink.phase('online');
    expect(sink.all('session-opened')).toMatchObject([{ sessionId: null, remembers: true }]);
    channel.send(ask('a', 'First'));
    await sink.ended('a');
    const history = [{ role: 'user', content: 'Old question' }];
    expect(sessions.asked()).toMatchObject([{ body: { history } }]);
  });

  it('[TU5][F12] whose answer takes long is said to be worked on still, once', async () => {
    let late = 0;
    const clock: Clock = {
      now: () => Date.now() + late,
      after: (delay, task) => systemClock.after(delay / 20, task),
    };
    const { sink, channel } = await online({ slowness: 4, options: { clock } });
    channel.send(ask('a', 'First'));
    await sink.until(() => sink.all('step-changed')[0]);
    late = 31_000;
    await sink.ended('a');
    const steps = sink.all('step-changed').map(({ name }) => name);
    expect(steps).toEqual(['Working on it', 'Still working on it']);
  });
});
