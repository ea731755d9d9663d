/**
 * The handshake of the Dx0 WebSocket: who may open one, about which case, with which limit.
 *
 * Its one law: a token is looked at here and never again; an open socket outlives its token.
 */
import type { Handshake, SocketRoute } from '../handshake.ts';
import { openTally } from './budget.ts';
import { converse } from './conversation.ts';
import type { Dx0 } from './dx0.ts';

export function createSocketRoute(dx0: Dx0): SocketRoute {
  return {
    matches: (path) => path === '/api/v1/ws',
    handshake: (handshake) => decide(dx0, handshake),
  };
}

async function decide(dx0: Dx0, handshake: Handshake): Promise<void> {
  const parameter = (name: string): string | undefined =>
    handshake.url.searchParams.getAll(name).at(-1);
  const session = await dx0.sessionOf(parameter('token') ?? '');
  if (session === undefined) return refuse(dx0, handshake);
  const scenario = dx0.cases.choose(parameter('case'), session);
  if (scenario === undefined) {
    return handshake.refuse(404, 'application/json', '{"detail":"Unknown case"}');
  }
  const tally = openTally(session, parameter('budget'));
  handshake.accept((connection) => converse({ dx0, connection, session, scenario, tally }));
}

/** The document promises close code 1008; running servers refuse the handshake instead. */
function refuse(dx0: Dx0, handshake: Handshake): void {
  if (dx0.context.mode() === 'real') handshake.refuse(403, 'text/plain', '');
  else handshake.accept((connection) => connection.close(1008));
}
