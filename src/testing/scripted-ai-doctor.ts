/** An AI Doctor back end in front of a scripted server. */
import { createAiDoctorBackend } from '../adapters/ai-doctor/ai-doctor-backend.ts';
import type { Channel } from '../core/backend.ts';
import type { ManualClock } from './manual-clock.ts';
import { createManualClock } from './manual-clock.ts';
import { createNodeSocket } from './node-socket.ts';
import { RecordingSink } from './recording-sink.ts';
import type { Script, ScriptedServer } from './scripted-server.ts';
import { startScriptedServer } from './scripted-server.ts';

export interface ScriptedAiDoctor {
  readonly server: ScriptedServer;
  readonly clock: ManualClock;
  open(): { readonly channel: Channel; readonly sink: RecordingSink };
  close(): Promise<void>;
}

export async function startScriptedAiDoctor(
  scripts: readonly Script[],
  agents = true,
): Promise<ScriptedAiDoctor> {
  const server = await startScriptedServer(scripts);
  const clock = createManualClock();
  const channels: Channel[] = [];
  const backend = createAiDoctorBackend({
    baseUrl: server.url.replace(/^ws(.*)\/$/, 'http$1'),
    agents,
    clock,
    random: () => 0,
    onWake: () => () => undefined,
    createSocket: createNodeSocket,
  });
  return {
    server,
    clock,
    open() {
      const sink = new RecordingSink();
      const channel = backend.open({ budget: null, remaining: null, isLimitTold: false }, sink);
      channels.push(channel);
      return { channel, sink };
    },
    async close() {
      for (const channel of channels) channel.close();
      await server.close();
    },
  };
}
