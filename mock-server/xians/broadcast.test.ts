/**
 * A notice to everybody of a tenant: who may send it, who gets it, and how often.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MockServer } from '../server.ts';
import { bearer, callAt, signIn, startMock } from '../testing.ts';
import { ask, openHub, openStream, type WireMessage } from './testing.ts';

let server: MockServer;
beforeEach(async () => {
  server = await startMock();
});
afterEach(() => server.close());

const workflow = 'notification-service';
const data = { type: 'broadcast', severity: 'critical', title: 'Evacuate ward 4' };
const everybody = { workflow, participantId: 'broadcast-default', type: 'Data', requestId: 'n-1' };

const broadcast = (query: object = {}) =>
  ask(server, '/rest/send', { ...everybody, ...query }, { body: { data } });

async function historyOf(participantId: string, tenantId = 'default') {
  const query = { workflow, participantId, tenantId };
  return (await ask(server, '/rest/history', query)).body as readonly WireMessage[];
}

describe('a notice to everybody', () => {
  it('reaches who listens and who has a thread, and stays in the history of who was away', async () => {
    const stream = await openStream(server, { workflow, participantId: 'listener' });
    const hub = await openHub(server);
    await hub.connection.invoke('SubscribeToAgent', workflow, 'on-hub', 'default');
    const away = await openStream(server, { workflow, participantId: 'away' });
    await away.next();
    away.close();
    await callAt(server, '/_mock/xians/notice', { body: { participantId: 'told-before' } });
    const { status, body } = await broadcast();
    expect({ status, body }).toEqual({ status: 200, body: expect.any(String) as string });
    expect(await stream.nextOf('Data')).toMatchObject({ Data: data, Direction: 'Outgoing' });
    expect(await hub.nextOf('ReceiveData')).toMatchObject({ data, requestId: null });
    for (const person of ['listener', 'on-hub', 'away', 'told-before']) {
      const [newest] = await historyOf(person);
      expect(newest).toMatchObject({ data, direction: 'Outgoing', participantId: person });
    }
    expect(await historyOf('stranger')).toEqual([]);
    stream.close();
    await hub.connection.stop();
  });

  it('is told once, however often it is sent, and in its own tenant alone', async () => {
    for (const tenantId of ['default', 'valley']) {
      await callAt(server, '/_mock/xians/notice', { body: { participantId: 'nurse', tenantId } });
    }
    const [first, second] = [await broadcast(), await broadcast()];
    expect(second.body).toEqual(first.body);
    expect(await historyOf('nurse')).toHaveLength(2);
    expect(await historyOf('nurse', 'valley')).toHaveLength(1);
    expect((await broadcast({ tenantId: 'valley' })).status).toBe(200);
    expect(await historyOf('nurse', 'valley')).toHaveLength(1);
    const valley = { tenantId: 'valley', participantId: 'broadcast-valley' };
    await broadcast(valley);
    expect(await historyOf('nurse', 'valley')).toHaveLength(2);
    expect(server.received().map(({ sessionId }) => sessionId)).toEqual([
      ...['default', 'default', 'valley'].map(
        (tenant) => `${tenant}:${workflow}:broadcast-default`,
      ),
      `valley:${workflow}:broadcast-valley`,
    ]);
  });

  it('is taken of a key and of an admin, and of nobody else', async () => {
    const tokenOf = async (username: string) => (await signIn(server, username)).access;
    const send = async (username: string) =>
      callAt(
        server,
        `/api/user/rest/send?${new URLSearchParams({ ...everybody, tenantId: 'default' })}`,
        { body: { data }, headers: bearer(await tokenOf(username)) },
      );
    expect((await send('physician')).status).toBe(200);
    expect(await send('nurse')).toMatchObject({ status: 403, body: '' });
  });
});
