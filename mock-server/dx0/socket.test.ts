import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findScenario } from '../scenarios/index.ts';
import { answerQuestion, discussDiagnosis, reportTest } from '../scenarios/answer.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import type { MockServer } from '../server.ts';
import { call, openLine, signIn, startMock } from '../testing.ts';

let server: MockServer;
let time: number;

beforeEach(async () => {
  time = Date.UTC(2026, 0, 1);
  server = await startMock({ now: () => time });
});
afterEach(() => server.close());

function scenario(id: string): Scenario {
  const found = findScenario(id);
  if (found === undefined) throw new Error(`There is no case ${id}.`);
  return found;
}

async function line(username = 'nurse', query: { budget?: string; case?: string } = {}) {
  const { access } = await signIn(server, username);
  return openLine(server, { token: access, ...query });
}

describe('handshake', () => {
  it('is refused with an empty 403 for a missing, bad, expired or signed-out token', async () => {
    const expired = await signIn(server, 'shortlived');
    time += 20_000;
    const ended = await signIn(server);
    await call(server, '/logout', { body: { refresh_token: ended.refresh } });
    const queries = [{}, { token: 'garbage' }, { token: expired.access }, { token: ended.access }];
    for (const query of queries) {
      await expect(openLine(server, query)).rejects.toThrow('HTTP 403 text/plain');
    }
  });

  it('is taken and closed with 1008 in documented mode', async () => {
    server.setMode('documented');
    expect(await (await openLine(server, { token: 'garbage' })).closed).toBe(1008);
  });

  it('is refused with 404 for an unknown case', async () => {
    await expect(line('nurse', { case: 'nope' })).rejects.toThrow('HTTP 404 application/json');
  });

  it('is refused on any other path', async () => {
    const { access } = await signIn(server);
    const elsewhere = { ...server, url: `${server.url}/nowhere` };
    await expect(openLine(elsewhere, { token: access })).rejects.toThrow('HTTP 403');
  });
});

describe('a socket that is open', () => {
  it('goes on answering after its token ran out and after sign-out', async () => {
    const { access, refresh } = await signIn(server, 'shortlived');
    const { ask } = await openLine(server, { token: access });
    time += 20_000;
    expect(await ask({ action: 'question', content: 'cough' })).toMatchObject({ done: true });
    await call(server, '/logout', { body: { refresh_token: refresh } });
    expect(await ask({ action: 'question', content: 'cough' })).toMatchObject({ done: true });
  });

  it('answers from the case of its query, its session or its account', async () => {
    const content = 'Do you smoke?';
    const own = await (await line('nurse')).ask({ content });
    expect(own.reply).toBe(answerQuestion(scenario('cough-and-fever'), content));
    const named = await (await line('nurse', { case: 'syncope' })).ask({ content });
    expect(named.reply).toBe(answerQuestion(scenario('syncope'), content));
  });

  it('sends pieces of up to 20 characters, money on the last one only', async () => {
    const { ask, texts } = await line('nurse');
    const { reply } = await ask({ action: 'test', content: 'complete blood count' });
    expect(reply).toBe(reportTest(scenario('cough-and-fever'), 'complete blood count'));
    const frames = texts.map((text) => JSON.parse(text) as Record<string, unknown>);
    const last = frames.pop();
    for (const frame of frames) {
      expect(Object.keys(frame)).toEqual(['reply', 'done']);
      expect([...String(frame['reply'])]).toHaveLength(20);
    }
    const members = ['reply', 'done', 'cost', 'total_spent', 'ordered_tests'];
    expect(Object.keys(last ?? {})).toEqual(members);
  });

  it('answers requests sent at once strictly one after another', async () => {
    const { send, reply } = await line('nurse');
    const contents = ['complete blood count', 'basic metabolic panel', 'urinalysis'];
    for (const content of contents) send({ action: 'test', content });
    const counts: number[] = [];
    for (let index = 0; index < 3; index += 1) {
      counts.push((await reply()).ordered_tests?.length ?? 0);
    }
    expect(counts).toEqual([1, 2, 3]);
  });

  it('refuses a diagnosis in real mode and discusses it in documented mode', async () => {
    const { ask } = await line('nurse');
    const refused = await ask({ action: 'diagnosis', content: 'pneumonia' });
    expect(refused).toMatchObject({ reply: 'Diagnosis queries are not allowed', cost: 0 });
    server.setMode('documented');
    const discussed = await ask({ action: 'DIAGNOSIS', content: 'pneumonia' });
    expect(discussed.reply).toBe(discussDiagnosis(scenario('cough-and-fever'), 'pneumonia'));
  });

  it('dies of a binary frame', async () => {
    const { socket, closed } = await line();
    socket.send(Buffer.from('{"content":"cough"}'));
    expect(await closed).toBe(1006);
  });

  it('dies of nesting too deep to parse, and the server lives on', async () => {
    const { send, closed } = await line();
    send('['.repeat(1_000_000));
    expect(await closed).toBe(1006);
    expect(await (await line()).ask({ content: 'cough' })).toMatchObject({ done: true });
  });

  it('closes with 1012 when the server stops', async () => {
    const { closed } = await line();
    await server.close();
    expect(await closed).toBe(1012);
  });
});

describe('speed', () => {
  it('is `rate` pieces a second', async () => {
    server.setRate(100);
    const { ask, texts } = await line();
    const start = performance.now();
    await ask({ content: 'fever' });
    const expected = texts.length * 10;
    const elapsed = performance.now() - start;
    expect(elapsed).toBeGreaterThan(expected * 0.7);
    // Wide, for machines under load; without a timetable it would be far off all the same.
    expect(elapsed).toBeLessThan(expected * 4 + 500);
  });
});

describe('rate limit', () => {
  const question = { action: 'question', content: 'cough' };

  it('closes with 1013 at the 31st valid message of a session within 60 s', async () => {
    const { access, refresh } = await signIn(server);
    const first = await openLine(server, { token: access });
    for (let count = 0; count < 35; count += 1)
      await first.ask({ action: 'QUESTION', content: 'x' });
    for (let count = 0; count < 20; count += 1) await first.ask(question);
    const second = await openLine(server, { token: access });
    for (let count = 0; count < 10; count += 1) await second.ask(question);
    expect(await second.ask(question)).toEqual({ error: 'Rate limit exceeded' });
    expect(await second.closed).toBe(1013);

    const renewed = await call(server, '/refresh', { body: { refresh_token: refresh } });
    const token = (renewed.body as { access_token: string }).access_token;
    const third = await openLine(server, { token });
    expect(await third.ask(question)).toEqual({ error: 'Rate limit exceeded' });
    expect(await (await line()).ask(question)).toMatchObject({ done: true });

    time += 60_000;
    const fourth = await openLine(server, { token });
    expect(await fourth.ask(question)).toMatchObject({ done: true });
  });
});
