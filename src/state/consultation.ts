/**
 * The live side of a signed-in person's work: one open conversation, its line, and the money.
 *
 * It owns the stream store: every event goes through `dispatch`, the pure reducers make the next
 * state of it, and zustand tells the panels. It decides when the next message goes out. Its one
 * law: only text deltas wait for a frame; every other event first puts out the text before it.
 */
import type { StoreApi } from 'zustand/vanilla';
import { createStore } from 'zustand/vanilla';
import type { Account } from '../core/account.ts';
import { openAccount, reduceAccount, requestLimit } from '../core/account.ts';
import type { Capabilities, Channel, ConversationBackend } from '../core/backend.ts';
import type { Cancel, Clock, Scheduler } from '../core/clock.ts';
import type { ConnectionState } from '../core/connection.ts';
import type { Action, Conversation, Message, Source, TurnFailure } from '../core/conversation.ts';
import {
  answering,
  hasStaleMessage,
  isEditable,
  nextToSend,
  queueOf,
  startConversation,
} from '../core/conversation.ts';
import type { ConversationEvent } from '../core/events.ts';
import { budgetStatus, obstacleTo } from '../core/budget.ts';
import type { Cents } from '../core/money.ts';
import { opensAt } from '../core/pacing.ts';
import { carryOver } from '../core/resume.ts';
import { reduceConversation } from '../core/reduce-conversation.ts';
import type { TokenBuffer } from './token-buffer.ts';
import { createTokenBuffer } from './token-buffer.ts';
import type { SleepWatch, TurnLimits, TurnWatch } from './turn-watch.ts';
import { createSleepWatch, createTurnWatch } from './turn-watch.ts';

export interface ConsultationState {
  readonly connection: ConnectionState;
  readonly conversation: Conversation;
  /** Conversations ended since signing in, newest first. */
  readonly earlier: readonly Conversation[];
  readonly account: Account;
  /** Since when the reply that is streaming has been silent; `null` while it flows. */
  readonly stalledSince: number | null;
  /** When the messages went out that a rate limit may count. */
  readonly sentAt: readonly number[];
  /** The waiting question whose words are being changed; it does not go out meanwhile. */
  readonly editing: Editing | null;
}

export interface Editing {
  readonly messageId: string;
  readonly text: string;
}

export interface ConsultationOptions {
  backend: ConversationBackend;
  source: Omit<Source, 'sessionId'>;
  /** The most to spend, in cents; `null` for no limit. */
  budget: Cents | null;
  /** Nothing can have been spent yet: the session with the server has just begun. */
  isNewSession?: boolean;
  clock: Clock;
  scheduler: Scheduler;
  limits: TurnLimits;
  newId: () => string;
  /** What was kept of this session before the page was loaded anew. */
  kept?: Partial<Pick<ConsultationState, 'conversation' | 'earlier' | 'account' | 'sentAt'>>;
  /** Messages of an earlier session that had not gone out; they wait here for the person's word. */
  waiting?: readonly Message[];
  /** Resolves when the state is safe enough for a message to go out. Without it they go at once. */
  beforeSend?: () => Promise<void>;
}

export interface Consultation {
  readonly store: StoreApi<ConsultationState>;
  readonly capabilities: Capabilities;
  /** Puts a message in the queue; it goes out as soon as it may. `forecast` in cents. */
  write(action: Action, text: string, forecast?: Cents | null, mayExceed?: boolean): void;
  /** Takes back a message that has not gone out. */
  withdraw(messageId: string): void;
  /** Gives a message that waits another place among those that wait, from 0. */
  move(messageId: string, place: number): void;
  /** Puts a message that waits before all others, and lets a held queue go on. */
  sendFirst(messageId: string): void;
  /** Opens a question that waits for other words; `null` leaves it as it was. */
  edit(editing: Editing | null): void;
  /** Takes the words that were edited; an empty text changes nothing. */
  saveEdit(): void;
  /** Lets a held queue go on. */
  resumeQueue(): void;
  /** Keeps what has arrived of the present reply and takes no more of it. */
  stop(): void;
  /** Ends the conversation and opens the next, with a budget in cents or none. */
  startConversation(budget: Cents | null): void;
  /** Connects now instead of at the end of a wait. */
  tryNow(): void;
  /** Told every event but text, after it took effect. */
  onEvent(listener: (event: ConversationEvent) => void): () => void;
  close(): void;
}

export function createConsultation(options: ConsultationOptions): Consultation {
  return new LiveConsultation(options);
}

class LiveConsultation implements Consultation {
  readonly store: StoreApi<ConsultationState>;
  readonly capabilities: Capabilities;
  #options: ConsultationOptions;
  #listeners = new Set<(event: ConversationEvent) => void>();
  #channel: Channel | null = null;
  #buffer: TokenBuffer;
  #watch: TurnWatch;
  #sleep: SleepWatch;
  #cancelPacing: Cancel | null = null;

  constructor(options: ConsultationOptions) {
    this.#options = options;
    this.capabilities = options.backend.capabilities;
    this.store = createStore(() => initialState(options));
    this.#buffer = createTokenBuffer(options.scheduler, (turnId, text) =>
      this.#apply({ type: 'text-delta', turnId, text }),
    );
    this.#watch = createTurnWatch(options.clock, options.limits, {
      onStall: (stalledSince) => this.store.setState({ stalledSince }),
      onExpire: (failure) => this.#giveUp(failure),
    });
    this.#sleep = createSleepWatch(options.clock, () => this.#wakeUp());
    this.#open(this.store.getState().account.requestedLimit);
  }

  write(action: Action, text: string, forecast: Cents | null = null, mayExceed = false): void {
    const { newId, clock } = this.#options;
    const basics = { id: newId(), action, text, writtenAt: clock.now(), forecast };
    const message = mayExceed ? { ...basics, mayExceed } : basics;
    this.#dispatch({ type: 'message-written', message });
  }

  withdraw(messageId: string): void {
    this.#dispatch({ type: 'message-withdrawn', turnId: messageId });
    if (this.store.getState().editing?.messageId === messageId) this.edit(null);
  }

  move(messageId: string, place: number): void {
    this.#dispatch({ type: 'message-moved', turnId: messageId, place });
  }

  sendFirst(messageId: string): void {
    this.move(messageId, 0);
    if (this.store.getState().conversation.queueHeld) this.resumeQueue();
  }

  edit(editing: Editing | null): void {
    const message = queueOf(this.store.getState().conversation).find(
      ({ id }) => id === editing?.messageId,
    );
    this.store.setState({ editing: message && isEditable(message) ? editing : null });
    this.#sendNext();
  }

  saveEdit(): void {
    const { editing } = this.store.getState();
    if (!editing) return;
    const { messageId: turnId, text } = editing;
    const at = this.#options.clock.now();
    this.#dispatch({ type: 'message-edited', at, turnId, text: text.trim() });
    this.edit(null);
  }

  resumeQueue(): void {
    this.#dispatch({ type: 'queue-resumed', at: this.#options.clock.now() });
  }

  stop(): void {
    const exchange = answering(this.store.getState().conversation);
    if (!exchange) return;
    const at = this.#options.clock.now();
    this.#dispatch({ type: 'reply-stopped', at, turnId: exchange.message.id });
  }

  startConversation(budget: Cents | null): void {
    this.#abandonTurn();
    this.#closeChannel();
    this.#apply({ type: 'conversation-ended', at: this.#options.clock.now() });
    this.store.setState((state) => ({
      connection: { phase: 'idle' },
      conversation: newConversation(this.#options),
      earlier: keepEarlier(state),
      account: requestLimit(state.account, budget),
      editing: null,
    }));
    this.#open(budget);
  }

  tryNow(): void {
    this.#channel?.reconnect();
  }

  onEvent(listener: (event: ConversationEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    this.#closeChannel();
    this.#listeners.clear();
  }

  #open(budget: Cents | null): void {
    const { account } = this.store.getState();
    const { remaining } = budgetStatus(account);
    this.#channel = this.#options.backend.open(
      { budget, remaining, isLimitTold: account.limitTold },
      {
        event: (event) => this.#dispatch(event),
        connection: (connection) => this.#connectionChanged(connection),
      },
    );
  }

  #connectionChanged(connection: ConnectionState): void {
    this.store.setState({ connection });
    if (connection.phase === 'online' || connection.phase === 'waiting') this.#sleep.start();
    else this.#sleep.stop();
    if (connection.phase !== 'online') return;
    const { conversation } = this.store.getState();
    const isStale = hasStaleMessage(conversation, this.#options.clock.now());
    if (isStale) this.#dispatch({ type: 'queue-held', why: 'stale' });
    this.#sendNext();
  }

  /**
   * The machine has slept: a line on which nothing is owed is not trusted any more, a wait may be
   * over, and a reply that is owed may be past its limits.
   */
  #wakeUp(): void {
    const { connection, conversation } = this.store.getState();
    const isOver =
      connection.phase === 'waiting' && connection.retryAt <= this.#options.clock.now();
    const isIdle = connection.phase === 'online' && conversation.onWire === null;
    if (isOver || isIdle) this.#channel?.reconnect();
    else this.#watch.check();
  }

  #closeChannel(): void {
    this.#watch.done();
    this.#sleep.stop();
    this.#cancelPacing?.();
    this.#buffer.clear();
    this.#channel?.close();
    this.#channel = null;
  }

  #dispatch(event: ConversationEvent): void {
    if (event.type === 'text-delta') {
      this.#watch.heard();
      this.#buffer.push(event.turnId, event.text);
      return;
    }
    this.#buffer.flush();
    this.#apply(event);
    this.#follow(event);
  }

  #apply(event: ConversationEvent): void {
    this.store.setState((state) => reduce(state, event));
    if (event.type === 'text-delta') return;
    for (const listener of this.#listeners) listener(event);
  }

  /** What an event sets in motion. A returned message waits for the line, and so sends nothing. */
  #follow(event: ConversationEvent): void {
    switch (event.type) {
      case 'message-sent':
        return this.#watch.sent();
      case 'reply-started':
      case 'step-changed':
        return this.#watch.heard();
      case 'message-returned':
        return this.#watch.done();
      case 'reply-finished':
      case 'reply-failed':
        this.#watch.done();
        return this.#sendNext();
      case 'message-written':
      case 'queue-resumed':
        return this.#sendNext();
    }
  }

  /** Sends the next message when the line is there and nothing is on it. */
  #sendNext(): void {
    const { account, connection, conversation, editing } = this.store.getState();
    const message = nextToSend(conversation);
    if (!message || !this.#channel || message.id === editing?.messageId) return;
    if (connection.phase === 'failed' && connection.cause === 'closed-by-server') {
      return this.#channel.reconnect();
    }
    if (connection.phase !== 'online' || this.#isPaced()) return;
    const why = obstacleTo(message, account);
    if (why) return this.#dispatch({ type: 'queue-held', why });
    this.#dispatch({ type: 'message-sent', at: this.#options.clock.now(), turnId: message.id });
    this.#transmit(this.#channel, message);
  }

  /** Puts a message on the wire once it is kept that it goes, unless its line is gone by then. */
  #transmit(channel: Channel, message: Message): void {
    const { beforeSend } = this.#options;
    if (!beforeSend) return channel.send(message);
    void beforeSend().then(() => {
      const isStillMeant = this.store.getState().conversation.onWire === message.id;
      if (channel === this.#channel && isStillMeant) channel.send(message);
    });
  }

  /** Waits for the rate limit's window, and looks again when it opens. */
  #isPaced(): boolean {
    const { pace } = this.capabilities;
    const now = this.#options.clock.now();
    const opens = pace && opensAt(this.store.getState().sentAt, pace, now);
    if (opens === null) return false;
    this.#cancelPacing?.();
    this.#cancelPacing = this.#options.clock.after(opens - now, () => this.#sendNext());
    return true;
  }

  /** A line that owes a reply for too long is not trusted with the next message. */
  #giveUp(failure: TurnFailure): void {
    const turnId = this.store.getState().conversation.onWire;
    const at = this.#options.clock.now();
    if (turnId !== null) this.#dispatch({ type: 'reply-failed', at, turnId, failure });
    this.#channel?.reconnect();
  }

  /** A reply that is under way when its conversation ends will not be heard any more. */
  #abandonTurn(): void {
    this.#buffer.flush();
    const turnId = this.store.getState().conversation.onWire;
    if (turnId === null) return;
    const at = this.#options.clock.now();
    this.#apply({ type: 'reply-failed', at, turnId, failure: { kind: 'connection-lost' } });
  }
}

function initialState(options: ConsultationOptions): ConsultationState {
  return {
    connection: { phase: 'idle' },
    conversation: carryOver(newConversation(options), options.waiting ?? []),
    earlier: [],
    account: openAccount(options.budget, options.isNewSession),
    stalledSince: null,
    sentAt: [],
    editing: null,
    ...options.kept,
  };
}

function newConversation({ newId, clock, source }: ConsultationOptions): Conversation {
  return startConversation(newId(), clock.now(), { ...source, sessionId: null });
}

function reduce(state: ConsultationState, event: ConversationEvent): Partial<ConsultationState> {
  const conversation = reduceConversation(state.conversation, event);
  const account = reduceAccount(state.account, event, sentMessage(state.conversation, event));
  return { conversation, account, sentAt: countSends(state.sentAt, event) };
}

/** No rate limit looks back further than this, in messages. */
const longestMemory = 200;

/** A message that the server did not take does not count. */
function countSends(sentAt: readonly number[], event: ConversationEvent): readonly number[] {
  if (event.type === 'message-sent') return [...sentAt.slice(1 - longestMemory), event.at];
  return event.type === 'message-returned' ? sentAt.slice(0, -1) : sentAt;
}

function sentMessage({ id, exchanges }: Conversation, event: ConversationEvent) {
  if (event.type !== 'message-sent') return undefined;
  const exchange = exchanges.find(({ message }) => message.id === event.turnId);
  return exchange && { message: exchange.message, conversationId: id };
}

/** An empty conversation is not worth a place in the list. */
function keepEarlier({ conversation, earlier }: ConsultationState): readonly Conversation[] {
  return conversation.exchanges.length > 0 ? [conversation, ...earlier] : earlier;
}
