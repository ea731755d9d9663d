/** A Dx0 back end in front of a real mock server on a free port, with its sockets counted. */
import type { MockOptions } from '../../mock-server/options.ts';
import type { MockServer } from '../../mock-server/server.ts';
import type { Dx0Backend } from '../adapters/dx0/dx0-backend.ts';
import { createDx0Backend } from '../adapters/dx0/dx0-backend.ts';
import type { Channel } from '../core/backend.ts';
import type { Cents } from '../core/money.ts';
import type { Vault } from '../net/vault.ts';
import type { ManualClock } from './manual-clock.ts';
import { memoryVault } from './memory-vault.ts';
import { startMockedServer } from './mocked-server.ts';
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
  const server = await startMockedServer(options);
  const vault = memoryVault();
  const channels: Channel[] = [];
  const reload = () => createDx0Backend({ ...server.line, parameters: {}, vault });
  const backend = reload();
  return {
    backend,
    clock: server.clock,
    vault,
    sockets: server.sockets,
    reload,
    get server() {
      return server.present;
    },
    async online(budget = null, { conversation } = backend, isLimitTold = true) {
      const sink = new RecordingSink();
      const channel = conversation.open({ budget, remaining: budget, isLimitTold }, sink);
      channels.push(channel);
      await sink.phase('online');
      return { sink, channel };
    },
    goAway: () => server.goAway(),
    comeBack: () => server.comeBack(),
    async tearDown() {
      for (const channel of channels) channel.close();
      await server.goAway();
    },
  };
}
