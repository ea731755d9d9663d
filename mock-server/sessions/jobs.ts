/**
 * What is asked of the model: the answer in a conversation (`ask`) and the analysis beside it
 * (`ctx`), both taken at once and fetched later.
 *
 * Its one law: the server adds no context of its own; the model knows what the client sent.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { answerQuestion, answerTask, composeRequest, type ModelAnswer } from './model.ts';
import { readId } from './object-ids.ts';
import { Refusal } from './refusal.ts';
import { fieldsOf, type Sessions } from './sessions.ts';
import type { Job } from './store.ts';
import { viewAnalysis } from './views.ts';

interface InSession {
  readonly Params: { readonly id: string };
}
interface OfAnalysis {
  readonly Params: { readonly id: string; readonly analysisId: string };
}

export function registerJobs(app: FastifyInstance, sessions: Sessions): void {
  app.post<InSession>('/sessions/:id/ask', (request, reply) =>
    ask(sessions, request, reply, sessions.enter(request, request.params.id)),
  );
  app.post<InSession>('/sessions/:id/ctx', (request, reply) =>
    startAnalysis(sessions, request, reply, sessions.enter(request, request.params.id)),
  );
  app.get<OfAnalysis>('/sessions/:id/ctx/:analysisId', (request) => {
    const sessionId = sessions.enter(request, request.params.id);
    const id = readId(request.params.analysisId, 'bad_ctx_id');
    const found = sessions.store.analyses.find(id);
    if (found?.sessionId !== sessionId) throw new Refusal(404, 'not_found');
    return viewAnalysis(found.job, sessions.context);
  });
}

function ask(sessions: Sessions, request: FastifyRequest, reply: FastifyReply, sessionId: string) {
  const { store, context } = sessions;
  const fields = fieldsOf(request);
  const { history, message } = fields;
  if (!Array.isArray(history) || typeof message !== 'string') {
    throw new Refusal(400, 'history(array) and message(string) are required');
  }
  const systemPrompt = store.conversations.find(sessionId)?.systemPrompt ?? null;
  const sent = composeRequest(fields, message, systemPrompt);
  const job = takeJob(sessions, request, { sessionId, action: 'ask', text: message }, () =>
    answerQuestion(sent, context.rate()),
  );
  const none = { status: null, assistantId: null, inResponseTo: null };
  const at = context.now();
  const question = { ...none, sessionId, role: 'user', content: message, at };
  const { id: inResponseTo } = store.addMessage(question);
  const answer = { ...none, sessionId, role: 'assistant', content: null, at, job, inResponseTo };
  return reply.code(202).send({ message_id: store.addMessage(answer).id });
}

function startAnalysis(
  sessions: Sessions,
  request: FastifyRequest,
  reply: FastifyReply,
  sessionId: string,
) {
  const { store, context } = sessions;
  const fields = fieldsOf(request);
  const { history, task } = fields;
  if (!Array.isArray(history) || typeof task !== 'string') {
    throw new Refusal(400, 'task(string) and history(array) are required');
  }
  const sent = composeRequest(fields, task, null);
  const job = takeJob(sessions, request, { sessionId, action: 'ctx', text: task }, () =>
    answerTask(sent, context.rate(), context.mode()),
  );
  return reply.code(202).send({ ctx_id: store.addAnalysis({ sessionId, job }).id });
}

interface Taken {
  readonly sessionId: string;
  readonly action: string;
  readonly text: string;
}

/** Without a key for the model nothing is tried, so the failure is there at once. */
function takeJob(
  { context, callerOf }: Sessions,
  request: FastifyRequest,
  taken: Taken,
  answer: () => ModelAnswer,
): Job {
  const receipt = context.ledger.take({ backEnd: 'sessions', connection: 0, ...taken });
  const unable: ModelAnswer = { outcome: { error: 'Invalid URL' }, seconds: 0 };
  const { outcome, seconds } = callerOf(request).hasKey ? answer() : unable;
  if ('text' in outcome) receipt.says(outcome.text);
  return { due: context.now() + seconds * 1000, outcome, fetched: receipt.finish };
}
