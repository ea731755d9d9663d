/**
 * A conversation back end without a network, whose other end is the test.
 *
 * It keeps to the port: whatever the test lets happen is reported through the sink, in the words of
 * an adapter. It decides nothing by itself, and does not connect again unless told.
 */
import type {
  Capabilities,
  Channel,
  ConversationBackend,
  EventSink,
  OpenOptions,
  OutgoingMessage,
} from '../core/backend.ts';
import type { AlertReport } from '../core/alert.ts';
import type { Clock } from '../core/clock.ts';
import type { FailureCause } from '../core/connection.ts';
import type { Settlement, TurnFailure } from '../core/conversation.ts';

export class FakeBackend implements ConversationBackend {
  readonly capabilities: Capabilities = {
    actions: ['ask', 'order', 'diagnose'],
    pace: null,
    case: true,
    budget: true,
    emergencies: true,
    profile: [],
    replies: 'plain',
    messageLimit: 10_000,
    isKeptByServer: false,
    continues: false,
  };
  /** Every line that was opened, the present one last. */
  readonly lines: FakeLine[] = [];
  #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  open(options: OpenOptions, sink: EventSink): Channel {
    const line = new FakeLine(this.#clock, options, sink);
    this.lines.push(line);
    sink.connection({ phase: 'connecting', attempt: 0 });
    return line;
  }

  get line(): FakeLine {
    const line = this.lines.at(-1);
    if (!line) throw new Error('No line was opened yet');
    return line;
  }
}

export class FakeLine implements Channel {
  readonly options: OpenOptions;
  readonly sent: OutgoingMessage[] = [];
  /** Whose answers are looked for, without sending them. */
  readonly awaited: OutgoingMessage[] = [];
  reconnects = 0;
  isClosed = false;
  #clock: Clock;
  #sink: EventSink;
  #turnId = 'nobody';

  constructor(clock: Clock, options: OpenOptions, sink: EventSink) {
    this.#clock = clock;
    this.#sink = sink;
    this.options = options;
  }

  send(message: OutgoingMessage): void {
    this.sent.push(message);
    this.#turnId = message.id;
  }

  await(message: OutgoingMessage): void {
    this.awaited.push(message);
    this.#turnId = message.id;
  }

  reconnect(): void {
    this.reconnects++;
  }

  close(): void {
    this.isClosed = true;
  }

  /** Texts of the messages that were put on the wire, in order. */
  get sentTexts(): readonly string[] {
    return this.sent.map(({ text }) => text);
  }

  online(remembers = false): void {
    const at = this.#clock.now();
    this.#sink.event({ type: 'session-opened', at, sessionId: 'session-1', remembers });
    this.#sink.connection({ phase: 'online', since: at, latency: 12 });
  }

  waiting(): void {
    const retryAt = this.#clock.now() + 1000;
    this.#sink.connection({ phase: 'waiting', cause: 'connection-lost', attempt: 1, retryAt });
  }

  failed(cause: FailureCause): void {
    this.#sink.connection({ phase: 'failed', cause });
  }

  /** The reply to the last message begins. */
  start(): void {
    this.#sink.event({ type: 'reply-started', at: this.#clock.now(), turnId: this.#turnId });
  }

  say(text: string): void {
    this.#sink.event({ type: 'text-delta', turnId: this.#turnId, text });
  }

  /** A frame that is of no use. */
  babble(): void {
    this.#sink.event({ type: 'frame-ignored', why: 'late' });
  }

  step(name: string, agent: string | null = null): void {
    const at = this.#clock.now();
    this.#sink.event({ type: 'step-changed', at, turnId: this.#turnId, name, agent });
  }

  finish(settlement: Settlement | null = null): void {
    const at = this.#clock.now();
    const turnId = this.#turnId;
    this.#sink.event({ type: 'reply-finished', at, turnId, settlement, whole: true });
  }

  /** The whole reply to the last message. */
  reply(text: string, settlement: Settlement | null = null): void {
    this.start();
    this.say(text);
    this.finish(settlement);
  }

  fail(failure: TurnFailure = { kind: 'connection-lost' }): void {
    const at = this.#clock.now();
    this.#sink.event({ type: 'reply-failed', at, turnId: this.#turnId, failure });
  }

  /** The last message was not taken. */
  giveBack(): void {
    this.#sink.event({ type: 'message-returned', at: this.#clock.now(), turnId: this.#turnId });
  }

  raise(report: AlertReport): void {
    const at = this.#clock.now();
    this.#sink.event({ type: 'alert-raised', at, turnId: this.#turnId, report });
  }

  notify(text: string): void {
    this.#sink.event({ type: 'notice-received', at: this.#clock.now(), text });
  }
}
