/**
 * Where faults befall REST: before a request reaches its route, or after it was processed.
 *
 * A fault answers below Fastify, as a proxy in front of the server would: nothing of the back end's
 * manners is on it. Its one law: what is to be processed is processed in full before the fault.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { setTimeout } from 'node:timers/promises';
import { answerByFault, type AnswerFault } from './answer-by-fault.ts';
import { dateAnswer } from './clock-skew.ts';
import type { Instruments } from './instruments.ts';
import type { Fault, FaultOf } from './spec.ts';
import type { Target } from './target.ts';

export function hookRest(
  scope: FastifyInstance,
  backEnd: string,
  { armory, counts, random }: Instruments,
): void {
  const targetOf = ({ url, method }: FastifyRequest): Target => ({
    backEnd,
    method,
    path: new URL(url, 'http://mock').pathname,
  });

  async function waitFor(target: Target): Promise<void> {
    for (const { fault } of armory.fireAll(target, isDelayOfAnswers)) {
      await setTimeout(Math.max(0, fault.ms + (random() * 2 - 1) * fault.jitter));
    }
  }

  scope.addHook('onRequest', async (request, reply) => {
    counts.rest(`${request.method} ${request.routeOptions.url ?? '(no such route)'}`);
    const target = targetOf(request);
    const strike = armory.fireOne(target, isAnswerInstead);
    if (strike === undefined) return;
    reply.hijack();
    await waitFor(target);
    dateAnswer(reply.raw, armory.list());
    answerByFault(strike.fault, reply.raw);
  });

  scope.addHook('onSend', async (request, reply, payload) => {
    const target = targetOf(request);
    await waitFor(target);
    dateAnswer(reply.raw, armory.list());
    const strike = armory.fireOne(target, isAnswerAfter);
    if (strike === undefined) return payload;
    answerByFault(strike.fault, reply.raw);
    // The true answer stays for ever on its way.
    return new Promise<never>(() => undefined);
  });
}

const isDelayOfAnswers = (fault: Fault): fault is FaultOf<'delay'> =>
  fault.kind === 'delay' && fault.on !== 'frames';

function isAnswer(fault: Fault): fault is AnswerFault {
  return ['status', 'html', 'hang', 'lost-answer'].includes(fault.kind);
}

const isProcessedFirst = (fault: AnswerFault): boolean =>
  fault.kind === 'lost-answer' || fault.processed;

const isAnswerInstead = (fault: Fault): fault is AnswerFault =>
  isAnswer(fault) && !isProcessedFirst(fault);

const isAnswerAfter = (fault: Fault): fault is AnswerFault =>
  isAnswer(fault) && isProcessedFirst(fault);
