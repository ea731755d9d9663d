/** Both roles against a whole mock server, in both of its modes, over Microsoft's own client. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ConnectionState } from '../../core/connection.ts';
import { Forbidden } from '../../core/errors.ts';
import type { Notice } from '../../core/notice.ts';
import { ask } from '../../testing/fake-xians.ts';
import type { MockedXians } from '../../testing/mocked-xians.ts';
import { startMockedXians } from '../../testing/mocked-xians.ts';
import { RecordingSink } from '../../testing/recording-sink.ts';
import type { KnownReply } from '../backend-contract.ts';
import { describeBackendContract } from '../backend-contract.ts';

const known = (question: string): KnownReply => ({
  question,
  reply: `Thank you for writing. I have noted “${question}” and opened a request for it; a member of the support desk follows it up today. For anything about a patient's care, please ask the clinical desk.`,
});

for (const mode of ['documented', 'real'] as const) {
  describeBackendContract(`Xians, ${mode}`, async () => {
    const xians = await startMockedXians(mode);
    return {
      backend: xians.conversation,
      replies: 'pushed',
      known: [known('A bed is missing'), known('The printer is out of ink')],
      goAway: () => xians.gate.shut(),
      comeBack: () => xians.gate.open(),
      tearDown: () => xians.tearDown(),
    };
  });
}

describe.each(['documented', 'real'] as const)('a whole server, %s', (mode) => {
  let xians: MockedXians;
  beforeEach(async () => {
    xians = await startMockedXians(mode, { workflow: 'clinical-desk' });
  });
  afterEach(() => xians.tearDown());

  const open = () => {
    const sink = new RecordingSink();
    const limits = { budget: null, remaining: null, isLimitTold: false };
    return { sink, channel: xians.conversation.open(limits, sink) };
  };
  const notify = (notice: object) =>
    fetch(`${xians.server.url}/_mock/xians/notice`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ participantId: 'physician', ...notice }),
    });

  it('[HI2] all that was said can be deleted there, twice, and a refusal is told', async () => {
    const { sink, channel } = open();
    await sink.phase('online');
    channel.send(ask('a', 'Good morning'));
    await sink.ended('a');
    const kept = async () => {
      const query = new URLSearchParams({
        ...{ workflow: 'clinical-desk', participantId: 'physician', page: '1', pageSize: '50' },
        ...{ tenantId: 'default', apikey: 'sk-Xnai-test' },
      });
      const url = `${xians.server.url}/api/user/rest/history?${query.toString()}`;
      return ((await (await fetch(url)).json()) as readonly unknown[]).length;
    };
    expect(await kept()).toBeGreaterThan(0);
    const match = { path: '/api/user/rest/thread' };
    xians.server.faults.arm({ kind: 'status', status: 403, match });
    await expect(xians.deleteThread()).rejects.toThrow(Forbidden);
    expect(await kept()).toBeGreaterThan(0);
    await xians.deleteThread();
    expect(await kept()).toBe(0);
    // What is not there is deleted.
    await xians.deleteThread();
    channel.send(ask('b', 'And good evening'));
    await sink.ended('b');
    expect(await kept()).toBeGreaterThan(0);
    channel.close();
  });

  it('[NT1][NT2] a clinical question is answered with its figures and a handover, each once', async () => {
    const { sink, channel } = open();
    await sink.phase('online');
    channel.send(ask('a', 'Chest pain and a rising troponin'));
    await sink.ended('a');
    await sink.until(() => sink.all('handover-received')[0]);
    channel.send(ask('b', 'Good morning [update]'));
    await sink.ended('b');
    await sink.until(() => sink.all('notice-received')[0]);
    channel.reconnect();
    await sink.phase('online');
    channel.close();
    expect(sink.textOf('a')).toContain('acute coronary syndrome');
    expect(sink.all('data-received')).toMatchObject([{ card: { title: 'Cardiac markers' } }]);
    expect(sink.all('handover-received')).toMatchObject([
      { to: 'Dr. Samuel Osei (Cardiologist on call)', waitMinutes: 5 },
    ]);
    expect(sink.all('notice-received').map(({ text }) => text)).toEqual([
      expect.stringMatching(/^What was said before now reads: .*Added after a second look/s),
    ]);
    expect(JSON.stringify(sink.entries)).not.toContain('sk-Xnai');
  });

  it('[NT1][NT3] notices come by their grade, each once, and after a drop what was missed', async () => {
    const told: Notice[] = [];
    const states: ConnectionState[] = [];
    let wake: () => void = () => undefined;
    const line = xians.notices.listen({
      notice: (notice) => {
        told.push(notice);
        wake();
      },
      connection: (state) => {
        states.push(state);
        wake();
      },
    });
    const until = async (isSo: () => boolean) => {
      while (!isSo()) await new Promise<void>((resolve) => (wake = resolve));
    };
    const phase = (name: ConnectionState['phase']) => until(() => states.at(-1)?.phase === name);
    await phase('online');
    await notify({ severity: 'warning' });
    await until(() => told.length === 1);
    await xians.gate.shut();
    await phase('waiting');
    await notify({ severity: 'critical' });
    await notify({ title: 'Rounds at noon' });
    await xians.gate.open();
    await until(() => told.length === 3);
    line.close();
    expect(told.map(({ grade, title }) => [grade, title])).toEqual([
      ['warning', 'Radiology is delayed'],
      ['emergency', 'Critical potassium'],
      ['information', 'Rounds at noon'],
    ]);
  });
});
