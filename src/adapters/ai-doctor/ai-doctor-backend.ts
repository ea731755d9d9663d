/**
 * AI Doctor, as the one role it fills: a conversation.
 *
 * Its one law: there is no sign-in, so nothing secret is ever sent to it.
 */
import type { ConversationBackend } from '../../core/backend.ts';
import type { Links } from '../../net/link.ts';
import type { AiDoctorLine } from './ai-doctor-channel.ts';
import { openAiDoctorChannel } from './ai-doctor-channel.ts';
import { wireMessageLimit } from './wire.ts';

export interface AiDoctorOptions extends Omit<AiDoctorLine, 'address' | 'link'> {
  readonly links?: Links | undefined;
  /** Absolute, e.g. `https://bedside.example/api/v1`. */
  readonly baseUrl: string;
}

export function createAiDoctorBackend({
  baseUrl,
  links,
  ...line
}: AiDoctorOptions): ConversationBackend {
  const address = new URL(`${baseUrl}/ws/chat`);
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  return {
    capabilities: {
      actions: ['ask'],
      case: false,
      budget: false,
      emergencies: true,
      pace: null,
      profile: ['age', 'conditions', 'medications', 'allergies'],
      replies: 'markdown',
      messageLimit: wireMessageLimit,
      isKeptByServer: false,
      continues: false,
    },
    open: (_options, sink) =>
      openAiDoctorChannel({ ...line, link: links?.('socket'), address: address.href }, sink),
  };
}
