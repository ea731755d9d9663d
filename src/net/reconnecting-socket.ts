/**
 * A WebSocket that comes back, and knows nothing of what travels on it.
 *
 * It owns connecting, renewing credentials once when a handshake is refused, backing off and
 * waking up. It buffers nothing: what cannot be sent now is refused, and stays the caller's.
 * Its one law: only the present socket is listened to; a frame or a close of an earlier one does
 * nothing.
 */
import type { Cancel, Clock } from '../core/clock.ts';
import type { ConnectionState, FailureCause, WaitCause } from '../core/connection.ts';
import { SignInRequired, TimedOut, Unreachable } from '../core/errors.ts';
import type { Pace } from './backoff.ts';
import { backoffDelay } from './backoff.ts';
import type { CloseClass } from './close-class.ts';
import { askedFor, classifyClose, restartWait } from './close-class.ts';
import type { Link, Measured } from './link.ts';
import { unmeasured } from './link.ts';
import type { WakeReason } from './wake.ts';

export interface SocketOptions {
  /** Where to connect; may ask for a token first. @throws `SignInRequired` when there is none. */
  url(): Promise<string>;
  /** Renews the credentials. @throws `SignInRequired` when the server will not. */
  renew(): Promise<unknown>;
  onState(state: ConnectionState): void;
  /** A new line is there. Told before the state is, so that what waits for the line goes out after. */
  onOpen(): void;
  onText(text: string): void;
  /** The socket is gone, and with it whatever was owed on it. `clean`: by a closing handshake. */
  onLost(close: { code: number; clean: boolean }): void;
  /**
   * For a server that speaks first: how long an open socket may be silent, in milliseconds, before it
   * is replaced. The line is there when the owner says that it is `ready`, else as soon as the socket
   * is open.
   */
  greetingLimit?: number;
  /** How many tries may follow one another quickly, and how long it rests after them. */
  pace?: Pace | undefined;
  /** What measures the line. */
  link?: Link | undefined;
  clock: Clock;
  /** A number from 0 up to 1, for jitter. */
  random(): number;
  /** Calls back when it is worth trying at once: the network is back, the tab is seen again. */
  onWake(listener: (why: WakeReason) => void): Cancel;
  createSocket(url: string): WebSocket;
}

export interface ReconnectingSocket {
  /** True when the text was handed to an open socket. That is no proof of its arrival. */
  send(text: string): boolean;
  /** The server has spoken on the open socket. True when that makes the line online. */
  ready(): boolean;
  /** Drops the present socket and connects at once. */
  reconnect(): void;
  /** Drops the present socket, which is of no use any more, and connects after a back-off. */
  backOff(): void;
  /** Drops the present socket and connects at `retryAt`. */
  holdUntil(retryAt: number, cause: WaitCause): void;
  close(): void;
}

/** A connection that held this long is a good one: failures before it do not count any more. */
const stableAfter = 10_000;
const handshakeLimit = 15_000;
/** Renewals for refused handshakes are at least this far apart. */
const renewalPause = 30_000;
/** A handshake that takes longer is begun again when the network is another. */
const promptHandshake = 1_000;

const replaced = new Unreachable('No answer came before the connection was replaced');

export function openReconnectingSocket(options: SocketOptions): ReconnectingSocket {
  const socket = new Reconnecting(options);
  socket.connect();
  return socket;
}

class Reconnecting implements ReconnectingSocket {
  #options: SocketOptions;
  #socket: WebSocket | undefined;
  #state: ConnectionState = { phase: 'idle' };
  #attempt = 0;
  #renewedAt: number | null = null;
  /** Counts connections; whatever comes back with an older number is of no interest. */
  #epoch = 0;
  #cancelTimer: Cancel = () => {};
  #stopListening: Cancel;
  #ended = false;
  #dialledAt = 0;
  #link: Link;
  /** The try to connect, then the message that waits for its first answer; `null` for neither. */
  #measured: Measured | null = null;

  constructor(options: SocketOptions) {
    this.#options = options;
    this.#link = options.link ?? unmeasured;
    this.#stopListening = options.onWake((why) => this.#wake(why));
  }

  connect(): void {
    if (this.#ended) return;
    this.#drop();
    const epoch = this.#epoch;
    this.#dialledAt = this.#options.clock.now();
    this.#enter({ phase: 'connecting', attempt: this.#attempt });
    this.#options.url().then(
      (url) => epoch === this.#epoch && this.#dial(url),
      (error: unknown) => epoch === this.#epoch && this.#giveWay(error),
    );
  }

  send(text: string): boolean {
    if (this.#state.phase !== 'online' || this.#socket?.readyState !== 1) return false;
    this.#socket.send(text);
    this.#measured ??= this.#link.begin('message');
    return true;
  }

  ready(): boolean {
    if (this.#state.phase !== 'connecting' || this.#socket?.readyState !== 1) return false;
    this.#enterOnline();
    return true;
  }

  reconnect(): void {
    this.#renewedAt = null;
    this.connect();
  }

  backOff(): void {
    if (!this.#ended) this.#retry('connection-lost');
  }

  holdUntil(retryAt: number, cause: WaitCause): void {
    if (this.#ended) return;
    this.#drop();
    this.#cancelTimer = this.#options.clock.after(
      Math.max(0, retryAt - this.#options.clock.now()),
      () => this.connect(),
    );
    this.#enter({ phase: 'waiting', cause, attempt: this.#attempt, retryAt });
  }

  close(): void {
    this.#ended = true;
    this.#stopListening();
    this.#measured?.cancel();
    this.#drop();
    this.#state = { phase: 'idle' };
    this.#link.stands(this.#state);
  }

  #dial(url: string): void {
    const socket = this.#options.createSocket(url);
    this.#measured = this.#link.begin('connect');
    this.#socket = socket;
    let opened = false;
    const mine = () => this.#socket === socket;
    socket.onopen = () => {
      if (!mine()) return;
      opened = true;
      this.#opened();
    };
    socket.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (mine() && typeof data === 'string') this.#heard(data);
    };
    socket.onclose = ({ code, wasClean }: CloseEvent) => {
      if (mine()) this.#closed(code, wasClean, opened);
    };
    this.#cancelTimer = this.#options.clock.after(handshakeLimit, () => {
      if (mine()) this.#giveUpAfter(handshakeLimit);
    });
  }

  #heard(text: string): void {
    if (this.#state.phase === 'online') this.#answered();
    this.#options.onText(text);
  }

  #answered(): void {
    this.#measured?.succeed();
    this.#measured = null;
  }

  #unanswered(error: Unreachable | TimedOut): void {
    this.#measured?.fail(error);
    this.#measured = null;
  }

  #noteLoss(code: number, opened: boolean): void {
    const words = opened ? 'The connection was closed' : 'The connection was not made';
    const error = new Unreachable(`${words} (code ${code})`);
    if (this.#measured) this.#unanswered(error);
    else this.#link.note('connection', error);
  }

  #opened(): void {
    const { greetingLimit } = this.#options;
    if (greetingLimit === undefined) return this.#enterOnline();
    this.#cancelTimer();
    this.#cancelTimer = this.#options.clock.after(greetingLimit, () =>
      this.#giveUpAfter(greetingLimit),
    );
  }

  #giveUpAfter(limit: number): void {
    this.#unanswered(new TimedOut(limit));
    this.#retry('unreachable');
  }

  #enterOnline(): void {
    const now = this.#options.clock.now();
    this.#answered();
    this.#cancelTimer();
    this.#cancelTimer = this.#options.clock.after(stableAfter, () => {
      this.#attempt = 0;
      this.#renewedAt = null;
    });
    const state = {
      phase: 'online',
      since: now,
      latency: Math.max(0, now - this.#dialledAt),
    } as const;
    this.#state = state;
    this.#link.stands(state);
    this.#options.onOpen();
    if (this.#state === state) this.#options.onState(state);
  }

  #closed(code: number, clean: boolean, opened: boolean): void {
    this.#noteLoss(code, opened);
    this.#drop();
    const epoch = this.#epoch;
    if (opened) this.#options.onLost({ code, clean });
    // The listener may have decided already, e.g. to wait for a rate limit to pass, or to end it all.
    if (epoch === this.#epoch) this.#react(classifyClose(code, opened), opened);
  }

  #react(closeClass: CloseClass, opened: boolean): void {
    switch (closeClass) {
      case 'fatal':
        return this.#fail('closed-by-server');
      case 'wait':
        return this.holdUntil(this.#options.clock.now() + this.#restartDelay(), 'server-restart');
      case 'retry':
        return this.#retry('connection-lost');
      case 'sign-in':
        return this.#isJustRenewed() ? this.#refusedAgain(opened) : this.#renewThenConnect();
    }
  }

  /** One renewal an outage; but credentials that were renewed a while ago may be dead by now. */
  #isJustRenewed(): boolean {
    return this.#renewedAt !== null && this.#options.clock.now() - this.#renewedAt < renewalPause;
  }

  /** With credentials that are new, only a server that says so itself can still mean them. */
  #refusedAgain(opened: boolean): void {
    if (opened) this.#fail('sign-in-required');
    else this.#retry('unreachable');
  }

  #restartDelay(): number {
    return restartWait + this.#nextDelay();
  }

  #nextDelay(): number {
    return backoffDelay(this.#attempt++, this.#options.random(), this.#options.pace);
  }

  #renewThenConnect(): void {
    const epoch = this.#epoch;
    this.#enter({ phase: 'connecting', attempt: this.#attempt });
    this.#options.renew().then(
      () => {
        if (epoch !== this.#epoch) return;
        this.#renewedAt = this.#options.clock.now();
        this.connect();
      },
      (error: unknown) => epoch === this.#epoch && this.#giveWay(error),
    );
  }

  #giveWay(error: unknown): void {
    if (error instanceof SignInRequired) this.#fail('sign-in-required');
    else this.#retry('unreachable');
  }

  #retry(cause: WaitCause): void {
    this.holdUntil(this.#options.clock.now() + this.#nextDelay(), cause);
  }

  #fail(cause: FailureCause): void {
    this.#drop();
    this.#enter({ phase: 'failed', cause });
  }

  /**
   * Cuts a wait short, and has the waits after it start short again: the first try over a network
   * that has just come back often fails. What the server asked for is waited out.
   */
  #wake(why: WakeReason): void {
    if (this.#state.phase === 'connecting') return this.#wakeWhileConnecting(why);
    if (this.#state.phase !== 'waiting' || askedFor.has(this.#state.cause)) return;
    this.#attempt = Math.min(this.#attempt, 1);
    this.connect();
  }

  /**
   * A try that was under way before the hint says nothing about the time after it: should it fail,
   * the next one follows as soon as after a first failure.
   */
  #wakeWhileConnecting(why: WakeReason): void {
    this.#attempt = 0;
    const age = this.#options.clock.now() - this.#dialledAt;
    if (why === 'network' && age > promptHandshake) this.connect();
  }

  /** `close()` may report late or never, so the socket is forgotten first. */
  #drop(): void {
    this.#epoch++;
    if (this.#state.phase === 'online') this.#unanswered(replaced);
    this.#measured?.cancel();
    this.#measured = null;
    this.#cancelTimer();
    this.#cancelTimer = () => {};
    const socket = this.#socket;
    this.#socket = undefined;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    // 0 is CONNECTING, 1 is OPEN; the constants are not on every implementation.
    if (socket.readyState <= 1) socket.close();
  }

  #enter(state: ConnectionState): void {
    this.#state = state;
    this.#link.stands(state);
    this.#options.onState(state);
  }
}
