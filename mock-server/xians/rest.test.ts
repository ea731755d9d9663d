/**
 * The REST routes: what they take, what they answer, whom they turn away and how.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MockServer } from '../server.ts';
import { bearer, callAt, signIn, startMock, type Answer } from '../testing.ts';
import { ask, type WireMessage } from './testing.ts';

let server: MockServer;
beforeEach(async () => {
  server = await startMock();
});
afterEach(() => server.close());

const address = { workflow: 'customer-support', participantId: 'user-1' };
const chat = { ...address, type: 'Chat', text: 'Hello, I need help' };

const post = (path: string, query: object, body?: unknown): Promise<Answer> =>
  ask(server, path, { ...query }, { method: 'POST', body });

async function history(query: object = {}): Promise<readonly WireMessage[]> {
  return (await ask(server, '/rest/history', { ...address, ...query })).body as WireMessage[];
}

describe('send and history', () => {
  it('answers the name of the thread, and keeps both sides, newest first', async () => {
    const { status, body } = await post(
      '/rest/send',
      { ...chat, requestId: 'r-1' },
      { data: { a: 1 } },
    );
    expect(status).toBe(200);
    await expect.poll(async () => (await history()).length).toBe(2);
    const [answer, question] = await history();
    expect(answer).toMatchObject({ direction: 'Outgoing', requestId: 'r-1', threadId: body });
    expect(question).toMatchObject({ direction: 'Incoming', data: { a: 1 }, text: chat.text });
    expect(await history({ page: 2, pageSize: 1 })).toMatchObject([{ direction: 'Incoming' }]);
    expect(server.received()).toMatchObject([{ requestId: 'r-1', connection: 0, finished: true }]);
  });

  it('takes a participant in any case, and a body that is no request as the data', async () => {
    await post('/rest/send', { ...chat, participantId: 'User-1' }, { action: 'ping' });
    expect((await history()).at(-1)).toMatchObject({
      participantId: 'user-1',
      data: { action: 'ping' },
    });
    expect(await history({ participantId: 'nobody' })).toEqual([]);
  });

  it('says what is wrong in three forms', async () => {
    const nonsense = await post('/rest/send', { ...chat, type: 'Nonsense' });
    expect(nonsense).toMatchObject({ status: 400, body: 'Invalid message type specified.' });
    const page = await ask(server, '/rest/history', { ...address, page: 0 });
    expect(page).toMatchObject({ status: 400, body: { error: expect.any(String) as string } });
    const late = await post('/rest/converse', { ...chat, text: '[never]', timeoutSeconds: 1 });
    expect(late).toMatchObject({ status: 408, body: { message: expect.any(String) as string } });
    expect((await post('/rest/converse', { ...chat, timeoutSeconds: 601 })).status).toBe(400);
    expect((await post('/rest/send', { ...chat, text: '[fail]' })).status).toBe(500);
    expect(await post('/rest/send', chat, 'no json')).toMatchObject({ status: 400, body: '' });
  });

  it('deletes a thread, which is gone then', async () => {
    await post('/rest/converse', chat);
    const remove = () => ask(server, '/rest/thread', address, { method: 'DELETE' });
    expect(await remove()).toMatchObject({ status: 200, body: true });
    expect((await remove()).status).toBe(404);
  });
});

describe('converse', () => {
  it('gives one object without id and direction, as running servers do', async () => {
    const { body } = await post('/rest/converse', chat);
    expect(body).toMatchObject({ messageType: 'Chat', participantId: 'user-1' });
    expect(body).not.toHaveProperty('id');
    expect(body).not.toHaveProperty('direction');
  });

  it('gives a list of messages, as documented', async () => {
    server.setMode('documented');
    const { body } = await post('/rest/converse', chat);
    expect(body).toMatchObject([{ direction: 'Outgoing', id: expect.any(String) as string }]);
  });
});

describe('who may', () => {
  it('turns strangers away without a word', async () => {
    for (const query of [{ apikey: 'sk-Xnai-wrong' }, { apikey: 'x' }, { tenantId: 'unknown' }]) {
      const refused = await ask(server, '/rest/history', { ...address, ...query });
      expect(refused).toMatchObject({ status: 401, body: '' });
    }
    const unsigned = 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJ1c2VyLTEifQ.x';
    const path = '/api/user/rest/history?workflow=w&participantId=user-1&tenantId=default';
    expect((await callAt(server, path, { headers: bearer(unsigned) })).status).toBe(401);
  });

  it('takes the token of a sign-in for its user, until tokens expire', async () => {
    const { access } = await signIn(server, 'physician');
    const of = (participantId: string) =>
      callAt(
        server,
        `/api/user/rest/history?workflow=w&participantId=${participantId}&tenantId=ward`,
        {
          headers: bearer(access),
        },
      );
    expect((await of('Physician')).status).toBe(200);
    expect(await of('nurse')).toMatchObject({ status: 403, body: '' });
    server.faults.arm({ kind: 'expire-tokens', match: { backEnd: 'xians' } });
    expect((await of('physician')).status).toBe(401);
  });

  it('takes two hundred requests a minute from one key, and says how long to wait', async () => {
    for (let count = 0; count < 200; count += 1) await history();
    const refused = await ask(server, '/rest/history', address);
    expect(refused.status).toBe(429);
    const { retryAfter } = refused.body as { retryAfter: number };
    expect(refused.headers.get('retry-after')).toBe(`${retryAfter}`);
    expect(refused.body).toHaveProperty('message');
    expect((await ask(server, '/rest/history', { ...address, tenantId: 'ward' })).status).toBe(200);
  });
});

describe('workflows', () => {
  it('answers for a support desk with one chat, and nothing to data', async () => {
    await post('/rest/converse', chat);
    await post('/rest/send', { ...address, type: 'Data' }, { action: 'ping' });
    expect((await history()).map(({ direction }) => direction)).toEqual([
      ...['Incoming', 'Outgoing', 'Incoming'],
    ]);
  });

  it('answers for a clinical desk with figures, and hands over what is dangerous', async () => {
    const desk = { workflow: 'clinical-desk', participantId: 'user-1' };
    await post('/rest/converse', {
      ...desk,
      type: 'Chat',
      text: 'Chest pain and a raised troponin',
    });
    const [handoff, card, said] = await history(desk);
    expect(said?.text).toContain('acute coronary syndrome');
    expect(card).toMatchObject({ messageType: 'Data', data: { title: 'Cardiac markers' } });
    expect(handoff).toMatchObject({
      ...{ messageType: 'Handoff', data: { role: 'Cardiologist on call', expectedWaitMinutes: 5 } },
    });
  });

  it('is open to faults as every REST route is', async () => {
    server.faults.arm({ kind: 'lost-answer', match: { path: '/api/user/rest/send' } });
    await expect(post('/rest/send', chat)).rejects.toThrow();
    await expect.poll(async () => (await history()).length).toBe(2);
  });
});
