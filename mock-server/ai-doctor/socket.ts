/**
 * The handshakes of the AI Doctor WebSockets.
 *
 * There is no sign-in, so whoever asks is taken. Its one law: the path alone says which of the three
 * services answers, and `enhanced` is not a user.
 */
import type { SocketRoute } from '../handshake.ts';
import type { AiDoctor } from './ai-doctor.ts';
import { converse } from './conversation.ts';

const path = /^\/api\/v1\/ws\/chat(?:\/([^/]+))?$/;

export function createSocketRoute(aiDoctor: AiDoctor): SocketRoute {
  return {
    matches: (wanted) => path.test(wanted),
    handshake({ url, accept }) {
      const user = path.exec(url.pathname)?.[1];
      accept((connection) => converse(aiDoctor, connection, user));
    },
  };
}
