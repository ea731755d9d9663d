/**
 * One open AI Doctor socket: says hello, takes messages in, answers them one after another.
 *
 * Owns the trap of the session ids: what answers a message goes to whoever listens under the id that
 * the connection named last, be it another connection or nobody. Its one law: nothing is computed or
 * sent for a connection that is gone.
 */
import { randomUUID } from 'node:crypto';
import type { Connection, Reply } from '../connection.ts';
import type { AiDoctor } from './ai-doctor.ts';
import { parseMessage, type Outcome, type Parsed } from './messages.ts';
import { onboard } from './onboarding.ts';
import { profileOfUser, readProfile, type PatientProfile } from './profile.ts';
import type { Answer } from './stream.ts';
import { respond } from './turn.ts';

interface Conversation {
  readonly aiDoctor: AiDoctor;
  readonly connection: Connection;
  /** Of the person in the address. */
  readonly profile: PatientProfile;
  /** The service that asks for a profile first, and does nothing else. */
  readonly onboarding: boolean;
  readonly gone: AbortSignal;
  /** The session id that was named last; at first the connection's own. */
  sessionId: string;
  /** The server has given up on the connection without closing it. */
  dead: boolean;
}

export function converse(aiDoctor: AiDoctor, connection: Connection, user?: string): void {
  const { context, frames, listeners } = aiDoctor;
  const ownId = randomUUID();
  const gone = new AbortController();
  listeners.set(ownId, connection);
  connection.onClose(() => {
    listeners.delete(ownId);
    gone.abort();
  });
  connection.send(frames.connection(ownId));
  const isReal = context.mode() === 'real';
  const onboarding = isReal && user === 'enhanced';
  // The running server says hello on this path and never reads.
  if (isReal && user !== undefined && !onboarding) return;
  const profile = user === undefined ? {} : profileOfUser(user);
  const conversation = { aiDoctor, connection, profile, onboarding, gone: gone.signal };
  answerMessages({ ...conversation, sessionId: ownId, dead: false }, () => listeners.delete(ownId));
}

function answerMessages(conversation: Conversation, forgetListener: () => void): void {
  const { connection } = conversation;
  const waiting: Parsed[] = [];
  const isServed = (): boolean => connection.isOpen && !conversation.dead;
  let answering = false;

  async function answerWaiting(): Promise<void> {
    if (answering) return;
    answering = true;
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      if (!isServed()) break;
      conversation.sessionId = next.sessionId ?? conversation.sessionId;
      await answer(conversation, next.outcome);
    }
    if (!isServed()) forgetListener();
    answering = false;
  }

  connection.onMessage((data, isBinary) => {
    if (!isServed()) return;
    waiting.push(parseMessage(data, isBinary));
    void answerWaiting();
  });
}

async function answer(conversation: Conversation, outcome: Outcome): Promise<void> {
  const { aiDoctor, connection, sessionId } = conversation;
  const { frames } = aiDoctor;
  if (outcome.kind === 'question') {
    const { text } = outcome.question;
    const reply = connection.take({ sessionId, action: 'message', text });
    return answerQuestion(conversation, outcome, routed(conversation, reply));
  }
  const { send } = routed(conversation);
  if (outcome.kind === 'refused') {
    const isJson = outcome.error === 'validation_error';
    const message = isJson ? 'Message cannot be empty' : 'Invalid JSON format';
    return send(frames.error(outcome.error, message));
  }
  if (outcome.validating) send(frames.status('validating', { step: 'safety_check' }));
  send(frames.error('server_error', `Internal error: ${outcome.reason}`));
  conversation.dead = aiDoctor.context.mode() === 'real';
}

async function answerQuestion(
  { aiDoctor, profile, onboarding, sessionId, gone }: Conversation,
  { question }: Extract<Outcome, { kind: 'question' }>,
  answer: Answer,
): Promise<void> {
  const given = { ...profile, ...readProfile(question.patientProfile) };
  const turn = { aiDoctor, question, profile: given, sessionId, gone };
  try {
    await (onboarding ? onboard(turn, answer) : respond(turn, answer));
  } catch (error) {
    if (!gone.aborted) throw error;
  }
}

/**
 * The way of an answer to whoever listens under the session id, looked up for each frame. What
 * arrives at another connection answers nothing that was asked there.
 */
function routed(
  { aiDoctor: { context, listeners }, connection, sessionId }: Conversation,
  reply?: Reply,
): Answer {
  function way(): Answer {
    const listener = context.mode() === 'real' ? listeners.get(sessionId) : connection;
    if (listener === connection && reply !== undefined) return reply;
    const send = (frame: string): void => listener?.send(frame);
    return { send, end: send };
  }
  return {
    says: (text) => reply?.says(text),
    send: (frame) => way().send(frame),
    end: (frame) => way().end(frame),
  };
}
