/** A Xians back end in front of a real mock server, with a door between them. */
import type { Mode } from '../../mock-server/options.ts';
import type { MockServer } from '../../mock-server/server.ts';
import { createMockServer } from '../../mock-server/server.ts';
import type { XiansBackend, XiansOptions } from '../adapters/xians/xians-backend.ts';
import { createXiansBackend } from '../adapters/xians/xians-backend.ts';
import type { Clock } from '../core/clock.ts';
import { newId } from '../lib/new-id.ts';
import { systemClock } from '../net/system-clock.ts';
import type { Gate } from './gate.ts';
import { openGate } from './gate.ts';

export interface MockedXians extends XiansBackend {
  readonly server: MockServer;
  readonly gate: Gate;
  tearDown(): Promise<void>;
}

/** Waits a twentieth of what it is told to: these tests are about what happens, not when. */
const hurriedClock: Clock = {
  now: () => systemClock.now(),
  after: (delay, task) => systemClock.after(delay / 20, task),
};

/** A back end in front of whatever server is there. */
export function connectXians(baseUrl: string, options: Partial<XiansOptions> = {}): XiansBackend {
  return createXiansBackend({
    ...{ baseUrl, tenantId: 'default', participant: 'Physician' },
    ...{ workflow: 'customer-support', newId, clock: hurriedClock, random: () => 0 },
    credentials: {
      accessToken: () => Promise.resolve('sk-Xnai-test'),
      renew: () => Promise.resolve(),
    },
    onWake: () => () => undefined,
    answerLimit: 300_000,
    // A hurried clock waits for a twentieth of two of them.
    heartbeatSeconds: 60,
    notices: { workflow: 'notification-service', scope: null },
    ...options,
  });
}

export async function startMockedXians(
  mode: Mode,
  options: Partial<XiansOptions> = {},
): Promise<MockedXians> {
  const server = await createMockServer({ mode, rate: 400 });
  const gate = await openGate(await server.listen(0));
  return {
    ...connectXians(gate.url, options),
    server,
    gate,
    async tearDown() {
      await gate.shut();
      await server.close();
    },
  };
}
