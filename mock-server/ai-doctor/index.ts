/**
 * The AI Doctor back end of the mock server: a streamed chat at `/api/v1/ws/chat`, and the few REST
 * routes that a running server was seen to have.
 *
 * Its one law: it shares `/api/v1` with the Dx0 back end, so it brings whole paths and no answer of
 * its own for a path that is nobody's.
 */
import type { MockBackend } from '../backend.ts';
import type { MockContext } from '../options.ts';
import { createAiDoctor } from './ai-doctor.ts';
import { registerRest } from './rest.ts';
import { createSocketRoute } from './socket.ts';

export function createAiDoctorBackend(context: MockContext): MockBackend {
  const aiDoctor = createAiDoctor(context);
  return {
    name: 'ai-doctor',
    prefix: '',
    sockets: [createSocketRoute(aiDoctor)],
    register: registerRest,
    forget(loss) {
      // There is no sign-in, so there are no access tokens to lose.
      if (loss !== 'access-tokens') aiDoctor.histories.clear();
    },
  };
}
