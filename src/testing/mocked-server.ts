/**
 * A real mock server on a free port for a test, with the sockets to it counted.
 *
 * The clock is the test's own and starts at the present time, so that it agrees with the dates in
 * the answers of the server.
 */
import type { MockOptions } from '../../mock-server/options.ts';
import type { MockServer } from '../../mock-server/server.ts';
import { createMockServer } from '../../mock-server/server.ts';
import type { SocketOptions } from '../net/reconnecting-socket.ts';
import type { ManualClock } from './manual-clock.ts';
import { createManualClock } from './manual-clock.ts';
import { createNodeSocket } from './node-socket.ts';

export interface MockedServer {
  readonly present: MockServer;
  readonly clock: ManualClock;
  /** Addresses of the sockets that were opened. */
  readonly sockets: readonly URL[];
  /** What an adapter is given to reach it. */
  readonly line: { readonly baseUrl: string } & Pick<
    SocketOptions,
    'clock' | 'random' | 'onWake' | 'createSocket'
  >;
  goAway(): Promise<void>;
  /** At the same address. */
  comeBack(): Promise<void>;
}

export async function startMockedServer(options: Partial<MockOptions>): Promise<MockedServer> {
  const clock = createManualClock(Date.now());
  const settings = { rate: 0, now: () => clock.now(), ...options };
  let present = await createMockServer(settings);
  const { port } = new URL(await present.listen(0));
  const sockets: URL[] = [];
  return {
    clock,
    sockets,
    get present() {
      return present;
    },
    line: {
      baseUrl: `http://127.0.0.1:${port}/api/v1`,
      clock,
      random: () => 0,
      onWake: () => () => undefined,
      createSocket(url) {
        sockets.push(new URL(url));
        return createNodeSocket(url);
      },
    },
    goAway: () => present.close(),
    async comeBack() {
      present = await createMockServer(settings);
      await present.listen(Number(port));
    },
  };
}
