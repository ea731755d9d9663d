/** A Dx0 channel in front of a scripted server; tokens and sign-in have no part in it. */
import type { SessionMemory } from '../adapters/dx0/dx0-channel.ts';
import { newSessionMemory, openDx0Channel } from '../adapters/dx0/dx0-channel.ts';
import type { Channel } from '../core/backend.ts';
import type { Cents } from '../core/money.ts';
import type { ManualClock } from './manual-clock.ts';
import { createManualClock } from './manual-clock.ts';
import { createNodeSocket } from './node-socket.ts';
import { RecordingSink } from './recording-sink.ts';
import type { Script, ScriptedServer } from './scripted-server.ts';
import { startScriptedServer } from './scripted-server.ts';

export interface ScriptedLine {
  readonly channel: Channel;
  readonly sink: RecordingSink;
}

export interface ScriptedDx0 {
  readonly server: ScriptedServer;
  readonly clock: ManualClock;
  readonly session: SessionMemory;
  readonly renewals: number;
  open(budget?: Cents | null): ScriptedLine;
  close(): Promise<void>;
}

export async function startScriptedDx0(scripts: readonly Script[]): Promise<ScriptedDx0> {
  const server = await startScriptedServer(scripts);
  const clock = createManualClock();
  const session = newSessionMemory();
  const channels: Channel[] = [];
  let renewals = 0;
  return {
    server,
    clock,
    session,
    get renewals() {
      return renewals;
    },
    open(budget = null) {
      const sink = new RecordingSink();
      const options = {
        address: () => Promise.resolve(new URL(server.url)),
        renew: () => Promise.resolve(renewals++),
        sessionId: () => 'session-1',
        session,
        clock,
        random: () => 0,
        onWake: () => () => undefined,
        createSocket: createNodeSocket,
      };
      const channel = openDx0Channel(
        options,
        { budget, remaining: budget, isLimitTold: true },
        sink,
      );
      channels.push(channel);
      return { channel, sink };
    },
    async close() {
      for (const channel of channels) channel.close();
      await server.close();
    },
  };
}
