/** An AI Doctor back end in front of a real mock server on a free port. */
import type { MockOptions } from '../../mock-server/options.ts';
import { createAiDoctorBackend } from '../adapters/ai-doctor/ai-doctor-backend.ts';
import type { Channel, ConversationBackend } from '../core/backend.ts';
import type { MockedServer } from './mocked-server.ts';
import { startMockedServer } from './mocked-server.ts';
import { RecordingSink } from './recording-sink.ts';

export interface MockedAiDoctor {
  readonly backend: ConversationBackend;
  readonly server: MockedServer;
  online(): Promise<{ sink: RecordingSink; channel: Channel }>;
  tearDown(): Promise<void>;
}

export async function startMockedAiDoctor(
  options: Partial<MockOptions> = {},
): Promise<MockedAiDoctor> {
  const server = await startMockedServer(options);
  const backend = createAiDoctorBackend({ ...server.line, agents: true });
  const channels: Channel[] = [];
  return {
    backend,
    server,
    async online() {
      const sink = new RecordingSink();
      const channel = backend.open({ budget: null, remaining: null, isLimitTold: false }, sink);
      channels.push(channel);
      await sink.phase('online');
      return { sink, channel };
    },
    async tearDown() {
      for (const channel of channels) channel.close();
      await server.goAway();
    },
  };
}
