/**
 * The event stream: what is on it, for whom, and what faults do to it.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MockServer } from '../server.ts';
import { bearer, callAt, signIn, startMock } from '../testing.ts';
import { ask, openStream, queryText } from './testing.ts';

let server: MockServer;
beforeEach(async () => {
  server = await startMock();
});
afterEach(() => server.close());

const address = { workflow: 'customer-support', participantId: 'user-1' };

const say = (text: string) =>
  ask(server, '/rest/send', { ...address, type: 'Chat', text }, { method: 'POST' });

const notify = (body: object) =>
  callAt(server, '/_mock/xians/notice', { body: { participantId: 'user-1', ...body } });

describe('event stream', () => {
  it('says connected, then chats twice under one id, with nulls', async () => {
    const stream = await openStream(server, address);
    expect(stream.response.headers.get('content-type')).toBe('text/event-stream');
    expect(await stream.next()).toMatchObject({
      ...{ event: 'connected', data: { workflowId: 'default:customer-support' } },
    });
    await say('Hello');
    const first = await stream.nextOf('Chat');
    expect(first).toMatchObject({ direction: 'Outgoing', data: null, scope: null });
    expect((await stream.nextOf('Chat'))?.['id']).toBe(first?.['id']);
    stream.close();
  });

  it('gives a sign of life in the time that is asked for', async () => {
    const stream = await openStream(server, { ...address, heartbeatSeconds: 1 });
    expect(await stream.nextOf('heartbeat')).toMatchObject({ subscriberCount: 1 });
    stream.close();
  });

  it('brings notices of its scope, with the keys of what is no chat in upper case', async () => {
    const query = { workflow: 'notification-service', participantId: 'user-1', scope: 'alerts' };
    const stream = await openStream(server, query);
    await notify({ severity: 'info', scope: 'elsewhere' });
    await notify({ severity: 'critical', title: 'Potassium 6.8' });
    const notice = await stream.nextOf('Data');
    expect(notice).toMatchObject({
      Data: { type: 'system_alert', severity: 'critical', title: 'Potassium 6.8' },
    });
    await notify({ messageType: 'Handoff', workflow: 'notification-service', scope: 'alerts' });
    expect(await stream.nextOf('Handoff')).toHaveProperty('Id');
    stream.close();
  });

  it('loses what is said while nobody listens, and never brings it to an upper-case participant', async () => {
    const upper = await openStream(server, {
      ...address,
      participantId: 'User-1',
      heartbeatSeconds: 1,
    });
    await say('Hello');
    const late = await openStream(server, { ...address, heartbeatSeconds: 1 });
    for (const stream of [upper, late]) {
      expect(await stream.next()).toHaveProperty('event', 'connected');
      expect(await stream.next()).toHaveProperty('event', 'heartbeat');
      stream.close();
    }
  });

  it('takes a token in a header for its user alone, and wants to know both names', async () => {
    const { access } = await signIn(server, 'nurse');
    const own = { workflow: 'customer-support', participantId: 'nurse', tenantId: 'default' };
    const open = (query: object) =>
      callAt(server, `/api/user/sse/events?${new URLSearchParams({ ...query })}`, {
        headers: bearer(access),
      });
    expect(await open({ ...own, participantId: 'physician' })).toMatchObject({
      status: 403,
      body: '',
    });
    const missing = await callAt(server, `/api/user/sse/events?${queryText({ workflow: '' })}`);
    expect(missing).toMatchObject({
      ...{ status: 400, body: 'Workflow and participantId are required parameters' },
    });
  });
});

describe('event stream under faults', () => {
  it('is cut before an event, and ended cleanly', async () => {
    const cut = await openStream(server, address);
    server.faults.arm({ kind: 'drop', match: { path: '/api/user/sse/events' } });
    await say('Hello');
    expect(await cut.nextOf('Chat')).toBeUndefined();
    const ended = await openStream(server, address);
    server.faults.arm({ kind: 'close', code: 1000, match: { backEnd: 'xians' } });
    expect(await ended.nextOf('Chat')).toBeUndefined();
  });

  it('says nothing at all, no sign of life either, until it is let go', async () => {
    server.faults.arm({ kind: 'silence', after: 'open', match: { path: '/api/user/sse/events' } });
    const stream = await openStream(server, { ...address, heartbeatSeconds: 1 });
    const first = stream.next();
    await say('Hello');
    const { body } = await callAt(server, '/_mock/');
    expect(body).toMatchObject({ open: [{ path: '/api/user/sse/events', isSilent: true }] });
    server.faults.disarm();
    expect(await first).toHaveProperty('event', 'connected');
    stream.close();
  });

  it('comes byte by byte, letters of several bytes included', async () => {
    server.faults.arm({ kind: 'slice', match: { path: '/api/user/sse/events' } });
    const stream = await openStream(server, address);
    await notify({
      workflow: 'customer-support',
      messageType: 'Chat',
      text: 'Temperatur 39,5 °C – später',
    });
    expect(await stream.nextOf('Chat')).toMatchObject({ text: 'Temperatur 39,5 °C – später' });
    stream.close();
  });

  it.each([
    [{ kind: 'status', status: 204 } as const, 204, null],
    [{ kind: 'html' } as const, 200, 'text/html'],
    [{ kind: 'status', status: 503, retryAfter: 5 } as const, 503, 'application/json'],
  ])('is answered otherwise: %o', async (fault, status, type) => {
    server.faults.arm({ ...fault, match: { path: '/api/user/sse/events' } });
    const { response } = await openStream(server, address);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe(type);
  });
});
