/**
 * What all routes of the mock Sessions server share, and how a request asks them.
 *
 * Owns who asks, and which conversations a caller may touch. Its one law: running servers do not ask
 * whose a conversation is, nor whether there is one; only the document's do.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { MockContext } from '../options.ts';
import type { Order } from './collection.ts';
import { urlOf } from './express.ts';
import { createListCache, type ListCache } from './list-cache.ts';
import { readId } from './object-ids.ts';
import { Refusal } from './refusal.ts';
import { createStore, type Conversation, type Store } from './store.ts';
import { createUsers, type SignIns, type User, type Users } from './users.ts';

export interface Sessions {
  readonly context: MockContext;
  readonly store: Store;
  readonly users: Users;
  readonly cache: ListCache;
  /** Asks every request of `app` who it is from. */
  guard(app: FastifyInstance): void;
  callerOf(request: FastifyRequest): User;
  /** The id in a path under which a caller may speak, there being a conversation or not. */
  enter(request: FastifyRequest, sessionId: string): string;
  /** A conversation that there is. */
  findConversation(request: FastifyRequest, sessionId: string): Conversation;
}

export type Fields = Readonly<Record<string, unknown>>;

export function createSessions(context: MockContext, signIns: SignIns): Sessions {
  const store = createStore(context);
  const users = createUsers(signIns);
  const callers = new WeakMap<FastifyRequest, User>();

  function callerOf(request: FastifyRequest): User {
    const caller = callers.get(request);
    if (caller === undefined) throw new Error('The request was not guarded.');
    return caller;
  }

  function findConversation(request: FastifyRequest, sessionId: string): Conversation {
    const found = store.conversations.find(readId(sessionId, 'bad_session_id'));
    const isTheirs = context.mode() === 'real' || found?.userId === callerOf(request).id;
    if (found === undefined || !isTheirs) throw new Refusal(404, 'not_found');
    return found;
  }

  return {
    ...{ context, store, users, callerOf, findConversation },
    cache: createListCache(context.now),
    guard(app) {
      app.addHook('preHandler', async (request) => {
        callers.set(request, await users.identify(request.headers.authorization));
      });
    },
    enter(request, sessionId) {
      const id = readId(sessionId, 'bad_session_id');
      if (context.mode() === 'documented') findConversation(request, id);
      return id;
    },
  };
}

export function fieldsOf({ body }: FastifyRequest): Fields {
  return typeof body === 'object' && body !== null ? (body as Fields) : {};
}

export function textOr<T>(value: unknown, other: T): string | T {
  return typeof value === 'string' ? value : other;
}

export function queryOf(request: FastifyRequest): URLSearchParams {
  return urlOf(request).searchParams;
}

/** How much of a list is asked for; a limit that is none counts as the usual one. */
export function readPage(
  query: URLSearchParams,
  order: Order,
): { limit: number; after: string | undefined; order: Order } {
  const asked = Math.trunc(Number(query.get('limit') ?? 0));
  const after = query.get('after') ?? '';
  return {
    limit: Math.min(500, Math.max(1, asked || 50)),
    after: after === '' ? undefined : readId(after, 'bad_after_cursor'),
    order,
  };
}
