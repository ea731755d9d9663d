import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MockServer } from '../server.ts';
import { call, startMock } from '../testing.ts';

let server: MockServer;

beforeEach(async () => {
  server = await startMock();
});
afterEach(() => server.close());

describe('emergency-check', () => {
  it.each([
    ['chest%20pain', { is_emergency: true, severity: 'CRITICAL' }],
    ['my%20chest%20hurts', { is_emergency: false, severity: null, emergency_contacts: null }],
  ])('of %s', async (message, expected) => {
    const { body } = await call(server, `/chat/emergency-check?message=${message}`);
    expect(body).toMatchObject(expected);
  });
});

it('says it is healthy, and leaves the routes of Dx0 alone', async () => {
  const response = await fetch(`${server.url}/health`);
  expect(await response.json()).toMatchObject({ status: 'healthy' });
  expect(await call(server, '/case')).toMatchObject({ status: 200 });
  expect(await call(server, '/chat/nothing')).toMatchObject({ status: 404 });
});

it('can be made to fail apart from Dx0', async () => {
  server.faults.arm({ kind: 'status', status: 503, match: { backEnd: 'ai-doctor' } });
  expect(await call(server, '/case')).toMatchObject({ status: 200 });
  expect((await fetch(`${server.url}/health`)).status).toBe(503);
});
