import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { ConnectionState } from '../core/connection.ts';
import { Unreachable } from '../core/errors.ts';
import { createManualClock } from '../testing/manual-clock.ts';
import type { EventStream, StreamEvent } from './event-stream.ts';
import { openEventStream } from './event-stream.ts';
import { unmeasured } from './link.ts';
import type { WakeReason } from './wake.ts';

type Respond = (response: ServerResponse, request: IncomingMessage) => void;

const cleanUp: (() => void)[] = [];
afterEach(() => {
  for (const act of cleanUp.splice(0)) act();
});

/** A stream from a server that answers as it is told, one answer after the other. */
async function listen(...answers: Respond[]) {
  const asked: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    (answers[asked.length] ?? answers.at(-1))?.(response, request);
    asked.push(request);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const clock = createManualClock();
  const states: ConnectionState[] = [];
  const events: StreamEvent[] = [];
  let renewals = 0;
  let renewTrouble: Error | null = null;
  let wake = (): void => undefined;
  let hint = (_why: WakeReason): void => undefined;
  const note =
    <Item>(list: Item[]) =>
    (item: Item) => {
      list.push(item);
      wake();
    };
  const stream: EventStream = openEventStream({
    target: () => {
      const { port } = server.address() as AddressInfo;
      return Promise.resolve({ url: `http://127.0.0.1:${port}/`, token: 'secret' });
    },
    renew: () => {
      renewals++;
      return renewTrouble ? Promise.reject(renewTrouble) : Promise.resolve();
    },
    onState: note(states),
    onEvent: note(events),
    ...{ silenceLimit: 10_000, link: unmeasured, clock, random: () => 0 },
    pace: { fastTries: 2, rest: 60_000 },
    onWake: (listener) => {
      hint = listener;
      return () => undefined;
    },
  });
  cleanUp.push(() => {
    stream.close();
    server.closeAllConnections();
    server.close();
  });
  const until = async (isSo: () => boolean) => {
    while (!isSo()) await new Promise<void>((resolve) => (wake = resolve));
  };
  return {
    ...{ asked, clock, states, events, stream, until },
    renewals: () => renewals,
    troubleRenewal: (trouble: Error | null) => (renewTrouble = trouble),
    hint: (why: WakeReason) => hint(why),
    phase: (phase: ConnectionState['phase']) => until(() => states.at(-1)?.phase === phase),
  };
}

const status =
  (code: number, type = 'application/json', body = ''): Respond =>
  (response) =>
    response.writeHead(code, { 'content-type': type, connection: 'close' }).end(body);

const opens =
  (text = ''): Respond =>
  (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
    response.write(`: hello\n\n${text}`);
  };

describe('a stream of events', () => {
  it('[NT3] brings its token in a header, and never in the address', async () => {
    const { asked, phase, events, until } = await listen(opens('event: Chat\ndata: {}\n\n'));
    await phase('online');
    await until(() => events.length > 0);
    expect(asked[0]?.headers.authorization).toBe('Bearer secret');
    expect(asked[0]?.url).toBe('/');
    expect(events).toEqual([{ name: 'Chat', data: '{}' }]);
  });

  it('[NT3] that is silent for two heartbeats is given up and asked for again', async () => {
    const { clock, asked, states, phase } = await listen(opens());
    await phase('online');
    clock.advance(10_000);
    expect(states.at(-1)).toMatchObject({ phase: 'waiting', cause: 'connection-lost' });
    clock.advance(500);
    await phase('online');
    expect(asked).toHaveLength(2);
  });

  it('[F2] that ends is asked for again after a pause that grows', async () => {
    const { clock, states, phase } = await listen((response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).end();
    });
    // After two tries in a row that failed it is left in peace, as the site wants.
    for (const pause of [500, 500, 60_000]) {
      await phase('waiting');
      expect(states.at(-1)).toMatchObject({ retryAt: clock.now() + pause });
      clock.advance(pause);
    }
    await phase('waiting');
    expect(states.at(-1)).toMatchObject({ attempt: 4 });
  });

  it.each([
    ['204', status(204), 'closed-by-server'],
    ['a web page with 200', status(200, 'text/html', '<h1>Wi-Fi</h1>'), 'refused'],
    ['JSON with 200', status(200), 'refused'],
    ['404', status(404), 'refused'],
    ['403', status(403), 'refused'],
  ] as const)(
    '[F37] %s is no stream, is shown, and is not asked for again',
    async (_, answer, cause) => {
      const { clock, asked, events, states, phase, hint } = await listen(answer);
      await phase('failed');
      clock.advance(3_600_000);
      hint('seen');
      expect(states.at(-1)).toEqual({ phase: 'failed', cause });
      expect([asked.length, events]).toEqual([1, []]);
    },
  );

  it('[F33][F37] a page of another network is asked past once there is a network again', async () => {
    const { phase, hint } = await listen(status(200, 'text/html'), opens());
    await phase('failed');
    hint('network');
    await phase('online');
  });

  it('[CN4][AU3] a token that could not be renewed is tried again, and signs nobody out', async () => {
    const { clock, states, renewals, phase, troubleRenewal } = await listen(
      status(401),
      status(401),
      opens(),
    );
    troubleRenewal(new Unreachable('The token endpoint is down'));
    await phase('waiting');
    troubleRenewal(null);
    clock.advance(1_000);
    await phase('online');
    expect(renewals()).toBe(2);
    expect(states.filter(({ phase }) => phase === 'failed')).toEqual([]);
  });

  it('[CN4][F4] 401 renews the token once, and then asks to sign in', async () => {
    const { states, renewals, asked, phase } = await listen(status(401));
    await phase('failed');
    expect([renewals(), asked.length]).toEqual([1, 2]);
    expect(states.at(-1)).toEqual({ phase: 'failed', cause: 'sign-in-required' });
  });

  it('[CN5] 429 is waited out for as long as the server says', async () => {
    const { clock, states, phase } = await listen((response) => {
      response.writeHead(429, { 'retry-after': '7' }).end();
    });
    await phase('waiting');
    const retryAt = clock.now() + 7_000;
    expect(states.at(-1)).toMatchObject({ cause: 'rate-limited', retryAt });
  });

  it('[F44] closed while it connects, nothing is said or left running', async () => {
    const { clock, states, stream } = await listen(opens());
    stream.close();
    expect([states.length, clock.timers]).toEqual([1, 0]);
  });

  it('[F36] reads the same however the bytes are cut', async () => {
    const text =
      '\ufeff: comment\r\nevent: Chat\r\ndata: {"text":"Zoë 胸痛 🚨"}\r\n\r\ndata: one\ndata: two\n\nevent: Data\rdata: {}\r\r';
    const bytes = new TextEncoder().encode(text);
    const expected = [
      { name: 'Chat', data: '{"text":"Zoë 胸痛 🚨"}' },
      { name: '', data: 'one\ntwo' },
      { name: 'Data', data: '{}' },
    ];
    const cuts = fc.uniqueArray(fc.nat({ max: bytes.length }), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(cuts, async (places) => {
        const ends = [...places.toSorted((a, b) => a - b), bytes.length];
        const { events, until } = await listen((response) => {
          response.writeHead(200, { 'content-type': 'text/event-stream' });
          let from = 0;
          for (const end of ends) response.write(bytes.slice(from, (from = end)));
        });
        await until(() => events.length === expected.length);
        expect(events).toEqual(expected);
        for (const act of cleanUp.splice(0)) act();
      }),
      { numRuns: 60 },
    );
  });
});
