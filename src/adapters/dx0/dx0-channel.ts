/**
 * The conversation role of Dx0: one WebSocket, whose frames name neither message nor turn.
 *
 * It knows which message is on the wire, and so whose every frame is. It owns the spelling of
 * actions, the rate limit, and telling an overspent session from a lost line. Its one law: a reply
 * is whole only if its last frame came and every frame before it could be read.
 */
import type { Channel, EventSink, OpenOptions, OutgoingMessage } from '../../core/backend.ts';
import type { Clock } from '../../core/clock.ts';
import type { TurnFailure } from '../../core/conversation.ts';
import type { Cents } from '../../core/money.ts';
import { cents, toDollars } from '../../core/money.ts';
import type { Pace } from '../../core/pacing.ts';
import { tooBig } from '../../net/close-class.ts';
import type { ReconnectingSocket, SocketOptions } from '../../net/reconnecting-socket.ts';
import { openReconnectingSocket } from '../../net/reconnecting-socket.ts';
import type { Spelling } from './convert.ts';
import { isActionRefusal, isRateLimit, toRefusal, toSettlement, toWireAction } from './convert.ts';
import type { WireFrame, WireMessage } from './wire.ts';
import { readFrame } from './wire.ts';

export interface ChannelOptions extends Pick<
  SocketOptions,
  'renew' | 'link' | 'pace' | 'clock' | 'random' | 'onWake' | 'createSocket'
> {
  /** The address without the budget. @throws `SignInRequired` */
  address(): Promise<URL>;
  sessionId(): string | null;
  /** Kept for as long as the person is signed in: every connection of a session shares it. */
  session: SessionMemory;
}

/** What holds for all connections of a session. */
export interface SessionMemory {
  spelling: Spelling;
  spellingProven: boolean;
  /** When the messages of the last minute went out. */
  sentAt: number[];
  standing: Standing;
}

/**
 * Whether the server still answers on this session. `doubtful`: an order of unknown price was cut
 * off in mid-reply, which a lost line and an overspent budget both do.
 */
type Standing = 'sound' | 'doubtful' | 'overspent';

export function newSessionMemory(): SessionMemory {
  return {
    spelling: 'lower',
    spellingProven: false,
    sentAt: [],
    standing: 'sound',
  };
}

interface Pending {
  readonly message: OutgoingMessage;
  started: boolean;
  whole: boolean;
}

/** As if the line had been closed in order, by us. */
const byUs = { code: 1000, clean: true };

const refusedAsTooBig: TurnFailure = {
  kind: 'refused',
  detail:
    'it is too big. The server takes at most 10,000 characters, and this one fewer. Shorten it.',
};

/** What a Dx0 server takes of one session, over all its connections. */
export const dx0Pace: Pace = { limit: 30, window: 60_000 };
const { limit: rateLimit, window: rateWindow } = dx0Pace;
/** The server's clock need not tick with ours. */
const rateSlack = 250;

export function openDx0Channel(
  options: ChannelOptions,
  open: OpenOptions,
  sink: EventSink,
): Channel {
  return new Dx0Channel(options, open, sink);
}

class Dx0Channel implements Channel {
  /** The frame that ended the last reply, where that came in several. */
  #lastEnd: string | null = null;
  #socket: ReconnectingSocket;
  #sink: EventSink;
  #clock: Clock;
  #session: SessionMemory;
  #pending: Pending | null = null;
  /** What the server, or before its first word the person, says is left; `null` for no limit. */
  #remaining: Cents | null;
  #isLimitTold: boolean;

  constructor(options: ChannelOptions, { budget, ...known }: OpenOptions, sink: EventSink) {
    this.#sink = sink;
    this.#clock = options.clock;
    this.#session = options.session;
    this.#remaining = known.remaining;
    this.#isLimitTold = known.isLimitTold;
    this.#socket = openReconnectingSocket({
      ...options,
      url: async () => withBudget(await options.address(), budget),
      onState: (state) => sink.connection(state),
      onOpen: () =>
        sink.event({
          type: 'session-opened',
          at: this.#clock.now(),
          sessionId: options.sessionId(),
          remembers: false,
        }),
      onText: (text) => this.#receive(text),
      onLost: (close) => this.#lose(close),
    });
  }

  send(message: OutgoingMessage): void {
    this.#pending = { message, started: false, whole: true };
    if (this.#transmit(message)) return;
    this.#pending = null;
    this.#sink.event({ type: 'message-returned', at: this.#clock.now(), turnId: message.id });
  }

  reconnect(): void {
    this.#lose(byUs);
    this.#socket.reconnect();
  }

  close(): void {
    this.#pending = null;
    this.#socket.close();
  }

  #transmit({ action, text }: OutgoingMessage): boolean {
    const frame: WireMessage = {
      action: toWireAction(action, this.#session.spelling),
      content: text,
    };
    if (!this.#socket.send(JSON.stringify(frame))) return false;
    const now = this.#clock.now();
    this.#session.sentAt = [...this.#session.sentAt.filter((at) => at > now - rateWindow), now];
    return true;
  }

  #receive(text: string): void {
    const outcome = readFrame(text);
    if (outcome.kind === 'unknown') return this.#ignore('unknown');
    if (outcome.kind === 'malformed') return this.#receiveMalformed(outcome.ends);
    if (!this.#pending) return this.#ignore('late');
    if ('error' in outcome.frame) this.#receiveError(this.#pending, outcome.frame.error);
    else this.#receivePiece(this.#pending, outcome.frame);
  }

  /** The reply goes on, but will not be whole. */
  #receiveMalformed(ends: boolean): void {
    this.#ignore('malformed');
    if (!this.#pending) return;
    this.#pending.whole = false;
    if (ends) this.#fail(this.#pending, { kind: 'unreadable' });
  }

  #receivePiece(pending: Pending, frame: Exclude<WireFrame, { error: string }>): void {
    const turnId = pending.message.id;
    if (frame.done && this.#isEndAgain(pending, JSON.stringify(frame))) return this.#ignore('late');
    this.#start(pending);
    if (frame.reply !== '') this.#sink.event({ type: 'text-delta', turnId, text: frame.reply });
    if (!frame.done) return;
    const settlement = toSettlement(frame);
    this.#pending = null;
    this.#remaining = settlement.remaining;
    this.#isLimitTold = true;
    this.#session.standing = 'sound';
    const at = this.#clock.now();
    this.#sink.event({ type: 'reply-finished', at, turnId, settlement, whole: pending.whole });
  }

  /** The end of a reply in several frames that comes once more, when the next message is out already. */
  #isEndAgain({ started }: Pending, end: string): boolean {
    if (!started && end === this.#lastEnd) return true;
    this.#lastEnd = started ? end : null;
    return false;
  }

  #start(pending: Pending): void {
    this.#session.spellingProven = true;
    if (pending.started) return;
    pending.started = true;
    const at = this.#clock.now();
    this.#sink.event({ type: 'reply-started', at, turnId: pending.message.id });
  }

  #receiveError(pending: Pending, error: string): void {
    if (isActionRefusal(error) && !this.#session.spellingProven) return this.#respell(pending);
    if (isRateLimit(error) && !pending.started) return this.#holdForRateLimit(pending);
    this.#fail(pending, { kind: 'refused', detail: toRefusal(error) });
  }

  /** The message was refused unread, so that sending it again in the other spelling is safe. */
  #respell(pending: Pending): void {
    this.#session.spelling = this.#session.spelling === 'lower' ? 'upper' : 'lower';
    this.#session.spellingProven = true;
    if (!this.#transmit(pending.message)) this.#lose(byUs);
  }

  /** The window opens when the oldest message that counts is a minute old. */
  #holdForRateLimit({ message }: Pending): void {
    const now = this.#clock.now();
    // The refused message does not count.
    this.#session.sentAt.pop();
    const [oldest = now] = this.#session.sentAt.slice(-rateLimit);
    const isFull = this.#session.sentAt.length >= rateLimit;
    const opensIn = isFull ? oldest + rateWindow + rateSlack - now : rateWindow;
    // Messages of other tabs count as well, and clocks are set: what cannot be is a whole window.
    const isPlausible = opensIn > 0 && opensIn <= rateWindow + rateSlack;
    this.#pending = null;
    const why = 'rate-limited';
    this.#sink.event({ type: 'message-returned', at: now, turnId: message.id, why });
    this.#socket.holdUntil(now + (isPlausible ? opensIn : rateWindow), 'rate-limited');
  }

  #lose({ code, clean }: { code: number; clean: boolean }): void {
    if (!this.#pending) return;
    if (code === tooBig && !this.#pending.started)
      return this.#fail(this.#pending, refusedAsTooBig);
    const isCut = !clean && this.#pending.started;
    if (isCut) this.#session.standing = this.#standingAfterCut(this.#pending);
    const isExhausted = isCut && this.#session.standing === 'overspent';
    if (isExhausted) return this.#fail(this.#pending, { kind: 'budget-exhausted' });
    // What came has a gap, which matters more than how it ended.
    this.#fail(this.#pending, { kind: this.#pending.whole ? 'connection-lost' : 'unreadable' });
  }

  /**
   * A server that is asked for more than is left starts its reply, then drops the line, and so with
   * every reply after it.
   */
  #standingAfterCut({ message }: Pending): Standing {
    if (this.#session.standing !== 'sound') return 'overspent';
    if (message.action !== 'order' || this.#remaining === null) return 'sound';
    if ((message.forecast ?? 0) > this.#remaining || this.#remaining <= 0) return 'overspent';
    return message.forecast === null || !this.#isLimitTold ? 'doubtful' : 'sound';
  }

  #fail({ message }: Pending, failure: TurnFailure): void {
    this.#pending = null;
    const at = this.#clock.now();
    this.#sink.event({ type: 'reply-failed', at, turnId: message.id, failure });
  }

  #ignore(why: 'unknown' | 'malformed' | 'late'): void {
    this.#sink.event({ type: 'frame-ignored', why });
  }
}

function withBudget(address: URL, budget: Cents | null): string {
  if (budget !== null) address.searchParams.set('budget', String(toDollars(cents(budget))));
  return address.href;
}
