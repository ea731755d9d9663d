import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Forbidden, ServerFault, Unreachable } from '../../core/errors.ts';
import type { Notice, NoticeDraft } from '../../core/notice.ts';
import type { MockedXians } from '../../testing/mocked-xians.ts';
import { connectXians, startMockedXians } from '../../testing/mocked-xians.ts';
import { startScriptedHttp } from '../../testing/scripted-http.ts';
import { createXiansBroadcast } from './xians-broadcast.ts';

let xians: MockedXians;
beforeEach(async () => {
  xians = await startMockedXians('real');
});
afterEach(() => xians.tearDown());

const draft: NoticeDraft = { grade: 'emergency', title: 'Evacuate ward 4', text: 'Fire.\nNow.' };
const workflow = 'notification-service';
const never = new AbortController().signal;

function posterTo(tenantId: string, { secret = 'sk-Xnai-test', baseUrl = xians.gate.url } = {}) {
  const credentials = {
    accessToken: () => Promise.resolve(secret),
    renew: () => Promise.resolve(),
  };
  const to = { baseUrl, tenantId, workflow, scope: null };
  return createXiansBroadcast({ ...to, participant: 'Dr.Lee', credentials });
}

/** What a person of a tenant is told, as it comes. */
function listenAt(tenantId: string, participant: string) {
  const told: Notice[] = [];
  let wake: () => void = () => undefined;
  let isOnline = false;
  const { notices } = connectXians(xians.gate.url, { tenantId, participant });
  const line = notices.listen({
    notice: (notice) => {
      told.push(notice);
      wake();
    },
    connection: ({ phase }) => {
      isOnline = phase === 'online';
      wake();
    },
  });
  const until = async (isSo: () => boolean) => {
    while (!isSo()) await new Promise<void>((resolve) => (wake = resolve));
  };
  return { told, close: () => line.close(), until, online: () => until(() => isOnline) };
}

describe('[NT4] a notice to everybody of a tenant', () => {
  it('[TE1][NT1] is told to each there once, also to who sent it, and to nobody of another tenant', async () => {
    const places = [
      listenAt('North', 'Dr.Lee'),
      listenAt('North', 'nurse'),
      listenAt('valley', 'nurse'),
    ] as const;
    const [sender, nurse, elsewhere] = places;
    await Promise.all(places.map((place) => place.online()));
    await posterTo('North').post(draft, 'n-1', never);
    await posterTo('North').post(draft, 'n-1', never);
    await posterTo('valley').post({ ...draft, title: 'All well', grade: 'warning' }, 'n-2', never);
    for (const { until, told } of places) await until(() => told.length > 0);
    for (const place of places) place.close();
    for (const { told } of [sender, nurse]) {
      expect(told).toMatchObject([{ ...draft, isOld: false }]);
      expect(told[0]?.card?.fields).toEqual([{ label: 'Sent by', value: 'Dr.Lee' }]);
    }
    expect(elsewhere.told).toMatchObject([{ grade: 'warning', title: 'All well' }]);
    expect(xians.server.received()).toMatchObject([
      { sessionId: 'North:notification-service:broadcast-north', action: 'Data', requestId: 'n-1' },
      { sessionId: 'North:notification-service:broadcast-north', requestId: 'n-1' },
      { sessionId: 'valley:notification-service:broadcast-valley', requestId: 'n-2' },
    ]);
  });

  it('[OB5] is posted once, whatever becomes of it', async () => {
    const post = (tenantId: string, signal = never) => posterTo(tenantId).post(draft, 'n', signal);
    xians.server.faults.arm({ kind: 'status', status: 503, processed: true });
    await expect(post('north')).rejects.toThrow(ServerFault);
    xians.server.faults.arm({ kind: 'status', status: 403 });
    await expect(post('north')).rejects.toThrow(Forbidden);
    xians.server.faults.arm({ kind: 'lost-answer' });
    await expect(post('north')).rejects.toThrow(Unreachable);
    await expect(post('north', AbortSignal.abort())).rejects.toThrow(/aborted/i);
    expect(xians.server.received()).toHaveLength(2);
  });

  it('[SE4] has its words in the body alone, and its token in a header', async () => {
    const http = await startScriptedHttp(() => ({ json: 'thread-1' }));
    await posterTo('North', { secret: 'a-token', baseUrl: http.url }).post(draft, 'n-1', never);
    await http.close();
    const [{ path, authorization, body } = {}] = http.asked;
    expect(path).toContain('participantId=broadcast-north&');
    expect(path).not.toMatch(/Evacuate|Fire|a-token|Dr\.Lee/);
    expect(authorization).toBe('Bearer a-token');
    expect(body).toMatchObject({ data: { title: draft.title, message: draft.text } });
  });
});
