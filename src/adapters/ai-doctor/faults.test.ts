/** The faults that AI Doctor shares with every back end on a socket, and a bad network. */
import { afterEach, describe, expect, it } from 'vitest';
import { seededRandom } from '../../../scripts/seeded-random.ts';
import type { Channel, OutgoingMessage } from '../../core/backend.ts';
import type { MockedServer } from '../../testing/mocked-server.ts';
import { startMockedServer } from '../../testing/mocked-server.ts';
import { RecordingSink } from '../../testing/recording-sink.ts';
import { startScriptedAiDoctor } from '../../testing/scripted-ai-doctor.ts';
import type { ToxicProxy, Toxins } from '../../testing/toxic-proxy.ts';
import { openToxicProxy } from '../../testing/toxic-proxy.ts';
import { describeSocketFaults } from '../../testing/socket-faults.ts';
import { createAiDoctorBackend } from './ai-doctor-backend.ts';

const hello = '{"type":"connection","status":"connected","session_id":"s1"}';

describeSocketFaults('AI Doctor', [hello], async (scripts) => {
  const aiDoctor = await startScriptedAiDoctor(scripts);
  const { sink } = aiDoctor.open();
  const { clock, server, close } = aiDoctor;
  return { sink, clock, close, connections: () => server.connections };
});

/** Letters of one to four bytes, so that a byte at a time splits all but the first. */
const letters = 'Zoë, 37,5 °C – 胸痛 🚨 ';

const ask = (id: string): OutgoingMessage => ({
  ...{
    id,
    text: `A rash since Monday (${id})`,
    action: 'ask',
    forecast: null,
    profile: null,
  },
});

describe('[F35] AI Doctor through a bad network', () => {
  let server: MockedServer;
  let proxy: ToxicProxy;
  let channel: Channel;
  afterEach(async () => {
    channel.close();
    await proxy.close();
    await server.goAway();
  });

  async function openThrough(toxins: Partial<Toxins>): Promise<RecordingSink> {
    server = await startMockedServer({});
    server.present.faults.arm({
      ...{ kind: 'unknown', times: 'always', after: 4 },
      frame: { type: 'token', content: letters },
    });
    proxy = await openToxicProxy(server.present.url, toxins, seededRandom(7));
    const baseUrl = `${proxy.url}/api/v1`;
    const backend = createAiDoctorBackend({ ...server.line, baseUrl, agents: false });
    const sink = new RecordingSink();
    channel = backend.open({ budget: null, remaining: null, isLimitTold: false }, sink);
    return sink;
  }

  it('late and a byte at a time, a reply is whole and every letter intact', async () => {
    const late = { latency: 20, jitter: 10, bandwidth: 2_000_000, slice: 1 };
    const sink = await openThrough(late);
    await sink.phase('online');
    channel.send(ask('a'));
    expect(await sink.ended('a')).toMatchObject({ type: 'reply-finished', whole: true });
    expect(sink.textOf('a')).toContain(letters);
    expect(sink.textOf('a')).not.toContain('\uFFFD');
  });

  it('that tears off lines, every turn is whole or labelled, and none is asked twice', async () => {
    const sink = await openThrough({ resets: 0.5, resetWithin: 2_500 });
    const ends: string[] = [];
    for (let turn = 0; turn < 16; turn++) {
      // Every turn has a line of its own, so that chance has its say in each.
      if (turn > 0) {
        sink.clear();
        channel.reconnect();
      }
      while (sink.state.phase !== 'online') {
        await sink.until(() => ['online', 'waiting'].includes(sink.state.phase) || undefined);
        if (sink.state.phase === 'waiting') channel.reconnect();
      }
      const id = `turn ${turn}`;
      channel.send(ask(id));
      const end = await sink.ended(id);
      ends.push(end.type === 'reply-failed' ? end.failure.kind : end.type);
      if (end.type === 'reply-finished') expect(sink.textOf(id)).toContain(letters);
    }
    expect(new Set(ends)).toEqual(new Set(['reply-finished', 'connection-lost']));
    const asked = server.present.received().map(({ text }) => text);
    expect(new Set(asked).size).toBe(asked.length);
  });
});
