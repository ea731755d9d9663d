import { afterEach, describe, expect, it } from 'vitest';
import type { FollowedProgress } from '../../core/analysis.ts';
import { Rejected, ServerFault } from '../../core/errors.ts';
import { analysisPlace } from '../../core/record/head.ts';
import type { HttpAnswer, HttpQuestion } from '../../testing/scripted-http.ts';
import type { ScriptedSessions } from '../../testing/scripted-sessions.ts';
import { startScriptedSessions } from '../../testing/scripted-sessions.ts';

let sessions: ScriptedSessions;
afterEach(() => sessions.server.close());

/** Gives these answers one after another, and the last of them for ever. */
async function answering(...answers: HttpAnswer[]): Promise<ScriptedSessions> {
  sessions = await startScriptedSessions();
  let next = 0;
  sessions.override = () => answers[Math.min(next++, answers.length - 1)];
  return sessions;
}
const asked = () => sessions.server.asked.map(({ method, path }) => `${method} ${path}`);
const bodies = () => sessions.server.asked.map(({ body }: HttpQuestion) => body);

const session = {
  ...{ session_id: 's', name: 'Renamed', system_prompt: null, user_id: 'u' },
  session_start: '2030-01-15T09:00:00.000Z',
  session_end: null as string | null,
};
const fault = { status: 500, json: { error: 'internal_error' } };

describe('history', () => {
  it('[HI1] never reads a list that may be old, and pages by cursor', async () => {
    const { history } = await answering({ json: { items: [session], next_cursor: 's' } });
    const page = await history.list({ limit: 9999, after: null });
    expect(page).toMatchObject({ items: [{ id: 's', lastMessage: null }], next: 's' });
    await history.readMessages('s', { limit: 2, after: 'm', order: 'oldest-first' }).catch(() => 0);
    expect(asked()).toEqual([
      'GET /sessions?limit=500&include_last=true',
      'GET /sessions/s/messages?limit=2&after=m&order=asc&real_time=1',
    ]);
  });

  it('[HI2] renames and ends, again after a fault that may pass', async () => {
    const ended = { ...session, session_end: '2030-01-15T10:00:00.000Z' };
    const { history } = await answering(fault, { json: session }, fault, fault, { json: ended });
    expect(await history.describe('s', { name: 'Renamed' })).toMatchObject({
      name: 'Renamed',
      endedAt: null,
    });
    expect(await history.end('s')).toMatchObject({ endedAt: Date.UTC(2030, 0, 15, 10) });
    const rename = { name: 'Renamed' };
    expect(bodies()).toEqual([rename, rename, { end: true }, { end: true }, { end: true }]);
  });

  it('[HI2] gives up after three tries', async () => {
    const { history } = await answering(fault);
    await expect(history.describe('s', { name: 'x' })).rejects.toBeInstanceOf(ServerFault);
    expect(asked()).toHaveLength(3);
  });

  it('[HI2] a message that is gone already is deleted; another refusal is told', async () => {
    const { history } = await answering(
      { status: 404, json: { error: 'not_found' } },
      { status: 400, json: { error: 'bad_message_id' } },
    );
    await history.deleteMessage('s', 'm');
    const refusal = history.deleteMessage('s', 'm');
    await expect(refusal).rejects.toEqual(new Rejected(400, 'bad_message_id'));
  });

  it('[HI3] what adds a record is asked once, whatever comes back', async () => {
    const { history } = await answering(fault);
    await expect(history.create('x', null)).rejects.toBeInstanceOf(ServerFault);
    const message = { by: 'clinician', text: 'x' } as const;
    await expect(history.append('s', message)).rejects.toBeInstanceOf(ServerFault);
    expect(asked()).toEqual(['POST /sessions', 'POST /sessions/s/messages']);
  });

  it('[HI3] appends and says under which id', async () => {
    const { history } = await answering({ status: 201, json: { message_id: 'm9' } });
    const answer = { by: 'assistant', text: 'x', answers: 'q', assistantId: 'dx0' } as const;
    expect(await history.append('s', answer)).toBe('m9');
  });

  it('[HI2] is cancelled when nobody needs it', async () => {
    const { history } = await answering({ json: session });
    const abort = new AbortController();
    abort.abort();
    await expect(history.read('s', abort.signal)).rejects.toThrow();
    expect(asked()).toEqual([]);
  });
});

describe('analysis', () => {
  const job = {
    ...{ id: 'j', conversationId: 's', startedAt: 0 },
    request: { kind: 'summary' },
  } as const;
  const subject = { text: 'Well', conversationId: 's' };
  const pending: HttpAnswer = { json: { status: 'pending' } };

  /** Follows to the end. */
  const follow = (wanted: FollowedProgress['phase']) =>
    new Promise<FollowedProgress[]>((resolve) => {
      const told: FollowedProgress[] = [];
      const stop = sessions.analysis.follow(job, (progress) => {
        told.push(progress);
        if (progress.phase !== wanted) return;
        stop();
        resolve(told);
      });
    });

  it('[AN1] starts a job of the conversation that it is about', async () => {
    const { analysis } = await answering({ status: 202, json: { ctx_id: 'j' } });
    expect(await analysis.start({ kind: 'summary' }, subject)).toMatchObject({
      ...{ id: 'j', conversationId: 's', request: { kind: 'summary' } },
    });
    expect(asked()).toEqual(['POST /sessions/s/ctx']);
    expect(bodies()).toMatchObject([{ task: expect.stringContaining('Well') as string }]);
  });

  const newest = 'GET /sessions?limit=100&include_last=true';

  it('[AN1] makes a place for text from elsewhere', async () => {
    const { analysis } = await answering(
      { json: { items: [] } },
      { status: 201, json: { session_id: 'new' } },
      { status: 202, json: { ctx_id: 'j' } },
    );
    const started = await analysis.start({ kind: 'summary' }, { ...subject, conversationId: null });
    expect(started.conversationId).toBe('new');
    expect(asked()).toEqual([newest, 'POST /sessions', 'POST /sessions/new/ctx']);
    expect(bodies()[1]).toMatchObject({ system_prompt: analysisPlace });
  });

  it('[AN1] takes the place again that an earlier load made, while it is open', async () => {
    const session = { session_start: '2030-01-15T09:00:00.000Z', last_message: null };
    const place = { ...session, name: 'Any', system_prompt: analysisPlace };
    const other = { ...session, session_id: 'o', name: 'Analysis', system_prompt: 'Analyse' };
    const ended = { ...place, session_id: 'e', session_end: '2030-01-15T09:30:00.000Z' };
    const { analysis } = await answering(
      { json: { items: [other, ended, { ...place, session_id: 'p' }] } },
      { status: 202, json: { ctx_id: 'j' } },
    );
    const started = await analysis.start({ kind: 'summary' }, { ...subject, conversationId: null });
    expect(started.conversationId).toBe('p');
    expect(asked()).toEqual([newest, 'POST /sessions/p/ctx']);
  });

  it('[AN1] makes one place for all text from elsewhere', async () => {
    const { analysis } = await answering(
      { json: { items: [] } },
      { status: 201, json: { session_id: 'new' } },
      { status: 202, json: { ctx_id: 'j' } },
    );
    const pasted = { ...subject, conversationId: null };
    await Promise.all([
      analysis.start({ kind: 'summary' }, pasted),
      analysis.start({ kind: 'sentiment' }, pasted),
    ]);
    const job = 'POST /sessions/new/ctx';
    expect(asked()).toEqual([newest, 'POST /sessions', job, job]);
  });

  it('[AN3] a start is not repeated by itself', async () => {
    const { analysis } = await answering(fault);
    await expect(analysis.start({ kind: 'summary' }, subject)).rejects.toBeInstanceOf(ServerFault);
    expect(asked()).toHaveLength(1);
  });

  it('[AN3] a job is followed through faults to its result', async () => {
    const page = { text: '<!doctype html>' };
    await answering(pending, fault, 'cut', page, { json: { status: 'done', result: 'Fine' } });
    expect(await follow('done')).toEqual([
      { phase: 'running' },
      { phase: 'done', result: { kind: 'summary', text: 'Fine' } },
    ]);
  });

  it('[AN3] a job that stays pending for ever is overdue, and can be followed again', async () => {
    sessions = await startScriptedSessions({ options: { answerLimit: 600 } });
    sessions.override = () => pending;
    expect((await follow('overdue')).at(-1)).toEqual({ phase: 'overdue' });
    sessions.override = () => ({ json: { status: 'done', result: 'Fine' } });
    expect((await follow('done')).at(-1)).toMatchObject({ phase: 'done' });
  });

  it('[AN3] a job that the server does not know has failed', async () => {
    await answering({ status: 404, json: { error: 'not_found' } });
    expect(await follow('failed')).toMatchObject([{ phase: 'failed' }]);
  });

  it('[AN3] a sign-in that is over ends the following', async () => {
    await answering({ status: 401, json: { error: 'Unauthorized' } });
    expect(await follow('failed')).toMatchObject([{ phase: 'failed' }]);
  });

  it('[OB5] questions and jobs share one pace', async () => {
    sessions = await startScriptedSessions({ options: { pace: { limit: 1, window: 60_000 } } });
    sessions.override = () => ({ status: 202, json: { ctx_id: 'j' } });
    expect(sessions.analysis.opensAt()).toBeNull();
    await sessions.analysis.start({ kind: 'summary' }, subject);
    expect(sessions.analysis.opensAt()).toBeGreaterThan(Date.now());
  });
});
