/**
 * The official TypeScript SDK of Xians against the mock, by what it was seen to send.
 *
 * The SDK itself is in no registry from which the tests could install it. Its requests were recorded
 * (by its REST, socket and event-stream clients in Node and in Chromium) and are played back here, to
 * the letter but for names; the socket client is a thin layer over Microsoft's SignalR client, which is
 * used as the SDK builds it.
 */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { MockServer } from './server.ts';
import { startMock } from './testing.ts';
import { openHub, type HubClient } from './xians/testing.ts';

interface Recorded {
  readonly requests: readonly {
    readonly method: string;
    readonly url: string;
    readonly authorization?: string;
    readonly accept?: string;
    readonly body?: unknown;
    /** What it is to be answered with. */
    readonly status: number;
  }[];
  readonly invocations: readonly {
    readonly target: string;
    readonly arguments: readonly unknown[];
  }[];
}

const file = new URL('xians/__fixtures__/sdk-requests.json', import.meta.url);
const { requests, invocations } = JSON.parse(readFileSync(file, 'utf8')) as Recorded;

describe.each(['documented', 'real'] as const)('requests of the SDK, %s', (mode) => {
  let server: MockServer;
  beforeAll(async () => {
    server = await startMock({ mode });
  });
  afterAll(() => server.close());

  it.each(requests)('$method $url', async (request) => {
    const leaving = new AbortController();
    const { authorization, accept = '*/*', body } = request;
    const response = await fetch(`${server.url}${request.url}`, {
      method: request.method,
      headers: {
        ...{ accept, 'content-type': 'application/json' },
        ...(authorization === undefined ? {} : { authorization }),
      },
      signal: leaving.signal,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    expect(response.status).toBe(request.status);
    if (request.url.startsWith('/api/user/sse') && response.ok) {
      expect(response.headers.get('content-type')).toBe('text/event-stream');
    }
    leaving.abort();
  });

  it('invokes the hub, and hears of every mistake as an event', async () => {
    const hub = await openHub(server);
    const told: string[] = [];
    for (const { target, arguments: given } of invocations) {
      // An answer that comes after its thread was deleted would begin the thread anew.
      if (target === 'DeleteThread') await vi.waitUntil(() => isAllAnswered(server));
      const fails = await hub.connection.invoke(target, ...given).then(
        () => 'completed',
        () => 'failed',
      );
      told.push(`${target}: ${fails}`);
    }
    expect(told.filter((line) => line.endsWith('failed'))).toEqual(['NoSuchMethod: failed']);
    expect(await heard(hub)).toEqual([
      ...['Error', 'Error', 'Error', 'InboundProcessed', 'InboundProcessed'],
      ...['ThreadDeleted', 'ThreadHistory', 'ThreadHistory', 'ThreadHistory'],
    ]);
    await hub.connection.stop();
  });
});

function isAllAnswered(server: MockServer): boolean {
  return server.received().every(({ action, finished }) => action !== 'Chat' || finished);
}

/** What came beside the answers of the workflow, in the order of the alphabet. */
async function heard(hub: HubClient): Promise<readonly string[]> {
  // The last invocation says `Error`, so that everything before it has come.
  const names: string[] = [];
  while (names.filter((name) => name === 'Error').length < 4) {
    const [name] = await hub.next();
    if (!name.startsWith('Receive')) names.push(name);
  }
  return names.slice(0, -1).toSorted();
}
