/**
 * The conversation role of a Sessions server: a question is posted, and its answer asked for until
 * it is there.
 *
 * There is no line to lose, so "online" says that the last request was answered. The server keeps no
 * context: what was said goes along with each question. Its one law: a question is posted once; where
 * nobody knows whether it arrived, it is looked for in the session, and never posted again.
 */
import type { Channel, EventSink, OpenOptions, OutgoingMessage, Said } from '../../core/backend.ts';
import type { Cancel, Clock } from '../../core/clock.ts';
import type { ConnectionState, WaitCause } from '../../core/connection.ts';
import type { TurnFailure } from '../../core/conversation.ts';
import {
  askedWait,
  BadFrame,
  CircuitOpen,
  Forbidden,
  letThrough,
  RateLimited,
  Rejected,
  SignInRequired,
} from '../../core/errors.ts';
import { shorten } from '../../lib/shorten.ts';
import { backoffDelay } from '../../net/backoff.ts';
import type { Visibility } from '../../net/poll.ts';
import { poll } from '../../net/poll.ts';
import type { WakeReason } from '../../net/wake.ts';
import { toAnswer } from './convert.ts';
import { findAnswer, findUntouched } from './find-answer.ts';
import type { Pacer } from './pacer.ts';
import type { Pending } from './pending.ts';
import { begin } from './pending.ts';
import { toAsk, toRefusal } from './question.ts';
import type { SessionsHttp } from './sessions-http.ts';
import type { WireAsk, WireMessage } from './wire.ts';

export interface SessionsLine {
  readonly http: SessionsHttp;
  readonly pacer: Pacer;
  readonly clock: Clock;
  random(): number;
  readonly visibility: Visibility;
  /** Calls back when it is worth trying at once. */
  onWake(listener: (why: WakeReason) => void): Cancel;
  /** How long an answer may take, in milliseconds. */
  readonly answerLimit: number;
  readonly model?: string | undefined;
}

type Opening = Pick<OpenOptions, 'name' | 'instructions' | 'continues'>;

export function openSessionsChannel(
  options: SessionsLine,
  opening: Opening,
  sink: EventSink,
): Channel {
  const channel = new SessionsChannel(options, opening, sink);
  channel.connect();
  return channel;
}

/** Where the server refuses without saying for how long. In milliseconds. */
const usualRefusal = 60_000;
/** An answer that takes longer is said to. */
const slowAfter = 30_000;
/** A page of a proxy passes; an answer that stays unreadable does not. */
const mostUnreadable = 3;
/** How many of the newest messages are looked through. */
const lookBack = 20;
/** In characters, of a conversation that is called by its first question. */
const nameLength = 60;

class SessionsChannel implements Channel {
  #options: SessionsLine;
  #name: string | null;
  #instructions: string | null;
  #sink: EventSink;
  #state: ConnectionState = { phase: 'idle' };
  #said: Said[];
  #sessionId: string | null;
  /** This line asked for a session, and nobody knows whether it was made. */
  #mayBeMade = false;
  /** The newest message of the session that is not of the turn under way. */
  #newestId: string | null = null;
  #pending: Pending | null = null;
  #attempt = 0;
  #remembers: boolean;
  #ended = false;
  /** Of what is asked to find out whether the server is there. */
  #probe = new AbortController();
  #cancelRetry: Cancel = () => undefined;
  /** Why the last request gave nothing. */
  #heldBack: unknown = null;
  #stopListening: Cancel;

  constructor(options: SessionsLine, opening: Opening, sink: EventSink) {
    const { name = null, instructions = null, continues } = opening;
    this.#options = options;
    this.#name = name;
    this.#instructions = instructions;
    this.#sink = sink;
    this.#said = [...(continues?.said ?? [])];
    this.#sessionId = continues?.sessionId ?? null;
    this.#remembers = continues !== undefined;
    this.#stopListening = options.onWake(() => this.#wake());
  }

  connect(): void {
    this.#cancelRetry();
    this.#probe.abort();
    this.#probe = new AbortController();
    this.#enter({ phase: 'connecting', attempt: this.#attempt });
    void this.#look(this.#probe.signal, this.#options.clock.now());
  }

  send(message: OutgoingMessage): void {
    if (this.#ended) return;
    const { pacer } = this.#options;
    if (this.#state.phase !== 'online' || this.#pending) return this.#returnMessage(message.id);
    if (!pacer.tryTake()) {
      this.#returnMessage(message.id, 'rate-limited');
      return this.#holdUntil(pacer.opensAt() ?? this.#now(), 'rate-limited');
    }
    this.#pending = begin(message, this.#newestId);
    void this.#post(this.#pending);
  }

  await(message: OutgoingMessage): void {
    if (this.#ended || this.#pending) return;
    this.#pending = { ...begin(message, null), isPosted: true };
    void this.#search(this.#pending);
  }

  rename(name: string | null): void {
    this.#name = name;
  }

  reconnect(): void {
    if (this.#ended) return;
    letThrough(this.#heldBack);
    if (this.#pending?.isPosted === false) this.#giveBack(this.#pending);
    else this.#lose();
    this.connect();
  }

  close(): void {
    this.#ended = true;
    this.#drop();
    this.#cancelRetry();
    this.#probe.abort();
    this.#stopListening();
  }

  /** Whether the server is there, and what it holds of this session. */
  async #look(signal: AbortSignal, since: number): Promise<void> {
    let newest: readonly WireMessage[];
    try {
      newest = await this.#readNewest(signal);
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof Rejected) || this.#sessionId === null) return this.#giveWay(error);
      // A session that is none here; what was said in it goes along all the same.
      this.#sessionId = null;
      return this.#look(signal, since);
    }
    if (!signal.aborted) this.#arrive(newest, since);
  }

  async #readNewest(signal: AbortSignal): Promise<readonly WireMessage[]> {
    const { http } = this.#options;
    if (this.#sessionId === null) {
      await http.listSessions({ limit: 1, after: null }, signal);
      return [];
    }
    const page = { limit: lookBack, after: null };
    return (await http.listMessages(this.#sessionId, 'desc', page, signal)).items;
  }

  #arrive(newest: readonly WireMessage[], since: number): void {
    const pending = this.#pending;
    this.#attempt = 0;
    if (!pending) this.#newestId = newest[0]?.id ?? this.#newestId;
    this.#tellSession();
    this.#remembers = true;
    const now = this.#now();
    this.#enter({ phase: 'online', since: now, latency: Math.max(0, now - since) });
    if (!pending) return;
    const found =
      pending.answerId ?? findAnswer(newest, pending.knownId, pending.message.text) ?? null;
    if (found === null) this.#lose();
    else this.#await(pending, found);
  }

  async #post(pending: Pending): Promise<void> {
    const { signal } = pending.abort;
    const isOver = () => this.#pending !== pending;
    try {
      const sessionId = await this.#needSession(pending);
      if (isOver()) return;
      pending.isPosted = true;
      const question = this.#toWire(pending);
      const { message_id: answerId } = await this.#options.http.ask(sessionId, question, signal);
      if (!isOver()) this.#await(pending, answerId);
    } catch (error) {
      if (!isOver()) this.#failPost(pending, error);
    }
  }

  async #search(pending: Pending): Promise<void> {
    try {
      const newest = await this.#readNewest(pending.abort.signal);
      if (this.#pending !== pending) return;
      const found = findAnswer(newest, null, pending.message.text);
      if (found !== undefined) return this.#await(pending, found);
      this.#fail(pending, { kind: 'refused', detail: 'it never arrived there. Send it again.' });
    } catch (error) {
      // Where the server cannot be asked now, it is as soon as it answers.
      if (this.#pending === pending) this.#giveWay(error);
    }
  }

  /** A session is made with the first question, so that looking in leaves no empty ones behind. */
  async #needSession({ message, abort: { signal } }: Pending): Promise<string> {
    if (this.#sessionId !== null) return this.#sessionId;
    const name = this.#name ?? shorten(message.text, nameLength);
    const sessionId =
      (await this.#findMade(name, signal)) ??
      (await this.#options.http.createSession(name, this.#instructions, signal)).session_id;
    if (!signal.aborted) {
      this.#sessionId = sessionId;
      this.#tellSession();
    }
    return sessionId;
  }

  /** One that was made before, and nobody heard of it: it is empty, and there is no other like it. */
  async #findMade(name: string, signal: AbortSignal): Promise<string | undefined> {
    const mayBeMade = this.#mayBeMade;
    this.#mayBeMade = true;
    if (!mayBeMade) return undefined;
    const page = { limit: lookBack, after: null };
    const { items } = await this.#options.http.listSessions(page, signal);
    return findUntouched(items, name, this.#instructions);
  }

  #toWire({ message: { text } }: Pending): WireAsk {
    const { model } = this.#options;
    return toAsk(text, this.#said, { model, instructions: this.#instructions });
  }

  #failPost(pending: Pending, error: unknown): void {
    if (error instanceof Rejected) return this.#fail(pending, toRefusal(error));
    const isTurnedDown = error instanceof SignInRequired || error instanceof Forbidden;
    const isTooEarly = error instanceof RateLimited || error instanceof CircuitOpen;
    if (isTooEarly) this.#giveBack(pending, 'rate-limited');
    else if (isTurnedDown || !pending.isPosted) this.#giveBack(pending);
    // Where nobody knows whether it arrived, it is looked for as soon as the server answers.
    this.#giveWay(error);
  }

  /** The server has the question; its answer is asked for. */
  #await(pending: Pending, answerId: string): void {
    const { clock, visibility, answerLimit } = this.#options;
    const at = this.#now();
    if (pending.answerId === null) {
      pending.answerId = answerId;
      pending.acceptedAt = at;
      this.#tellStep(pending, 'Working on it');
    }
    pending.stopPolling();
    pending.stopPolling = poll({
      clock,
      visibility,
      limit: Math.max(0, pending.acceptedAt + answerLimit - at),
      // The limits of whoever asked run on in a hidden page.
      pausesHidden: false,
      ask: (signal) => this.#poll(pending, answerId, signal),
      onError: (error) => this.#failPoll(pending, error),
      onOverdue: () => this.#fail(pending, { kind: 'overdue', limit: answerLimit }),
    });
  }

  async #poll(pending: Pending, answerId: string, signal: AbortSignal): Promise<boolean> {
    const { http } = this.#options;
    const answer = toAnswer(await http.readMessage(this.#sessionId ?? '', answerId, signal));
    if (signal.aborted) return true;
    pending.unreadable = 0;
    switch (answer.kind) {
      case 'pending':
        this.#noteSlow(pending);
        return false;
      case 'text':
        this.#finish(pending, answer.text);
        return true;
      case 'failed':
        this.#fail(pending, { kind: 'assistant-failed', detail: answer.detail });
        return true;
      case 'unreadable':
        this.#fail(pending, { kind: 'unreadable' });
        return true;
    }
  }

  #failPoll(pending: Pending, error: unknown): boolean {
    if (error instanceof RateLimited) return false;
    if (error instanceof Rejected) {
      const detail = 'Its answer was deleted before it could be read.';
      this.#fail(pending, { kind: 'assistant-failed', detail });
    } else if (error instanceof BadFrame) {
      this.#sink.event({ type: 'frame-ignored', why: 'malformed' });
      if (++pending.unreadable < mostUnreadable) return false;
      this.#fail(pending, { kind: 'unreadable' });
    } else {
      // The server goes on with it; it is asked again when the server is back.
      this.#giveWay(error);
    }
    return true;
  }

  #noteSlow(pending: Pending): void {
    if (pending.isToldSlow || this.#now() - pending.acceptedAt < slowAfter) return;
    pending.isToldSlow = true;
    this.#tellStep(pending, 'Still working on it');
  }

  #finish(pending: Pending, text: string): void {
    const { message } = pending;
    const turnId = message.id;
    this.#said.push({ by: 'clinician', text: message.text }, { by: 'assistant', text });
    this.#drop();
    this.#sink.event({ type: 'reply-started', at: this.#now(), turnId });
    this.#sink.event({ type: 'text-delta', turnId, text });
    const at = this.#now();
    this.#sink.event({ type: 'reply-finished', at, turnId, settlement: null, whole: true });
  }

  #fail({ message }: Pending, failure: TurnFailure): void {
    this.#drop();
    this.#sink.event({ type: 'reply-failed', at: this.#now(), turnId: message.id, failure });
  }

  #lose(): void {
    if (this.#pending) this.#fail(this.#pending, { kind: 'connection-lost' });
  }

  #giveBack({ message }: Pending, why?: 'rate-limited'): void {
    this.#drop();
    this.#returnMessage(message.id, why);
  }

  /** Ends the turn here; its answer, if it is ever written, counts as known. */
  #drop(): void {
    const pending = this.#pending;
    if (!pending) return;
    this.#pending = null;
    this.#newestId = pending.answerId ?? this.#newestId;
    pending.stopPolling();
    pending.abort.abort();
  }

  /** What a failed request says about the line. */
  #giveWay(error: unknown): void {
    if (error instanceof RateLimited) {
      return this.#holdUntil(this.#now() + (error.retryAfter ?? usualRefusal), 'rate-limited');
    }
    const isSignIn = error instanceof SignInRequired;
    if (isSignIn || error instanceof Forbidden || error instanceof Rejected) {
      this.#lose();
      return this.#enter({ phase: 'failed', cause: isSignIn ? 'sign-in-required' : 'refused' });
    }
    const delay = backoffDelay(this.#attempt++, this.#options.random());
    const rest = askedWait(error, this.#now(), 0) ?? 0;
    this.#heldBack = error;
    this.#holdUntil(this.#now() + Math.max(delay, rest), 'unreachable');
  }

  #holdUntil(retryAt: number, cause: WaitCause): void {
    this.#cancelRetry();
    const delay = Math.max(0, retryAt - this.#now());
    this.#cancelRetry = this.#options.clock.after(delay, () => this.connect());
    this.#enter({ phase: 'waiting', cause, attempt: this.#attempt, retryAt });
  }

  #wake(): void {
    const { phase } = this.#state;
    const isAskedFor = phase === 'waiting' && this.#state.cause === 'rate-limited';
    if (phase === 'waiting' && !isAskedFor) this.connect();
  }

  #enter(state: ConnectionState): void {
    this.#state = state;
    this.#sink.connection(state);
  }

  #tellSession(): void {
    const sessionId = this.#sessionId;
    const remembers = this.#remembers;
    this.#sink.event({ type: 'session-opened', at: this.#now(), sessionId, remembers });
  }

  #tellStep({ message }: Pending, name: string): void {
    const turnId = message.id;
    this.#sink.event({ type: 'step-changed', at: this.#now(), turnId, name, agent: null });
  }

  #returnMessage(turnId: string, why?: 'rate-limited'): void {
    const at = this.#now();
    this.#sink.event({ type: 'message-returned', at, turnId, ...(why && { why }) });
  }

  #now(): number {
    return this.#options.clock.now();
  }
}
