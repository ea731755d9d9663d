/** The mirror, by the real adapter, against a whole mock server that goes wrong at each request. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MockServer } from '../../mock-server/server.ts';
import { createMockServer } from '../../mock-server/server.ts';
import type { HistoryBackend, KeptMessage } from '../core/history.ts';
import type { Held } from '../testing/check-record.ts';
import { checkRecords } from '../testing/check-record.ts';
import { createManualClock, settled } from '../testing/manual-clock.ts';
import { RecordedConsole } from '../testing/recorded-console.ts';
import { settlement } from '../testing/samples.ts';
import { connectSessions } from '../testing/scripted-sessions.ts';

/** Node 20 may collect a signal that is made of others before it fires; browsers do not. */
const isNoSignal = (arg: unknown) => !(arg instanceof AbortSignal);

/** Tells of each call before it is made, and how many are under way. */
function watch(history: HistoryBackend, onCall: (index: number) => void) {
  const watched = { calls: 0, underWay: 0 };
  const wrap =
    <Args extends unknown[], Result>(call: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      onCall(watched.calls++);
      watched.underWay++;
      try {
        return await call(...(args.filter(isNoSignal) as Args));
      } finally {
        watched.underWay--;
      }
    };
  const backend: HistoryBackend = {
    list: wrap(history.list),
    read: wrap(history.read),
    create: wrap(history.create),
    describe: wrap(history.describe),
    end: wrap(history.end),
    readMessages: wrap(history.readMessages),
    append: wrap(history.append),
    deleteMessage: wrap(history.deleteMessage),
  };
  return { watched, backend };
}

async function readAll(history: HistoryBackend): Promise<readonly Held[]> {
  const { items } = await history.list({ limit: 500, after: null });
  return Promise.all(
    items.toReversed().map(async (kept) => {
      const page = { limit: 500, after: null, order: 'oldest-first' } as const;
      const messages: readonly KeptMessage[] = (await history.readMessages(kept.id, page)).items;
      return { ...kept, messages };
    }),
  );
}

const faults = [
  { kind: 'status', status: 500 },
  { kind: 'status', status: 500, processed: true },
  { kind: 'status', status: 429, retryAfter: 1 },
  { kind: 'html' },
  { kind: 'html', processed: true },
  { kind: 'lost-answer' },
  { kind: 'hang' },
  { kind: 'hang', processed: true },
] as const;

describe.each(['real', 'documented'] as const)('[HI3] a whole server, %s', (mode) => {
  let server: MockServer;
  let origin: string;
  let people = 0;
  beforeEach(async () => {
    server = await createMockServer({ mode, rate: 0 });
    origin = await server.listen(0);
  });
  afterEach(() => server.close());

  /** Two conversations of somebody nobody knows yet; answers how many requests were made. */
  async function converse(onCall: (index: number) => void): Promise<number> {
    const person = `person-${people++}`;
    const credentials = {
      accessToken: () => Promise.resolve(person),
      renew: () => Promise.resolve(),
    };
    // What hangs is given up soon.
    const connect = (limit: number) =>
      connectSessions(new URL('/openai', origin).href, { credentials, limit }).history;
    const clock = createManualClock(Date.now());
    const { watched, backend } = watch(connect(150), onCall);
    const subject = new RecordedConsole(clock, backend);
    const calm = async () => {
      do await settled();
      while (watched.underWay > 0);
      await settled();
    };
    const rest = async () => {
      for (await calm(); subject.timers > 0; await calm()) clock.advance(1_000);
    };
    const { consultation } = subject;
    subject.backend.line.online();
    consultation.write('ask', 'Does he smoke?');
    subject.backend.line.reply('Yes.');
    await calm();
    consultation.write('order', 'd-dimer');
    subject.backend.line.raise({ severity: 'emergency', text: 'Call now' });
    subject.backend.line.reply('0.4', settlement(4000, 4000));
    await calm();
    consultation.startConversation('dx0', { budget: null });
    subject.backend.line.online();
    consultation.write('ask', 'Another patient');
    subject.backend.line.reply('Good.');
    await rest();
    expect(checkRecords(subject.conversations, await readAll(connect(15_000)))).toEqual([]);
    expect(subject.behind).toBe(0);
    subject.mirror.close();
    return watched.calls;
  }

  it('holds what was said', async () => {
    expect(await converse(() => undefined)).toBeGreaterThan(9);
  });

  it.each(faults)('holds each thing once, whichever request goes wrong: %j', async (fault) => {
    const count = await converse(() => undefined);
    for (let at = 0; at < count; at++) {
      await converse((index) => {
        if (index === at) server.faults.arm({ ...fault, match: { backEnd: 'sessions' } });
      });
      expect(server.faults.armed()).toEqual([]);
    }
  });

  it('holds each thing once where the server restarts at any request', async () => {
    const count = await converse(() => undefined);
    for (let at = 0; at < count; at++) {
      let restarted: Promise<void> | undefined;
      await converse((index) => {
        if (index === at) restarted = server.restart({ ms: 1 });
      });
      await restarted;
    }
  });
});
