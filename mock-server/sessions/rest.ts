/**
 * Conversations and their messages over REST.
 *
 * Its one law: a list goes through the cache in `real` mode unless it is asked for in the one
 * spelling that goes round it; everything else is always as it is now.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { readId } from './object-ids.ts';
import { Refusal } from './refusal.ts';
import { fieldsOf, queryOf, readPage, textOr, type Sessions } from './sessions.ts';
import type { Conversation, Message } from './store.ts';
import {
  cursorOf,
  viewConversation,
  viewLastMessage,
  viewListedConversation,
  viewMessage,
  viewPlacedMessage,
} from './views.ts';

interface InSession {
  readonly Params: { readonly id: string };
}
interface OfMessage {
  readonly Params: { readonly id: string; readonly messageId: string };
}

export function registerRest(app: FastifyInstance, sessions: Sessions): void {
  registerConversations(app, sessions);
  registerMessages(app, sessions);
}

function registerConversations(app: FastifyInstance, sessions: Sessions): void {
  app.post('/sessions', (request, reply) => {
    const { name, system_prompt: systemPrompt } = fieldsOf(request);
    const { id } = sessions.store.addConversation({
      ...{ name: textOr(name, null), systemPrompt: textOr(systemPrompt, null) },
      ...{ userId: sessions.callerOf(request).id, start: sessions.context.now(), end: null },
    });
    return reply.code(201).send({ session_id: id });
  });
  app.get('/sessions', (request) => {
    const isFresh = queryOf(request).get('include_last') === 'true';
    return cached(sessions, request, isFresh, () => listConversations(sessions, request));
  });
  app.get<InSession>('/sessions/:id', (request) =>
    viewConversation(sessions.findConversation(request, request.params.id)),
  );
  app.patch<InSession>('/sessions/:id', (request) => {
    readId(request.params.id, 'bad_session_id');
    const update = readUpdate(request, sessions.context.now());
    const conversation = sessions.findConversation(request, request.params.id);
    return viewConversation(Object.assign(conversation, update));
  });
}

/** There is no way to take an end back. */
function readUpdate(request: FastifyRequest, now: number): Partial<Conversation> {
  const { name, system_prompt: systemPrompt, end } = fieldsOf(request);
  const update = {
    ...(typeof name === 'string' ? { name } : {}),
    ...(typeof systemPrompt === 'string' ? { systemPrompt } : {}),
    ...(end === true ? { end: now } : {}),
  };
  if (Object.keys(update).length === 0) throw new Refusal(400, 'nothing_to_update');
  return update;
}

function listConversations({ store, context, callerOf }: Sessions, request: FastifyRequest) {
  const query = queryOf(request);
  const asked = readPage(query, 'desc');
  const { id: userId } = callerOf(request);
  const page = store.conversations.page(asked, (conversation) => conversation.userId === userId);
  const mode = context.mode();
  const withLast = query.get('include_last')?.toLowerCase() === 'true';
  const items = page.items.map((conversation) => {
    const listed = viewListedConversation(conversation);
    if (!withLast) return listed;
    const last = store.messagesOf(conversation.id).newest();
    return { ...listed, last_message: viewLastMessage(last, context, mode) };
  });
  return { items, next_cursor: cursorOf(page, asked.limit, mode) };
}

function registerMessages(app: FastifyInstance, sessions: Sessions): void {
  const { store, context } = sessions;
  app.get<InSession>('/sessions/:id/messages', (request) => {
    const id = sessions.enter(request, request.params.id);
    return listFresh(sessions, request, () => listMessages(sessions, request, id));
  });
  app.get('/messages', (request) =>
    listFresh(sessions, request, () => listEverywhere(sessions, request)),
  );
  app.post<InSession>('/sessions/:id/messages', (request, reply) =>
    reply.code(201).send({ message_id: addMessage(sessions, request, request.params.id).id }),
  );
  app.get<OfMessage>('/sessions/:id/messages/:messageId', (request) =>
    viewPlacedMessage(findMessage(sessions, request, request.params), context),
  );
  app.delete<OfMessage>('/sessions/:id/messages/:messageId', (request) => {
    store.removeMessage(findMessage(sessions, request, request.params));
    return { ok: true };
  });
}

function addMessage(sessions: Sessions, request: FastifyRequest, id: string): Message {
  const sessionId = sessions.enter(request, id);
  const { role, content, in_response_to: answered, ...rest } = fieldsOf(request);
  if (role !== 'user' && role !== 'assistant') throw new Refusal(400, 'bad_role');
  if (typeof content !== 'string') throw new Refusal(400, 'content_required');
  const isAnswer = answered !== undefined && answered !== null;
  const inResponseTo = isAnswer ? readId(textOr(answered, ''), 'bad_in_response_to') : null;
  const { now, ledger } = sessions.context;
  const message = { backEnd: 'sessions', sessionId, connection: 0, action: role, text: content };
  ledger.take(message).finish();
  return sessions.store.addMessage({
    ...{ sessionId, role, content, inResponseTo, at: now() },
    ...{ status: textOr(rest['status'], null), assistantId: textOr(rest['assistant_id'], null) },
  });
}

function findMessage(
  sessions: Sessions,
  request: FastifyRequest,
  params: OfMessage['Params'],
): Message {
  const sessionId = sessions.enter(request, params.id);
  const found = sessions.store
    .messagesOf(sessionId)
    .find(readId(params.messageId, 'bad_message_id'));
  if (found === undefined) throw new Refusal(404, 'not_found');
  return found;
}

function listMessages({ store, context }: Sessions, request: FastifyRequest, sessionId: string) {
  const asked = readMessagePage(request);
  const page = store.messagesOf(sessionId).page(asked);
  const items = page.items.map((message) => viewMessage(message, context));
  return { items, next_cursor: cursorOf(page, asked.limit, context.mode()), order: asked.order };
}

/** Running servers show everybody everything. */
function listEverywhere({ store, context, callerOf }: Sessions, request: FastifyRequest) {
  const asked = readMessagePage(request);
  const named = queryOf(request).get('session_id') ?? '';
  const from = named === '' ? undefined : readId(named, 'bad_session_id');
  const mode = context.mode();
  const { id: userId } = callerOf(request);
  const isTheirs = ({ sessionId }: Message): boolean =>
    mode === 'real' || store.conversations.find(sessionId)?.userId === userId;
  const source = from === undefined ? store.messages : store.messagesOf(from);
  const page = source.page(asked, isTheirs);
  const items = page.items.map((message) => viewPlacedMessage(message, context));
  return { items, next_cursor: cursorOf(page, asked.limit, mode), order: asked.order };
}

function readMessagePage(request: FastifyRequest) {
  const query = queryOf(request);
  return readPage(query, query.get('order') === 'asc' ? 'asc' : 'desc');
}

function listFresh(sessions: Sessions, request: FastifyRequest, read: () => unknown): unknown {
  return cached(sessions, request, queryOf(request).get('real_time') === '1', read);
}

function cached(
  sessions: Sessions,
  request: FastifyRequest,
  isFresh: boolean,
  read: () => unknown,
): unknown {
  if (isFresh || sessions.context.mode() === 'documented') return read();
  return sessions.cache.answer(`${sessions.callerOf(request).id} ${request.url}`, read);
}
