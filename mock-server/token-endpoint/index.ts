/**
 * A token endpoint, as an identity provider of a clinic has one: `POST /api/v1/token` for credentials
 * and for refresh tokens, `POST /api/v1/token/revoke`.
 *
 * It lies below the address that a demonstration has a proxy for anyway. Its tokens are taken by every
 * back end that takes those of a Dx0 sign-in. `documented` answers in the words of the client examples,
 * `real` in those of RFC 6749. Its one law: a refresh token is good once.
 */
import type { FastifyInstance, FastifyReply } from 'fastify';
import {
  wireRenewal,
  wireSignIn,
  type WireTokens,
} from '../../src/adapters/token-endpoint/wire.ts';
import type { MockBackend } from '../backend.ts';
import type { Dx0 } from '../dx0/dx0.ts';
import { findAccount } from './accounts.ts';

export function createTokenEndpoint(dx0: Dx0): MockBackend {
  return {
    name: 'token-endpoint',
    prefix: '/api/v1/token',
    sockets: [],
    register(app) {
      app.post('/', async ({ body }, reply) => answer(dx0, reply, await grant(dx0, body)));
      registerRevocation(app, dx0);
    },
    // Its sessions are those of Dx0, which forgets them itself.
    forget: () => undefined,
  };
}

function registerRevocation(app: FastifyInstance, { sessions }: Dx0): void {
  app.post('/revoke', ({ body }, reply) => {
    const { data } = wireRenewal.safeParse(body);
    if (data) sessions.end(data.refresh_token);
    return reply.send({});
  });
}

type Refusal = 'invalid_request' | 'invalid_grant' | 'locked';

async function grant(dx0: Dx0, body: unknown): Promise<WireTokens | Refusal> {
  const renewal = wireRenewal.safeParse(body).data;
  if (renewal?.grant_type) {
    const rotated = dx0.sessions.rotate(renewal.refresh_token);
    return rotated ? issue(dx0, rotated) : 'invalid_grant';
  }
  const credentials = wireSignIn.safeParse(body).data;
  if (!credentials) return 'invalid_request';
  const account = findAccount(credentials.username);
  if (account?.locked) return 'locked';
  if (account?.password !== credentials.password) return 'invalid_grant';
  return issue(dx0, dx0.sessions.open(account, 'chest-pain'));
}

type Issued = ReturnType<Dx0['sessions']['open']>;

async function issue(dx0: Dx0, { session, refreshToken }: Issued): Promise<WireTokens> {
  const { id: sid, username: sub, group: grp } = session;
  const expiresIn = findAccount(sub)?.tokenTtlSeconds ?? dx0.context.tokenTtlSeconds;
  const accessToken = await dx0.tokens.sign({ sub, sid, grp }, expiresIn);
  return { accessToken, expiresIn, refreshToken };
}

function answer({ context }: Dx0, reply: FastifyReply, outcome: WireTokens | Refusal) {
  if (outcome === 'locked') {
    return reply.code(429).header('retry-after', '90').send({ error: 'too_many_attempts' });
  }
  if (typeof outcome === 'string') return reply.code(400).send({ error: outcome });
  if (context.mode() === 'documented') return reply.send(outcome);
  return reply.send({
    access_token: outcome.accessToken,
    token_type: 'Bearer',
    expires_in: outcome.expiresIn,
    refresh_token: outcome.refreshToken,
  });
}
