/**
 * The live side of a signed-in person's work: one open conversation, its line, and the money.
 *
 * It owns the stream store: every event goes through `dispatch`, the pure reducers make the next
 * state of it, and zustand tells the panels. It decides when the next message goes out. Its one
 * law: only text deltas, and the count of what is ignored, wait for a frame; every other event first
 * puts out what came before it.
 */
import type { StoreApi } from 'zustand/vanilla';
import { createStore } from 'zustand/vanilla';
import type { AlertReport } from '../core/alert.ts';
import type { Assistant, Assistants } from '../core/assistant.ts';
import { findAssistant } from '../core/assistant.ts';
import type { Channel, OutgoingMessage } from '../core/backend.ts';
import type { ConnectionState } from '../core/connection.ts';
import type { Action, Conversation, Priority, TurnFailure } from '../core/conversation.ts';
import {
  answering,
  findUnsent,
  hasStaleMessage,
  isEditable,
  mayBeAwaited,
  owedOf,
  nextToSend,
  waitingOf,
} from '../core/conversation.ts';
import type { ConversationEvent } from '../core/events.ts';
import { budgetStatus, obstacleTo } from '../core/budget.ts';
import type { Cents } from '../core/money.ts';
import type { PatientProfile } from '../core/patient-profile.ts';
import { limitProfile } from '../core/patient-profile.ts';
import { reduceConversation } from '../core/reduce-conversation.ts';
import type { ArchivedWork } from '../core/resume.ts';
import { continuationOf } from '../core/resume.ts';
import type { ConsultationState, ConversationOptions, Editing } from './consultation-state.ts';
import {
  beginConversation,
  beginWork,
  reduceWork,
  resumeConversation,
  takeInWork,
} from './consultation-state.ts';
import type { IgnoredFrames } from './ignored-frames.ts';
import { createIgnoredFrames } from './ignored-frames.ts';
import type { PaceGate } from './pace-gate.ts';
import { createPaceGate } from './pace-gate.ts';
import type { Consultation, ConsultationOptions } from './consultation-port.ts';
import type { TokenBuffer } from './token-buffer.ts';
import { createTokenBuffer } from './token-buffer.ts';
import type { SleepWatch, TurnWatch } from './turn-watch.ts';
import { createSleepWatch, createTurnWatch } from './turn-watch.ts';

const usualAttempts = 3;

export function createConsultation(options: ConsultationOptions): Consultation {
  return new LiveConsultation(options);
}

class LiveConsultation implements Consultation {
  readonly store: StoreApi<ConsultationState>;
  readonly assistants: Assistants;
  #options: ConsultationOptions;
  #listeners = new Set<(event: ConversationEvent) => void>();
  #channel: Channel | null = null;
  #buffer: TokenBuffer;
  #ignored: IgnoredFrames;
  #watch: TurnWatch;
  #sleep: SleepWatch;
  #pace: PaceGate;
  /** Counts lines; whatever an earlier one still reports is dropped. */
  #line = 0;
  /** This line goes on with what an earlier one began. */
  #mayLookBack = false;

  constructor(options: ConsultationOptions) {
    this.#options = options;
    this.assistants = options.assistants;
    this.store = createStore(() => beginWork(options));
    this.#buffer = createTokenBuffer(options.scheduler, (turnId, text) =>
      this.#apply({ type: 'text-delta', turnId, text }),
    );
    this.#ignored = createIgnoredFrames(options.scheduler, this.store);
    this.#watch = createTurnWatch(options.clock, () => this.#assistant.limits, {
      onStall: (stalledSince) => this.store.setState({ stalledSince }),
      onExpire: (failure) => this.#giveUp(failure),
    });
    this.#pace = createPaceGate(options.clock, () => this.#sendNext());
    this.#sleep = createSleepWatch(options.clock, () => this.#wakeUp());
    this.#open(this.store.getState().account.requestedLimit);
  }

  write(action: Action, text: string, forecast: Cents | null = null, mayExceed = false): void {
    const { newId, clock } = this.#options;
    const message = { id: newId(), action, text, writtenAt: clock.now(), forecast };
    this.#dispatch({
      type: 'message-written',
      message: mayExceed ? { ...message, mayExceed } : message,
    });
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
    const exchange = editing && this.#findUnsent(editing.messageId);
    this.store.setState({ editing: exchange && isEditable(exchange.message) ? editing : null });
    this.#sendNext();
  }

  saveEdit(): void {
    const { editing } = this.store.getState();
    if (!editing) return;
    const { messageId: turnId, text } = editing;
    this.#dispatch({ type: 'message-edited', at: this.#now, turnId, text: text.trim() });
    this.retry(turnId);
    this.edit(null);
  }

  prioritise(messageId: string, priority: Priority): void {
    this.#dispatch({ type: 'message-prioritised', turnId: messageId, priority });
  }

  retry(messageId: string): void {
    this.#dispatch({ type: 'message-requeued', at: this.#now, turnId: messageId });
  }

  resumeQueue(): void {
    this.#dispatch({ type: 'queue-resumed', at: this.#now });
  }

  stop(): void {
    const exchange = answering(this.store.getState().conversation);
    if (!exchange) return;
    this.#dispatch({ type: 'reply-stopped', at: this.#now, turnId: exchange.message.id });
  }

  startConversation(assistantId: string, options: ConversationOptions): void {
    const assistant = findAssistant(this.assistants, assistantId) ?? this.assistants[0];
    this.#endConversation();
    this.store.setState((state) => beginConversation(state, this.#options, assistant, options));
    this.#open(options.budget);
  }

  continueConversation(conversation: Conversation): boolean {
    const assistant = findAssistant(this.assistants, conversation.source.assistantId);
    if (!assistant?.conversation.capabilities.continues) return false;
    this.#endConversation();
    this.store.setState((state) => resumeConversation(state, conversation, assistant));
    this.#open(null);
    return true;
  }

  rename(conversationId: string, name: string): void {
    const event = { type: 'conversation-renamed', name: name.trim() || null } as const;
    const isLive = conversationId === this.store.getState().conversation.id;
    if (isLive) this.#channel?.rename?.(event.name);
    this.#dispatchTo(conversationId, event);
  }

  awaitReply(messageId: string): void {
    const { capabilities, connection, conversation } = this.store.getState();
    const exchange = conversation.exchanges.find(({ message }) => message.id === messageId);
    if (!exchange || !mayBeAwaited(exchange) || conversation.onWire !== null) return;
    if (!capabilities.continues || connection.phase !== 'online' || !this.#channel?.await) return;
    this.#dispatch({ type: 'reply-awaited', at: this.#now, turnId: messageId });
    this.#channel.await({ ...exchange.message, profile: exchange.profile });
  }

  changeProfile(profile: PatientProfile): void {
    this.#dispatch({ type: 'profile-changed', profile });
  }

  acknowledge(conversationId: string, alertId: string, reason: string): void {
    const acknowledgement = { by: this.#options.user, at: this.#now, reason: reason.trim() };
    this.#dispatchTo(conversationId, { type: 'alert-acknowledged', alertId, acknowledgement });
  }

  raiseAlert(report: AlertReport): void {
    const { conversation, earlier } = this.store.getState();
    const isKnown = [conversation, ...earlier].some(({ alerts }) =>
      alerts.some(({ by, text }) => by === report.by && text === report.text),
    );
    if (isKnown) return;
    this.#dispatch({ type: 'alert-raised', at: this.#now, turnId: null, report });
  }

  takeIn(left: ArchivedWork): void {
    this.store.setState((state) => takeInWork(state, left));
  }

  /** To the live conversation or an earlier one. */
  #dispatchTo(conversationId: string, event: ConversationEvent): void {
    if (conversationId === this.store.getState().conversation.id) return this.#dispatch(event);
    this.store.setState(({ earlier }) => ({
      earlier: earlier.map((each) =>
        each.id === conversationId ? reduceConversation(each, event) : each,
      ),
    }));
    this.#tell(event);
  }

  tryNow(): void {
    this.#channel?.reconnect();
  }

  #findUnsent(messageId: string) {
    return findUnsent(this.store.getState().conversation, messageId);
  }

  onEvent(listener: (event: ConversationEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    this.#closeChannel();
    this.#listeners.clear();
  }

  get #now(): number {
    return this.#options.clock.now();
  }

  get #assistant(): Assistant {
    const { assistantId } = this.store.getState().conversation.source;
    return findAssistant(this.assistants, assistantId) ?? this.assistants[0];
  }

  #open(budget: Cents | null): void {
    const { account, capabilities, conversation } = this.store.getState();
    const { remaining } = budgetStatus(account);
    const { name, instructions } = conversation;
    const continues = capabilities.continues ? continuationOf(conversation) : undefined;
    this.#mayLookBack = continues !== undefined;
    const line = ++this.#line;
    this.#channel = this.#assistant.conversation.open(
      { name, instructions, continues, budget, remaining, isLimitTold: account.limitTold },
      {
        event: (event) =>
          line === this.#line
            ? this.#dispatch(event)
            : this.#ignored.add({ type: 'frame-ignored', why: 'late' }),
        connection: (connection) => {
          if (line === this.#line) this.#connectionChanged(connection);
        },
      },
    );
  }

  #endConversation(): void {
    this.#abandonTurn();
    this.#closeChannel();
    this.#apply({ type: 'conversation-ended', at: this.#now });
  }

  /** The last reply of a line that is gone may be there by now: it is looked for once. */
  #lookBack(): void {
    if (!this.#mayLookBack) return;
    this.#mayLookBack = false;
    const { conversation } = this.store.getState();
    const owed = owedOf(conversation);
    if (owed !== undefined) this.awaitReply(owed);
  }

  #connectionChanged(connection: ConnectionState): void {
    this.store.setState({ connection });
    if (connection.phase === 'online' || connection.phase === 'waiting') this.#sleep.start();
    else this.#sleep.stop();
    if (connection.phase !== 'online') return;
    const { conversation } = this.store.getState();
    const isStale = hasStaleMessage(conversation, this.#now);
    if (isStale) this.#dispatch({ type: 'queue-held', why: 'stale' });
    this.#lookBack();
    this.#sendNext();
  }

  /**
   * The machine has slept: a line on which nothing is owed is not trusted any more, a wait may be
   * over, and a reply that is owed may be past its limits.
   */
  #wakeUp(): void {
    const { connection, conversation } = this.store.getState();
    const isOver = connection.phase === 'waiting' && connection.retryAt <= this.#now;
    const isIdle = connection.phase === 'online' && conversation.onWire === null;
    if (isOver || isIdle) this.#channel?.reconnect();
    else this.#watch.check();
  }

  #closeChannel(): void {
    this.#line++;
    this.#watch.done();
    this.#sleep.stop();
    this.#pace.close();
    this.#buffer.clear();
    this.#ignored.flush();
    this.#channel?.close();
    this.#channel = null;
  }

  #dispatch(event: ConversationEvent): void {
    if (event.type === 'frame-ignored') return this.#ignored.add(event);
    if (event.type === 'text-delta') {
      this.#watch.heard();
      this.#buffer.push(event.turnId, event.text);
      return;
    }
    this.#ignored.flush();
    this.#buffer.flush();
    this.#apply(event);
    this.#follow(event);
  }

  #apply(event: ConversationEvent): void {
    this.store.setState((state) => reduceWork(state, event));
    if (event.type === 'text-delta') return;
    this.#tell(event);
  }

  #tell(event: ConversationEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  /** What an event sets in motion. A returned message waits for the line, and so sends nothing. */
  #follow(event: ConversationEvent): void {
    switch (event.type) {
      case 'message-sent':
      case 'reply-awaited':
        return this.#watch.sent();
      case 'reply-started':
      case 'step-changed':
        return this.#watch.heard();
      case 'message-returned':
        this.#watch.done();
        return this.#setAsideIfHopeless(event.turnId);
      case 'reply-finished':
      case 'reply-failed':
        this.#watch.done();
        return this.#sendNext();
      case 'message-written':
      case 'message-requeued':
      case 'queue-resumed':
        return this.#sendNext();
    }
  }

  /** What came back too often stands in the way of the rest no longer. */
  #setAsideIfHopeless(turnId: string): void {
    const { mostAttempts = usualAttempts } = this.#options;
    const exchange = this.#findUnsent(turnId);
    if (exchange && waitingOf(exchange).attempts >= mostAttempts) this.#setAside(turnId);
  }

  #setAside(turnId: string): void {
    this.#dispatch({ type: 'message-set-aside', at: this.#now, turnId });
    this.#sendNext();
  }

  /** Sends the next message when the line is there and nothing is on it. */
  #sendNext(): void {
    const { account, capabilities, connection, conversation, editing } = this.store.getState();
    const message = nextToSend(conversation);
    if (!message || !this.#channel || message.id === editing?.messageId) return;
    if (!capabilities.actions.includes(message.action)) return this.#setAside(message.id);
    if (connection.phase === 'failed' && connection.cause === 'closed-by-server') {
      return this.#channel.reconnect();
    }
    if (connection.phase !== 'online' || this.#pace.isShut(this.store.getState())) return;
    const why = obstacleTo(message, account);
    if (why) return this.#dispatch({ type: 'queue-held', why });
    const profile = limitProfile(conversation.profile, this.store.getState().capabilities.profile);
    this.#dispatch({ type: 'message-sent', at: this.#now, turnId: message.id, profile });
    this.#transmit(this.#channel, { ...message, profile });
  }

  /** Puts a message on the wire once it is kept that it goes, unless its line is gone by then. */
  #transmit(channel: Channel, message: OutgoingMessage): void {
    const { beforeSend } = this.#options;
    if (!beforeSend) return channel.send(message);
    void beforeSend().then(() => {
      const isStillMeant = this.store.getState().conversation.onWire === message.id;
      if (channel === this.#channel && isStillMeant) channel.send(message);
    });
  }

  /** A line that owes a reply for too long is not trusted with the next message. */
  #giveUp(failure: TurnFailure): void {
    const turnId = this.store.getState().conversation.onWire;
    if (turnId !== null) this.#dispatch({ type: 'reply-failed', at: this.#now, turnId, failure });
    this.#channel?.reconnect();
  }

  /** A reply that is under way when its conversation ends will not be heard any more. */
  #abandonTurn(): void {
    this.#buffer.flush();
    const turnId = this.store.getState().conversation.onWire;
    if (turnId === null) return;
    this.#apply({
      type: 'reply-failed',
      at: this.#now,
      turnId,
      failure: { kind: 'connection-lost' },
    });
  }
}
