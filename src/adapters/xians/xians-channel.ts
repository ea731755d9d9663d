/**
 * The conversation role of a Xians server: its hub while that is there, else its REST.
 *
 * A conversation is a scope of the thread that the server keeps for a workflow and a person, so that it
 * is remembered over connections and pages. Its one law: a message is put on the wire once; where
 * nobody knows whether it arrived, it is looked for in the history, and never sent again.
 */
import type { Channel, Continuation, EventSink, OutgoingMessage } from '../../core/backend.ts';
import type { Cancel } from '../../core/clock.ts';
import type { ConnectionState } from '../../core/connection.ts';
import type { TurnFailure } from '../../core/conversation.ts';
import { CircuitOpen, Rejected } from '../../core/errors.ts';
import { unmeasured } from '../../net/link.ts';
import type { Content, Heard } from './convert.ts';
import { toHeard } from './convert.ts';
import {
  fallbackOf,
  fitsFrame,
  holdsUntil,
  isTurnedDown,
  neverArrived,
  refusalOf,
  refusedWith,
  tooBig,
  withoutLine,
} from './refusals.ts';
import { answers, toRemark } from './remarks.ts';
import { inOrderSaid, Thread } from './thread.ts';
import type { WireRequest } from './wire.ts';
import { readList, readMessage, wirePageSize } from './wire.ts';
import type { HubState } from './xians-hub.ts';
import { XiansHub } from './xians-hub.ts';
import type { Pending, XiansLine } from './xians-line.ts';
import { toRequest } from './xians-line.ts';

export function openXiansChannel(
  line: XiansLine,
  continues: Continuation | undefined,
  sink: EventSink,
): Channel {
  return new XiansChannel(line, continues, sink);
}

/** How often the server is asked where nothing is pushed: while an answer is owed, and else. */
const askingEvery = { owed: 1_500, idle: 10_000 } as const;
/** A message that is not in the history this long after it was sent never arrived. */
const settledAfter = 3_000;
class XiansChannel implements Channel {
  #line: XiansLine;
  #sink: EventSink;
  #hub: XiansHub;
  #scope: string;
  #thread: Thread;
  #state: ConnectionState = { phase: 'idle' };
  #pending: Pending | null = null;
  #ended = false;
  /** Messages that have their answer: what else is said about them is no answer that came late. */
  #answered = new Set<string>();
  /** The message whose reply this conversation will ask for: the reply is left to that. */
  #owed: string | undefined;
  /** Of looks into the history: only the latest counts. */
  #look = new AbortController();
  #cancelAsking: Cancel = () => undefined;
  /** The server takes no request before, by its own word. In milliseconds since 1970. */
  #heldUntil = 0;

  constructor(line: XiansLine, continues: Continuation | undefined, sink: EventSink) {
    this.#line = line;
    this.#sink = sink;
    this.#scope = continues?.sessionId ?? line.newId();
    this.#owed = continues?.owed;
    line.scopes.add(this.#scope);
    const { participantId } = line.server;
    this.#thread = new Thread({ scope: this.#scope, participantId, seen: continues?.seen ?? [] });
    this.#hub = new XiansHub({
      ...line,
      link: line.links?.('hub') ?? unmeasured,
      onState: (state) => this.#followHub(state),
      onEvent: (name, payload) => this.#hear(name, payload),
    });
    this.#hub.dial();
  }

  send(message: OutgoingMessage): void {
    if (this.#ended) return;
    if (this.#state.phase !== 'online' || this.#pending) return this.#returnMessage(message.id);
    const request = toRequest(message, this.#line, this.#scope);
    const pending = (this.#pending = this.#begin(message));
    if (!fitsFrame(request)) return this.#fail(pending, tooBig);
    pending.isInFlight = true;
    if (this.#hub.state.phase === 'up') return void this.#sendByHub(pending, request);
    void this.#sendByRequest(pending, request);
    if (this.#hub.state.phase === 'failed') this.#hub.reconnect();
  }

  await(message: OutgoingMessage): void {
    if (this.#ended || this.#pending) return;
    this.#owed = undefined;
    this.#pending = this.#begin(message);
    void this.#lookUp();
  }

  reconnect(): void {
    if (this.#ended) return;
    if (this.#pending) this.#fail(this.#pending, { kind: 'connection-lost' });
    this.#stopAsking();
    this.#state = { phase: 'idle' };
    this.#hub.reconnect();
  }

  close(): void {
    this.#ended = true;
    this.#line.scopes.delete(this.#scope);
    this.#drop();
    this.#stopAsking();
    this.#hub.close();
  }

  #begin(message: OutgoingMessage): Pending {
    const { clock, answerLimit } = this.#line;
    const cancelLimit = clock.after(answerLimit, () => {
      if (this.#pending === pending) this.#fail(pending, { kind: 'overdue', limit: answerLimit });
    });
    const sentAt = clock.now();
    const pending = { message, sentAt, isAccepted: false, isInFlight: false, cancelLimit };
    return pending;
  }

  /** What the hub has not taken when its line is lost may have arrived all the same. */
  async #sendByHub(pending: Pending, request: WireRequest): Promise<void> {
    try {
      await this.#hub.invoke('SendInboundMessage', request, 'Chat');
      pending.isInFlight = false;
      if (this.#pending === pending) this.#accept(pending);
    } catch (error) {
      pending.isInFlight = false;
      if (this.#pending !== pending) return;
      if (error instanceof Rejected) this.#fail(pending, refusalOf(error));
      // It was not let out at all.
      else if (error instanceof CircuitOpen) this.#failRequest(pending, error);
    }
  }

  async #sendByRequest(pending: Pending, request: WireRequest): Promise<void> {
    try {
      await this.#line.server.send(request);
      pending.isInFlight = false;
      if (this.#pending === pending) this.#accept(pending);
    } catch (error) {
      pending.isInFlight = false;
      if (this.#pending === pending) this.#failRequest(pending, error);
    }
  }

  #failRequest(pending: Pending, error: unknown): void {
    if (error instanceof Rejected) return this.#fail(pending, refusalOf(error));
    if (isTurnedDown(error)) {
      this.#drop();
      this.#returnMessage(pending.message.id);
    }
    if (this.#hub.state.phase !== 'up') this.#giveWay(error);
    else void this.#lookUp();
  }

  #followHub(state: HubState): void {
    if (this.#ended) return;
    switch (state.phase) {
      case 'dialling':
        if (this.#isDegraded()) return this.#enterDegraded();
        if (this.#isHeld() && this.#state.phase === 'waiting') return;
        return this.#enter({ phase: 'connecting', attempt: state.attempt });
      case 'up':
        this.#stopAsking();
        return void this.#lookUp();
      case 'down':
      case 'failed':
        if (this.#isDegraded()) return this.#enterDegraded();
        if (this.#state.phase === 'online') this.#enter({ phase: 'connecting', attempt: 0 });
        return void this.#lookUp();
    }
  }

  #isDegraded(): boolean {
    return this.#state.phase === 'online' && this.#state.fallback !== undefined;
  }

  /** What the server holds of this conversation: by the hub, or where that is down, by a request. */
  async #lookUp(): Promise<void> {
    this.#stopAsking();
    const { signal } = this.#look;
    const isByHub = this.#hub.state.phase === 'up';
    if (!isByHub && this.#isHeld()) return this.#giveWay(null);
    const since = this.#now();
    try {
      if (isByHub) await this.#askHub();
      else
        this.#merge(await this.#line.server.history(this.#line.workflow, this.#scope, { signal }));
    } catch (error) {
      // A hub that goes away says so itself.
      if (!signal.aborted && !isByHub) this.#giveWay(error);
      return;
    }
    if (signal.aborted) return;
    this.#arrive(isByHub, since);
    this.#askAgain(isByHub);
  }

  async #askHub(): Promise<void> {
    const { server, workflow } = this.#line;
    const page = [1, wirePageSize, this.#scope] as const;
    try {
      await this.#hub.invoke('GetScopedThreadHistory', workflow, server.participantId, ...page);
    } catch (error) {
      if (!(error instanceof Rejected)) throw error;
      // A hub that has no history is as good for the rest.
      this.#merge(await server.history(workflow, this.#scope, { signal: this.#look.signal }));
    }
  }

  #arrive(isByHub: boolean, since: number): void {
    if (isByHub === !this.#isDegraded() && this.#state.phase === 'online') return;
    const at = this.#now();
    const { state } = this.#hub;
    const latency = state.phase === 'up' ? state.latency : Math.max(0, at - since);
    const line = { phase: 'online', since: at, latency } as const;
    this.#sink.event({ type: 'session-opened', at, sessionId: this.#scope, remembers: true });
    this.#enter(isByHub ? line : { ...line, fallback: fallbackOf(this.#hub.state) });
  }

  #enterDegraded(): void {
    if (this.#state.phase !== 'online') return;
    this.#enter({ ...this.#state, fallback: fallbackOf(this.#hub.state) });
  }

  /** Where nothing is pushed it is asked; also where nobody knows whether a message arrived. */
  #askAgain(isByHub: boolean): void {
    const isUnsettled = this.#pending !== null && !this.#pending.isAccepted;
    if (isByHub && !isUnsettled) return;
    const delay = this.#pending ? askingEvery.owed : askingEvery.idle;
    // What is told meanwhile may have set one already.
    this.#cancelAsking();
    this.#cancelAsking = this.#line.clock.after(delay, () => void this.#lookUp());
  }

  #stopAsking(): void {
    this.#cancelAsking();
    this.#look.abort();
    this.#look = new AbortController();
  }

  #hear(name: string, payload: unknown): void {
    switch (name.toLowerCase()) {
      case 'threadhistory':
        return this.#merge(Array.isArray(payload) ? payload : []);
      case 'inboundprocessed':
        if (this.#pending?.isInFlight) this.#accept(this.#pending);
        return;
      case 'error':
        return this.#hearError(payload);
      case 'threaddeleted':
        return this.#remarkDeletion();
      case 'connectionerror':
        return;
      default:
        return this.#hearMessage(name, payload);
    }
  }

  /** The hub tells of a mistake beside the call that made it. */
  #hearError(payload: unknown): void {
    const pending = this.#pending;
    if (!pending?.isInFlight || pending.isAccepted) return this.#ignore('unknown');
    this.#fail(pending, refusedWith(payload));
  }

  #hearMessage(name: string, payload: unknown): void {
    const message = readMessage(payload);
    if (!message) return this.#ignore('malformed');
    const kind = /data$/i.test(name) ? 'Data' : /handoff$/i.test(name) ? 'Handoff' : 'Chat';
    this.#take(toHeard(message, kind));
  }

  #merge(list: readonly unknown[]): void {
    const { messages, malformed } = readList(list);
    for (let count = 0; count < malformed; count++) this.#ignore('malformed');
    const heard = inOrderSaid(messages.map((message) => toHeard(message)));
    for (const each of heard) this.#take(each);
    if (this.#pending) this.#settle(this.#pending, heard);
  }

  #take(heard: Heard): void {
    const novelty = this.#thread.note(heard);
    if (novelty === 'foreign') return this.#ignore('late');
    if (heard.isOurs) {
      const pending = this.#pending;
      if (pending && pending.message.id === heard.requestId) this.#accept(pending);
      return;
    }
    const { content } = heard;
    if (novelty === 'repeated') return;
    if (!content) return this.#ignore('unknown');
    if (novelty === 'new' && content.kind === 'chat' && this.#pending) {
      if (answers(heard, this.#pending)) {
        return this.#finish(this.#pending, content.text, heard.mark.id);
      }
    }
    if (content.kind === 'chat' && this.#isOwed(heard.requestId)) return;
    this.#remark(heard, content, novelty === 'changed');
  }

  /** Of the first answer to what is owed, once: only one is its reply. */
  #isOwed(requestId: string | null): boolean {
    if (requestId === null || requestId !== this.#owed) return false;
    this.#owed = undefined;
    return true;
  }

  /** Looks for a message of which nobody knows whether it arrived, and for an answer told before. */
  #settle(pending: Pending, heard: readonly Heard[]): void {
    const { id } = pending.message;
    const named = heard.filter(({ requestId }) => requestId === id);
    const answer = named.find(({ isOurs, content }) => !isOurs && content?.kind === 'chat');
    if (answer?.content?.kind === 'chat') {
      return this.#finish(pending, answer.content.text, answer.mark.id);
    }
    if (pending.isAccepted || pending.isInFlight) return;
    if (named.some(({ isOurs }) => isOurs)) return this.#accept(pending);
    if (this.#now() - pending.sentAt >= settledAfter) this.#fail(pending, neverArrived);
  }

  #accept(pending: Pending): void {
    if (pending.isAccepted) return;
    pending.isAccepted = true;
    const turnId = pending.message.id;
    const step = { name: 'Working on it', agent: null } as const;
    this.#sink.event({ type: 'step-changed', at: this.#now(), turnId, ...step });
    if (this.#hub.state.phase !== 'up') this.#askAgain(false);
  }

  #finish({ message }: Pending, text: string, replyId: string): void {
    const turnId = message.id;
    this.#drop();
    this.#line.claimed.add(replyId);
    this.#answered.add(turnId);
    this.#sink.event({ type: 'reply-started', at: this.#now(), turnId });
    if (text !== '') this.#sink.event({ type: 'text-delta', turnId, text });
    const end = { settlement: null, whole: true, replyId } as const;
    this.#sink.event({ type: 'reply-finished', at: this.#now(), turnId, ...end });
  }

  /** What answers no open turn is said beside them, and never added to an earlier answer. */
  #remark({ mark, requestId }: Heard, content: Content, isChanged: boolean): void {
    const { claimed } = this.#line;
    if (!isChanged && claimed.has(mark.id)) return;
    claimed.add(mark.id);
    const isLate = requestId !== null && !this.#answered.has(requestId);
    const novelty = isChanged ? 'changed' : isLate ? 'late' : 'new';
    this.#sink.event(toRemark(content, novelty, { at: this.#now(), mark }));
  }

  #remarkDeletion(): void {
    const text = 'The server has deleted what it kept of this thread. What stands here stays.';
    this.#sink.event({ type: 'notice-received', at: this.#now(), text });
  }

  #fail(pending: Pending, failure: TurnFailure): void {
    this.#drop();
    const turnId = pending.message.id;
    this.#sink.event({ type: 'reply-failed', at: this.#now(), turnId, failure });
  }

  #drop(): void {
    this.#pending?.cancelLimit();
    this.#pending = null;
  }

  #returnMessage(turnId: string): void {
    this.#sink.event({ type: 'message-returned', at: this.#now(), turnId });
  }

  /** Neither the hub nor a request gets through; the hub goes on trying. */
  #giveWay(error: unknown): void {
    const { state: hub } = this.#hub;
    if (hub.phase === 'up' || this.#ended) return;
    this.#stopAsking();
    this.#heldUntil = Math.max(this.#heldUntil, holdsUntil(error, this.#now()));
    const state = withoutLine(hub, error, this.#isHeld() ? this.#heldUntil : null);
    if (state.phase === 'failed' && this.#pending) {
      this.#fail(this.#pending, { kind: 'connection-lost' });
    }
    this.#enter(state);
    if (!this.#isHeld() || state.phase !== 'waiting') return;
    const wait = this.#heldUntil - this.#now();
    this.#cancelAsking = this.#line.clock.after(wait, () => void this.#lookUp());
  }

  #isHeld(): boolean {
    return this.#now() < this.#heldUntil;
  }

  #enter(state: ConnectionState): void {
    this.#state = state;
    this.#sink.connection(state);
  }

  #ignore(why: 'unknown' | 'malformed' | 'late'): void {
    this.#sink.event({ type: 'frame-ignored', why });
  }

  #now(): number {
    return this.#line.clock.now();
  }
}
