/**
 * Sign-in, case and tests over REST.
 *
 * `/case` and `/tests` ask for no token and mind no bad one. Its one law: no token, password or
 * request body is ever logged or put into an answer that did not send it.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Scenario } from '../scenarios/scenario.ts';
import { findAccount } from './accounts.ts';
import { readCredentials, readRefreshToken } from './body.ts';
import type { Dx0 } from './dx0.ts';
import { HttpFault } from './http-fault.ts';
import type { Session } from './sessions.ts';

export function registerRest(app: FastifyInstance, dx0: Dx0): void {
  app.post('/login', (request) => signIn(dx0, request));
  app.post('/refresh', (request) => refresh(dx0, request));
  app.post('/logout', (request, reply) => {
    dx0.sessions.end(readRefreshToken(request));
    return reply.type('application/json').send('null');
  });
  app.get('/case', async (request) => {
    const { summary } = await chosenCase(dx0, request);
    return { summary };
  });
  app.get('/tests', async (request) => {
    await chosenCase(dx0, request);
    return { tests: dx0.prices.tests };
  });
}

async function signIn(dx0: Dx0, request: FastifyRequest) {
  const { username, password } = readCredentials(request);
  const address = addressOf(request);
  const account = findAccount(username);
  if (dx0.lockOut.isLocked(address) || account?.locked === true) {
    throw new HttpFault(429, 'Too many failed login attempts');
  }
  if (account === undefined || account.password !== password) {
    dx0.lockOut.recordFailure(address);
    throw new HttpFault(401, 'Invalid credentials');
  }
  const scenario = namedCase(dx0, request) ?? dx0.cases.forAccount(username);
  return tokenPair(dx0, dx0.sessions.open(account, scenario.id));
}

async function refresh(dx0: Dx0, request: FastifyRequest) {
  const rotated = dx0.sessions.rotate(readRefreshToken(request));
  if (rotated === undefined) throw new HttpFault(401, 'Invalid token');
  return tokenPair(dx0, rotated);
}

async function tokenPair(dx0: Dx0, issued: { session: Session; refreshToken: string }) {
  const { id, username, group } = issued.session;
  const life = findAccount(username)?.tokenTtlSeconds ?? dx0.context.tokenTtlSeconds;
  const accessToken = await dx0.tokens.sign({ sub: username, sid: id, grp: group }, life);
  return { access_token: accessToken, refresh_token: issued.refreshToken };
}

async function chosenCase(dx0: Dx0, request: FastifyRequest): Promise<Scenario> {
  const named = namedCase(dx0, request);
  if (named !== undefined) return named;
  const token = /^bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const session = token === undefined ? undefined : await dx0.sessionOf(token);
  const scenario = dx0.cases.choose(undefined, session);
  if (scenario === undefined) throw new HttpFault(404, 'Unknown case');
  return scenario;
}

/** The case of `?case=`, which must exist when it is named. */
function namedCase(dx0: Dx0, request: FastifyRequest): Scenario | undefined {
  const id = new URL(request.url, 'http://mock').searchParams.getAll('case').at(-1);
  if (id === undefined) return undefined;
  const scenario = dx0.cases.choose(id, undefined);
  if (scenario === undefined) throw new HttpFault(404, 'Unknown case');
  return scenario;
}

/** Behind a proxy, and in tests that must not lock each other out, the forwarded address counts. */
function addressOf(request: FastifyRequest): string {
  const forwarded = request.headers['x-forwarded-for'];
  const first = (Array.isArray(forwarded) ? forwarded[0] : forwarded)?.split(',')[0]?.trim();
  return first === undefined || first === '' ? request.ip : first;
}
