/**
 * One open Dx0 socket: takes messages in, streams replies out.
 *
 * Owns the order of things on the socket. Its one law: requests are answered strictly one after
 * another, and nothing is computed or sent for a socket that is gone.
 */
import type { WireMessage } from '../../src/adapters/dx0/wire.ts';
import type { Connection, Reply } from '../connection.ts';
import { createPace } from '../pace.ts';
import { answerQuestion, discussDiagnosis, reportTest } from '../scenarios/answer.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import { bookTest, overspends, settle, type Tally } from './budget.ts';
import type { Dx0 } from './dx0.ts';
import { errorFrame, lastPieceFrame, pieceFrame, splitReply } from './frames.ts';
import { parseMessage } from './messages.ts';
import { admitMessage } from './rate-limit.ts';
import type { Session } from './sessions.ts';

export interface Conversation {
  readonly dx0: Dx0;
  readonly connection: Connection;
  readonly session: Session;
  readonly scenario: Scenario;
  readonly tally: Tally;
}

/** A text message, or undefined for a binary one. */
type Incoming = string | undefined;

export function converse(conversation: Conversation): void {
  const { connection } = conversation;
  const waiting: Incoming[] = [];
  const gone = new AbortController();
  let answering = false;

  async function answerWaiting(): Promise<void> {
    if (answering) return;
    answering = true;
    try {
      while (waiting.length > 0 && connection.isOpen) {
        await answer(conversation, waiting.shift(), gone.signal);
      }
    } catch {
      // What the running server does not foresee costs it the socket, not the process.
      connection.terminate();
    }
    answering = false;
  }

  connection.onClose(() => gone.abort());
  connection.onMessage((data, isBinary) => {
    waiting.push(isBinary ? undefined : data.toString());
    void answerWaiting();
  });
}

async function answer(
  conversation: Conversation,
  incoming: Incoming,
  gone: AbortSignal,
): Promise<void> {
  const { dx0, connection, session } = conversation;
  if (incoming === undefined) return connection.terminate();
  const parsed = parseMessage(incoming, dx0.context.mode());
  if ('error' in parsed) return connection.send(errorFrame(parsed.error));
  if (!admitMessage(session, dx0.context.now())) {
    connection.send(errorFrame('Rate limit exceeded'));
    return connection.close(1013);
  }
  const { action, content: text } = parsed.message;
  const reply = connection.take({ sessionId: session.id, action, text });
  await respond(conversation, parsed.message, reply, gone);
}

async function respond(
  conversation: Conversation,
  message: WireMessage,
  reply: Reply,
  gone: AbortSignal,
): Promise<void> {
  const { dx0, session, tally } = conversation;
  const isTest = message.action.toLowerCase() === 'test';
  const costCents = isTest ? dx0.prices.priceOf(message.content) : 0;
  if (dx0.context.mode() === 'documented' && overspends(tally, costCents)) {
    // The document is silent on this; a sentence is kinder than a dead socket.
    return reply.end(errorFrame('Budget exceeded'));
  }
  if (isTest) bookTest(tally, session, message.content, costCents);
  reply.book(costCents / 100);
  await stream(conversation, reply, compose(conversation, message), costCents, gone);
}

function compose({ dx0, scenario }: Conversation, { action, content }: WireMessage): string {
  switch (action.toLowerCase()) {
    case 'test':
      return reportTest(scenario, content);
    case 'diagnosis':
      return dx0.context.mode() === 'real'
        ? 'Diagnosis queries are not allowed'
        : discussDiagnosis(scenario, content);
    default:
      return answerQuestion(scenario, content);
  }
}

async function stream(
  { dx0, connection, tally }: Conversation,
  reply: Reply,
  text: string,
  costCents: number,
  gone: AbortSignal,
): Promise<void> {
  const pace = createPace(dx0.context.rate);
  const pieces = splitReply(text);
  const settlement = settle(tally, costCents);
  reply.says(text);
  for (const [index, piece] of pieces.entries()) {
    try {
      await pace.next(gone);
    } catch {
      return;
    }
    if (index < pieces.length - 1) reply.send(pieceFrame(piece));
    // The running server breaks while writing a negative remaining budget, and drops the socket.
    else if (overspends(tally, 0)) connection.terminate();
    else reply.end(lastPieceFrame(piece, settlement));
  }
  if (pieces.length === 0) reply.end();
}
