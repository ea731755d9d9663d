/**
 * The hub as Microsoft's client sees it: negotiate, handshake, methods and events.
 */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { MockServer } from '../server.ts';
import { openWire, signIn, startMock } from '../testing.ts';
import { ask, openHub, queryText, type HubClient, type WireMessage } from './testing.ts';

let server: MockServer;
beforeEach(async () => {
  server = await startMock();
});
afterEach(() => server.close());

const person = 'user-1';

function send(hub: HubClient, text: string, more: object = {}): Promise<unknown> {
  const request = { participantId: person, workflow: 'customer-support', text, ...more };
  return hub.connection.invoke('SendInboundMessage', request, 'Chat');
}

async function subscribed(participantId = person, workflow = 'customer-support') {
  const hub = await openHub(server);
  await hub.connection.invoke('SubscribeToAgent', workflow, participantId, 'default');
  return hub;
}

describe('hub, as running servers have it', () => {
  it('answers a chat with one chat, under two names and once more as an update', async () => {
    const hub = await subscribed();
    await send(hub, 'Hello', { requestId: 'r-1' });
    const threadId = await hub.nextOf('InboundProcessed');
    const came = [await hub.next(), await hub.next(), await hub.next(), await hub.next()];
    expect(came.map(([name]) => name)).toEqual([
      ...['ReceiveMessage', 'ReceiveChat', 'ReceiveMessage', 'ReceiveChat'],
    ]);
    const messages = came.map(([, message]) => message as WireMessage);
    expect(new Set(messages.map(({ id }) => id)).size).toBe(1);
    expect(messages[0]).toMatchObject({ threadId, requestId: 'r-1', direction: 'Outgoing' });
    expect(server.received()).toMatchObject([
      { requestId: 'r-1', finished: true, repliedFrames: 5 },
    ]);
    await hub.connection.stop();
  });

  it('forgets a subscription with its connection, and keeps what was said meanwhile', async () => {
    const hub = await subscribed();
    await hub.connection.stop();
    const again = await openHub(server);
    await send(again, 'Hello');
    expect((await again.next())[0]).toBe('InboundProcessed');
    await vi.waitFor(() => expect(server.received()[0]?.finished).toBe(true));
    await again.connection.invoke('GetThreadHistory', 'customer-support', person, 1, 50);
    const [name, history] = await again.next();
    expect(name).toBe('ThreadHistory');
    expect((history as WireMessage[]).map(({ direction }) => direction)).toEqual([
      ...['Outgoing', 'Incoming'],
    ]);
    await again.connection.stop();
  });

  it('never pushes to an upper-case participant', async () => {
    const upper = await subscribed('User-1');
    const lower = await subscribed();
    await send(upper, 'Hello', { participantId: 'User-1' });
    await lower.nextOf('ReceiveChat');
    await upper.connection.invoke('GetThreadHistory', 'customer-support', person, 1, 50);
    await upper.nextOf('InboundProcessed');
    expect((await upper.next())[0]).toBe('ThreadHistory');
    await Promise.all([upper.connection.stop(), lower.connection.stop()]);
  });

  it('gives null for page 0, an error for a page of one and for what is not its own', async () => {
    const hub = await subscribed();
    const { connection } = hub;
    await connection.invoke('GetThreadHistory', 'customer-support', person, 0, 50);
    expect(await hub.next()).toEqual(['ThreadHistory', null]);
    await connection.invoke('GetThreadHistory', 'customer-support', person, 1, 0);
    expect(await hub.next()).toEqual(['Error', 'PageSize must be between 1 and 1000']);
    await connection.invoke('SubscribeToAgent', 'customer-support', person, 'other-tenant');
    expect(await hub.next()).toEqual(['Error', 'Access denied - invalid tenant']);
    await expect(connection.invoke('NoSuchMethod', 1)).rejects.toThrow('Unknown hub method');
    await expect(connection.invoke('DeleteThread')).rejects.toThrow('0 argument(s)');
    await connection.stop();
  });

  it('says what is of no known type, and does not take it', async () => {
    const hub = await subscribed();
    const request = { participantId: person, workflow: 'customer-support', text: 'Hello' };
    await hub.connection.invoke('SendInboundMessage', request, 'Nonsense');
    expect((await hub.next())[1]).toBe('Invalid message type. Valid types are: Chat, Data');
    expect(server.received()).toEqual([]);
    await hub.connection.stop();
  });

  it('deletes a thread, and has none the second time', async () => {
    const hub = await subscribed();
    await send(hub, 'Hello');
    await hub.nextOf('InboundProcessed');
    await hub.connection.invoke('DeleteThread', 'customer-support', person);
    expect(await hub.nextOf('ThreadDeleted')).toBe(true);
    await hub.connection.stop();
  });

  it('closes on more than 32 KB, in a way after which no client reconnects by itself', async () => {
    const hub = await subscribed();
    const sending = send(hub, 'x'.repeat(33_000));
    await expect(sending).rejects.toThrow();
    expect((await hub.closed)?.message).toContain('maximum message size of 32768B');
    expect(server.received()).toEqual([]);
  });

  it('hands over inside a chat event when it is asked to', async () => {
    const hub = await subscribed(person, 'clinical-desk');
    await send(hub, 'Please look [handoff-in-chat]', { workflow: 'clinical-desk' });
    await hub.nextOf('ReceiveChat');
    await hub.nextOf('ReceiveChat');
    const handoff = (await hub.nextOf('ReceiveChat')) as WireMessage;
    expect(handoff.messageType).toBe('Handoff');
    expect(handoff.data).toHaveProperty('expectedWaitMinutes');
    await hub.connection.stop();
  });

  it('keeps the credential of the sender with the message', async () => {
    const hub = await subscribed();
    await send(hub, 'Hello [never]');
    await hub.connection.invoke('GetThreadHistory', 'customer-support', person, 1, 50);
    const [message] = (await hub.nextOf('ThreadHistory')) as WireMessage[];
    expect(message).toMatchObject({
      origin: 'sk-Xnai-test',
      data: { authorization: 'sk-Xnai-test' },
    });
    await hub.connection.stop();
  });
});

describe('hub, who may', () => {
  it('takes the token of a sign-in for its user alone', async () => {
    const { access } = await signIn(server, 'physician');
    const hub = await openHub(server, { token: access });
    await hub.connection.invoke('SubscribeToAgent', 'customer-support', 'Physician', 'default');
    await hub.connection.invoke('SubscribeToAgent', 'customer-support', 'nurse', 'default');
    expect((await hub.next())[1]).toContain('does not match the authenticated user');
    await hub.connection.stop();
  });

  it.each(['sk-Xnai-wrong', 'plainly-wrong', 'sk-Xnai-only-elsewhere'])(
    'refuses %s',
    async (key) => {
      await expect(openHub(server, { key })).rejects.toThrow("Status code '401'");
      await expect(openWire(server, `/ws/chat?tenantId=default&apikey=${key}`)).rejects.toThrow(
        '401',
      );
    },
  );

  it('takes a ticket of negotiate once', async () => {
    const path = `/ws/chat?${queryText({ id: 'never-given' })}`;
    await expect(openWire(server, path)).rejects.toThrow('HTTP 404');
  });
});

describe('hub, documented', () => {
  it('says everything once', async () => {
    server.setMode('documented');
    const hub = await subscribed('User-1');
    await send(hub, 'Hello');
    await vi.waitFor(() => expect(server.received()[0]?.finished).toBe(true));
    await hub.connection.invoke('GetThreadHistory', 'customer-support', person, 0, 50);
    expect((await hub.next())[0]).toBe('InboundProcessed');
    const [name, message] = await hub.next();
    expect(name).toBe('ReceiveChat');
    expect(message).not.toHaveProperty('origin');
    const [last, history] = await hub.next();
    expect(last).toBe('ThreadHistory');
    expect(history).toHaveLength(2);
    await hub.connection.stop();
  });
});

describe('hub, under faults', () => {
  it('is cut off after it has said that the message was taken', async () => {
    const hub = await subscribed();
    server.faults.arm({ kind: 'drop', after: 1, match: { backEnd: 'xians', action: 'Chat' } });
    await send(hub, 'Hello');
    await hub.closed;
    expect(hub.unread).toEqual(['InboundProcessed']);
    const { body } = await ask(server, '/rest/history', {
      ...{ workflow: 'customer-support', participantId: person },
    });
    expect(body).toHaveLength(2);
  });

  it('says messages of a wrong shape within events that are whole', async () => {
    const hub = await subscribed();
    server.faults.arm({ kind: 'malformed', shape: 'wrong-types', after: 2 });
    server.faults.arm({ kind: 'unknown', after: 2 });
    await send(hub, 'Hello');
    await hub.nextOf('ReceiveMessage');
    expect(await hub.nextOf('ReceiveChat')).toMatchObject({ type: 'unknown' });
    expect(await hub.nextOf('ReceiveChat')).toMatchObject({ id: 7, text: 7 });
    expect(await hub.nextOf('ReceiveChat')).toMatchObject({ text: expect.any(String) as string });
    await hub.connection.stop();
  });

  it('is refused at the handshake', async () => {
    server.faults.arm({ kind: 'refuse-handshake', status: 503, match: { backEnd: 'xians' } });
    await expect(openHub(server)).rejects.toThrow('failed');
  });
});
