/** The three roles against a whole mock server, in both of its modes. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MockServer } from '../../../mock-server/server.ts';
import { createMockServer } from '../../../mock-server/server.ts';
import type { AnalysisRequest, FollowedProgress } from '../../core/analysis.ts';
import type { OutgoingMessage } from '../../core/backend.ts';
import { RecordingSink } from '../../testing/recording-sink.ts';
import { connectSessions } from '../../testing/scripted-sessions.ts';
import type { SessionsBackend } from './sessions-backend.ts';

const ask = (id: string, text: string): OutgoingMessage => ({
  ...{ id, text, action: 'ask', forecast: null, profile: null },
});

describe.each(['documented', 'real'] as const)('a whole server, %s', (mode) => {
  let server: MockServer;
  let sessions: SessionsBackend;
  beforeEach(async () => {
    server = await createMockServer({ mode, rate: 0 });
    const origin = await server.listen(0);
    const pace = { limit: 100, window: 60_000 };
    sessions = connectSessions(new URL('/openai', origin).href, { pace });
  });
  afterEach(() => server.close());

  /** Asks these, one after another. */
  const converse = async (...questions: string[]) => {
    const sink = new RecordingSink();
    const limits = { instructions: 'Be brief', budget: null, remaining: null, isLimitTold: false };
    const channel = sessions.conversation.open(limits, sink);
    await sink.phase('online');
    for (const question of questions) {
      channel.send(ask(question, question));
      await sink.ended(question);
    }
    channel.close();
    return { sink, id: sink.all('session-opened').at(-1)?.sessionId ?? '' };
  };
  const pageOf = (limit: number) => ({ limit, after: null, order: 'oldest-first' as const });

  it('[CN8] the model is sent what was said, and the history keeps it', async () => {
    const { sink, id } = await converse('My chest hurts', 'DUMP');
    expect(sink.textOf('My chest hurts')).not.toBe('');
    expect(sink.textOf('DUMP')).toContain('Be brief');
    expect(sink.textOf('DUMP')).toContain('{"role":"user","content":"My chest hurts"}');
    const { items } = await sessions.history.readMessages(id, pageOf(50));
    expect(items.map(({ by, text }) => [by, text])).toEqual(
      ['My chest hurts', 'DUMP'].flatMap((question) => [
        ['clinician', question],
        ['assistant', sink.textOf(question)],
      ]),
    );
  });

  it('[F13] a model that fails is told in words of ours, and the next question is answered', async () => {
    const { sink } = await converse('FAIL401', 'A cough');
    expect(sink.all('reply-failed')).toMatchObject([{ failure: { kind: 'assistant-failed' } }]);
    expect(JSON.stringify(sink.entries)).not.toContain('sk-');
    expect(sink.textOf('A cough')).not.toBe('');
  });

  it('[HI2] a conversation is made, written, renamed, thinned out and ended', async () => {
    const { history } = sessions;
    const id = await history.create('First name', 'Be kind');
    const question = await history.append(id, { by: 'clinician', text: 'Q' });
    const reply = { by: 'assistant', text: 'A', answers: question, assistantId: 'dx0' } as const;
    const answer = await history.append(id, reply);
    await history.describe(id, { name: 'Other name' });
    const [listed] = (await history.list({ limit: 1, after: null })).items;
    expect(listed).toMatchObject({
      ...{ id, name: 'Other name', endedAt: null, lastMessage: { id: answer, text: 'A' } },
    });
    await history.deleteMessage(id, question);
    await history.deleteMessage(id, question);
    const { items } = await history.readMessages(id, pageOf(50));
    expect(items).toMatchObject([{ id: answer, answers: question, assistantId: 'dx0' }]);
    expect((await history.end(id)).endedAt).not.toBeNull();
    expect(await history.read(id)).toMatchObject({ name: 'Other name', instructions: 'Be kind' });
  });

  it('[HI1] the list is read page by page, each conversation once', async () => {
    const { history } = sessions;
    const made: string[] = [];
    for (const name of ['a', 'b', 'c', 'd', 'e']) made.push(await history.create(name, null));
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page = await history.list({ limit: 2, after });
      seen.push(...page.items.map(({ id }) => id));
      after = page.next;
    } while (after !== null);
    expect(seen.slice(0, 5)).toEqual(made.toReversed());
    expect(new Set(seen).size).toBe(seen.length);
  });

  const analyse = async (request: AnalysisRequest, text: string) => {
    const job = await sessions.analysis.start(request, { text, conversationId: null });
    return new Promise<FollowedProgress>((resolve) => {
      const stop = sessions.analysis.follow(
        JSON.parse(JSON.stringify(job)) as typeof job,
        (now) => {
          if (now.phase === 'running') return;
          stop();
          resolve(now);
        },
      );
    });
  };
  const text = 'John Smith, 61, has had crushing chest pain for two hours. He is sweating.';
  const requests: readonly AnalysisRequest[] = [
    { kind: 'symptoms' },
    { kind: 'summary' },
    { kind: 'key-phrases' },
    { kind: 'sentiment' },
    { kind: 'classification', categories: ['legal', 'medical'] },
    { kind: 'extraction', fields: [{ name: 'name', type: 'text' }] },
  ];

  it.each(requests)('[AN1] $kind come in the shape that was asked for', async (request) => {
    expect(await analyse(request, text)).toMatchObject({
      phase: 'done',
      result: { kind: request.kind },
    });
  });

  it.each(['broken', 'surprising'])(
    '[AN2] a result that is %s is handed over raw',
    async (shape) => {
      expect(await analyse({ kind: 'symptoms' }, `${text} [${shape}]`)).toMatchObject({
        phase: 'done',
        result: { kind: 'unreadable', asked: 'symptoms' },
      });
    },
  );
});
