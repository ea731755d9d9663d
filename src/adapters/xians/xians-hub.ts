/**
 * The hub of a Xians server as a line that comes back: dialled, subscribed, and dialled again.
 *
 * It owns the back-off, the one renewal of a token and the subscription, which a server forgets with
 * the connection; it does not know what is said. Its one law: only the present line is listened to.
 */
import type { Cancel, Clock } from '../../core/clock.ts';
import type { ConnectionState, FailureCause, WaitCause } from '../../core/connection.ts';
import { Forbidden, RateLimited, SignInRequired, Unreachable } from '../../core/errors.ts';
import type { Pace } from '../../net/backoff.ts';
import { backoffDelay } from '../../net/backoff.ts';
import { askedFor, classifyClose, restartWait } from '../../net/close-class.ts';
import type { DialHub, HubLine } from '../../net/hub.ts';
import type { Link } from '../../net/link.ts';
import type { WakeReason } from '../../net/wake.ts';
import type { XiansServer } from './xians-server.ts';

/** How the hub stands. Times in milliseconds. One that `failed` is not dialled again by itself. */
export type HubState =
  | { readonly phase: 'dialling'; readonly attempt: number }
  | { readonly phase: 'up'; readonly latency: number }
  | {
      readonly phase: 'down';
      readonly cause: WaitCause;
      readonly attempt: number;
      readonly retryAt: number;
    }
  | { readonly phase: 'failed'; readonly cause: FailureCause };

export interface HubOptions {
  readonly server: XiansServer;
  readonly workflow: string;
  readonly dialHub: DialHub;
  /** What measures the line. */
  readonly link: Link;
  readonly clock: Clock;
  /** How many tries may follow one another quickly, and how long it rests after them. */
  readonly pace?: Pace | undefined;
  random(): number;
  onWake(listener: (why: WakeReason) => void): Cancel;
  onState(state: HubState): void;
  onEvent(name: string, payload: unknown): void;
}

/** A connection that held this long is a good one: failures before it do not count any more. */
const stableAfter = 10_000;
/** From dialling to being subscribed. */
const dialLimit = 15_000;
const usualRefusal = 60_000;

/** What the hub says. A message comes under two names; the older ones are the same again. */
const events: readonly string[] = [
  ...['ThreadHistory', 'InboundProcessed', 'ReceiveChat', 'ReceiveData', 'ReceiveHandoff'],
  ...['ReceiveMessage', 'ReceiveMetadata', 'ThreadDeleted', 'Error', 'ConnectionError'],
];

export class XiansHub {
  state: HubState = { phase: 'dialling', attempt: 0 };
  #options: HubOptions;
  #line: HubLine | null = null;
  #attempt = 0;
  #isRenewed = false;
  /** Counts lines; whatever comes back with an older number is of no interest. */
  #epoch = 0;
  #ended = false;
  #cancelTimer: Cancel = () => undefined;
  #stopListening: Cancel;

  constructor(options: HubOptions) {
    this.#options = options;
    this.#stopListening = options.onWake(() => this.#wake());
  }

  dial(): void {
    if (this.#ended) return;
    this.#drop();
    const epoch = this.#epoch;
    this.#enter({ phase: 'dialling', attempt: this.#attempt });
    const since = this.#options.clock.now();
    this.#cancelTimer = this.#options.clock.after(dialLimit, () => this.#retry('unreachable'));
    this.#options.link
      .run('connect', () => this.#connect(epoch))
      .then(
        () => epoch === this.#epoch && this.#rise(since),
        (error: unknown) => epoch === this.#epoch && this.#giveWay(error),
      );
  }

  /** Dials at once, as if nothing had failed before. */
  reconnect(): void {
    this.#isRenewed = false;
    this.dial();
  }

  /** @throws `Rejected` where the hub refused, `Unreachable` where the line was lost meanwhile */
  invoke(method: string, ...parameters: readonly unknown[]): Promise<void> {
    if (!this.#line) return Promise.reject(new Unreachable('The line is not there'));
    const line = this.#line;
    return this.#options.link.run(method, () => line.invoke(method, ...parameters));
  }

  close(): void {
    this.#ended = true;
    this.#stopListening();
    this.#drop();
    this.#options.link.stands({ phase: 'idle' });
  }

  async #connect(epoch: number): Promise<void> {
    const { server, workflow, dialHub, onEvent } = this.#options;
    const isPresent = () => epoch === this.#epoch;
    let isSubscribed = false;
    const refusals: string[] = [];
    const line = await dialHub({
      ...(await server.hub()),
      events,
      onEvent: (name, payload) => {
        if (!isSubscribed) {
          if (/error$/i.test(name)) refusals.push(name);
        } else if (isPresent()) onEvent(name, payload);
      },
      onClosed: (code) => {
        if (isPresent()) this.#lose(code);
      },
    });
    if (!isPresent()) return line.close();
    this.#line = line;
    await line.invoke('SubscribeToAgent', workflow, server.participantId, server.tenantId);
    // A hub tells of a refusal beside the call, which itself ends well.
    if (refusals.length > 0) throw new Forbidden('The hub refuses the subscription');
    isSubscribed = true;
  }

  #lose(code: number): void {
    this.#options.link.note(
      'connection',
      new Unreachable(`The hub closed the line (code ${code})`),
    );
    switch (classifyClose(code, true)) {
      case 'fatal':
        return this.#fail('closed-by-server');
      case 'sign-in':
        return this.#giveWay(new SignInRequired('The hub closed the line and wants another token'));
      case 'wait': {
        const { clock } = this.#options;
        return this.#waitUntil(clock.now() + restartWait + this.#nextDelay(), 'server-restart');
      }
      case 'retry':
        return this.#retry('connection-lost');
    }
  }

  #rise(since: number): void {
    const { clock } = this.#options;
    this.#cancelTimer();
    this.#cancelTimer = clock.after(stableAfter, () => {
      this.#attempt = 0;
      this.#isRenewed = false;
    });
    this.#enter({ phase: 'up', latency: Math.max(0, clock.now() - since) });
  }

  #giveWay(error: unknown): void {
    if (error instanceof SignInRequired && !this.#isRenewed) this.#renewThenDial();
    else this.#refuse(error);
  }

  #refuse(error: unknown): void {
    if (error instanceof SignInRequired) return this.#fail('sign-in-required');
    if (error instanceof Forbidden) return this.#fail('refused');
    if (error instanceof RateLimited) {
      const retryAt = this.#options.clock.now() + (error.retryAfter ?? usualRefusal);
      return this.#waitUntil(retryAt, 'rate-limited');
    }
    this.#retry('unreachable');
  }

  /**
   * Once an outage: a token that was just renewed is not what is wrong. One that could not be renewed
   * says nothing of the person; and meanwhile the line is gone, and takes nothing.
   */
  #renewThenDial(): void {
    this.#drop();
    const epoch = this.#epoch;
    this.#enter({ phase: 'dialling', attempt: this.#attempt });
    this.#options.server.renew().then(
      () => {
        if (epoch !== this.#epoch) return;
        this.#isRenewed = true;
        this.dial();
      },
      (error: unknown) => epoch === this.#epoch && this.#refuse(error),
    );
  }

  #retry(cause: WaitCause): void {
    this.#waitUntil(this.#options.clock.now() + this.#nextDelay(), cause);
  }

  #nextDelay(): number {
    return backoffDelay(this.#attempt++, this.#options.random(), this.#options.pace);
  }

  #waitUntil(retryAt: number, cause: WaitCause): void {
    if (this.#ended) return;
    this.#drop();
    const { clock } = this.#options;
    this.#cancelTimer = clock.after(Math.max(0, retryAt - clock.now()), () => this.dial());
    this.#enter({ phase: 'down', cause, attempt: this.#attempt, retryAt });
  }

  #fail(cause: FailureCause): void {
    this.#drop();
    this.#enter({ phase: 'failed', cause });
  }

  #wake(): void {
    if (this.state.phase !== 'down' || askedFor.has(this.state.cause)) return;
    this.#attempt = Math.min(this.#attempt, 1);
    this.dial();
  }

  #drop(): void {
    this.#epoch++;
    this.#cancelTimer();
    this.#cancelTimer = () => undefined;
    const line = this.#line;
    this.#line = null;
    line?.close();
  }

  #standing(state: HubState): ConnectionState {
    switch (state.phase) {
      case 'dialling':
        return { ...state, phase: 'connecting' };
      case 'up':
        return { phase: 'online', since: this.#options.clock.now(), latency: state.latency };
      case 'down':
        return { ...state, phase: 'waiting' };
      case 'failed':
        return state;
    }
  }

  #enter(state: HubState): void {
    this.state = state;
    this.#options.link.stands(this.#standing(state));
    this.#options.onState(state);
  }
}
