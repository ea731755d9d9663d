/**
 * A Dx0 back end in front of a real mock server on a free port, with its sockets counted.
 *
 * The clock is the test's own and starts at the present time, so that it agrees with the dates in
 * the answers of the server.
 */
import type { MockOptions } from '../../mock-server/options.ts';
import type { MockServer } from '../../mock-server/server.ts';
import { createMockServer } from '../../mock-server/server.ts';
import type { Dx0Backend } from '../adapters/dx0/dx0-backend.ts';
import { createDx0Backend } from '../adapters/dx0/dx0-backend.ts';
import type { Channel } from '../core/backend.ts';
import type { Cents } from '../core/money.ts';
import type { Vault } from '../net/vault.ts';
import type { ManualClock } from './manual-clock.ts';
import { createManualClock } from './manual-clock.ts';
import { memoryVault } from './memory-vault.ts';
import { createNodeSocket } from './node-socket.ts';
import { RecordingSink } from './recording-sink.ts';

export interface MockedDx0 {
  readonly backend: Dx0Backend;
  readonly clock: ManualClock;
  readonly vault: Vault;
  readonly server: MockServer;
  /** Addresses of the sockets that were opened. */
  readonly sockets: readonly URL[];
  /** The page is loaded again: another back end with the same vault. */
  reload(): Dx0Backend;
  online(
    budget?: Cents | null,
    backend?: Dx0Backend,
    isLimitTold?: boolean,
  ): Promise<{ sink: RecordingSink; channel: Channel }>;
  goAway(): Promise<void>;
  comeBack(): Promise<void>;
  tearDown(): Promise<void>;
}

export async function startMockedDx0(options: Partial<MockOptions> = {}): Promise<MockedDx0> {
  const clock = createManualClock(Date.now());
  const settings = { rate: 0, now: () => clock.now(), ...options };
  let server = await createMockServer(settings);
  const { port } = new URL(await server.listen(0));
  const vault = memoryVault();
  const sockets: URL[] = [];
  const channels: Channel[] = [];
  const reload = () =>
    createDx0Backend({
      baseUrl: `http://127.0.0.1:${port}/api/v1`,
      parameters: {},
      vault,
      clock,
      random: () => 0,
      onWake: () => () => undefined,
      createSocket(url) {
        sockets.push(new URL(url));
        return createNodeSocket(url);
      },
    });
  const backend = reload();
  return {
    backend,
    clock,
    vault,
    sockets,
    reload,
    get server() {
      return server;
    },
    async online(budget = null, { conversation } = backend, isLimitTold = true) {
      const sink = new RecordingSink();
      const channel = conversation.open({ budget, remaining: budget, isLimitTold }, sink);
      channels.push(channel);
      await sink.phase('online');
      return { sink, channel };
    },
    goAway: () => server.close(),
    async comeBack() {
      server = await createMockServer(settings);
      await server.listen(Number(port));
    },
    async tearDown() {
      for (const channel of channels) channel.close();
      await server.close();
    },
  };
}
