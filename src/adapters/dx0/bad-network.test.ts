/** The real adapter over real sockets through a bad network, at a hundredth of its times. */
import { afterEach, describe, expect, it } from 'vitest';
import type { Channel, OutgoingMessage } from '../../core/backend.ts';
import { createManualClock } from '../../testing/manual-clock.ts';
import type { MockedDx0 } from '../../testing/mocked-dx0.ts';
import { startMockedDx0 } from '../../testing/mocked-dx0.ts';
import { memoryVault } from '../../testing/memory-vault.ts';
import { createNodeSocket } from '../../testing/node-socket.ts';
import { RecordingSink } from '../../testing/recording-sink.ts';
import type { ToxicProxy, Toxins } from '../../testing/toxic-proxy.ts';
import { openToxicProxy } from '../../testing/toxic-proxy.ts';
import type { Dx0Backend } from './dx0-backend.ts';
import { createDx0Backend } from './dx0-backend.ts';

/** Letters of one to four bytes, so that a byte at a time splits all but the first. */
const letters = 'Zoë, 37,5 °C – 胸痛 🚨 ';

let dx0: MockedDx0;
let proxy: ToxicProxy;
afterEach(async () => {
  await proxy.close();
  await dx0.tearDown();
});

/** Reliable chance: the same schedule of faults in every run. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

async function openThrough(toxins: Partial<Toxins>): Promise<Dx0Backend> {
  dx0 = await startMockedDx0();
  dx0.server.faults.arm({
    ...{ kind: 'unknown', times: 'always', after: 1 },
    frame: { reply: letters, done: false },
  });
  proxy = await openToxicProxy(dx0.server.url, toxins, chance(7));
  return createDx0Backend({
    ...{ baseUrl: `${proxy.url}/api/v1`, parameters: {}, vault: memoryVault() },
    ...{ clock: createManualClock(Date.now()), random: () => 0, onWake: () => () => undefined },
    createSocket: createNodeSocket,
  });
}

async function persist<Result>(task: () => Promise<Result>): Promise<Result> {
  for (let tries = 0; ; tries++) {
    try {
      return await task();
    } catch (error) {
      if (tries === 20) throw error;
    }
  }
}

const signIn = ({ signIn: door }: Dx0Backend) => persist(() => door.signIn('nurse', 'secret'));

function ask(id: string, text: string): OutgoingMessage {
  return { id, action: 'ask', text, forecast: null, profile: null };
}

function open({ conversation }: Dx0Backend) {
  const sink = new RecordingSink();
  const options = { budget: null, remaining: null, isLimitTold: true };
  return { sink, channel: conversation.open(options, sink) };
}

/** Tries as a person with “Try now” does; a session that a lost answer ended is begun anew. */
async function reach(backend: Dx0Backend, line: { sink: RecordingSink; channel: Channel }) {
  for (;;) {
    const { phase } = await line.sink.until(() => {
      const { state } = line.sink;
      return state.phase === 'connecting' || state.phase === 'idle' ? undefined : state;
    });
    if (phase === 'online') return;
    if (phase === 'failed') await signIn(backend);
    line.channel.reconnect();
  }
}

describe('[F35] through a bad network', () => {
  const late = { latency: 20, jitter: 10, bandwidth: 2_000_000, slice: 1 };

  it('late and a byte at a time, every reply is whole and every letter intact', async () => {
    const backend = await openThrough(late);
    await signIn(backend);
    const line = open(backend);
    await line.sink.phase('online');
    for (const id of ['a', 'b', 'c']) {
      line.channel.send(ask(id, 'Any allergies?'));
      expect(await line.sink.ended(id)).toMatchObject({ type: 'reply-finished', whole: true });
      expect(line.sink.textOf(id)).toContain(letters);
      expect(line.sink.textOf(id)).not.toContain('\uFFFD');
    }
    line.channel.close();
  });

  it('that tears off three lines of ten, every turn is whole or labelled, and none is asked twice', async () => {
    const backend = await openThrough({ ...late, resets: 0.3, resetWithin: 1_000 });
    await signIn(backend);
    const line = open(backend);
    const ends: string[] = [];
    const texts: string[] = [];
    for (let turn = 0; turn < 24; turn++) {
      // Every turn has a line of its own, so that chance has its say in each.
      if (turn > 0) line.channel.reconnect();
      await reach(backend, line);
      const id = `turn ${turn}`;
      line.channel.send(ask(id, `Any allergies? (${id})`));
      const end = await line.sink.ended(id);
      ends.push(end.type === 'reply-failed' ? end.failure.kind : end.type);
      if (end.type === 'reply-finished') texts.push(line.sink.textOf(id));
      else expect(texts[0] ?? line.sink.textOf(id)).toContain(line.sink.textOf(id));
    }
    expect(new Set(ends)).toEqual(new Set(['reply-finished', 'connection-lost']));
    expect(new Set(texts).size).toBe(1);
    expect(texts[0]).toContain(letters);
    const asked = dx0.server.received().map(({ text }) => text);
    expect(new Set(asked).size).toBe(asked.length);
    expect(proxy.resets).toBeGreaterThan(2);
    line.channel.close();
  }, 60_000);
});
