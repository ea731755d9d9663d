/**
 * A stream of server-sent events that comes back, with its token in a header.
 *
 * The browser's own `EventSource` sends no header, and asks again on its own terms. This one is a
 * `fetch` whose body a library parses; it owns back-off, silence and what each answer means. It asks
 * nothing anew because a tab is hidden. Its one law: an answer that is no stream is not asked for again
 * by itself.
 */
import { createParser } from 'eventsource-parser';
import type { Cancel, Clock } from '../core/clock.ts';
import type { ConnectionState, FailureCause, WaitCause } from '../core/connection.ts';
import {
  BadFrame,
  Forbidden,
  RateLimited,
  Rejected,
  ServerFault,
  SignInRequired,
  TimedOut,
  Unreachable,
} from '../core/errors.ts';
import type { Pace } from './backoff.ts';
import { backoffDelay } from './backoff.ts';
import { retryAfter } from './http.ts';
import type { Link } from './link.ts';
import type { WakeReason } from './wake.ts';

export interface StreamEvent {
  /** Empty where the server gave it no name. */
  readonly name: string;
  readonly data: string;
}

export interface EventStreamOptions {
  /** Where to ask, and the bearer token; `null` where the address says who asks. */
  target(): Promise<{ readonly url: string; readonly token: string | null }>;
  /** @throws `SignInRequired` when the server will not */
  renew(): Promise<unknown>;
  onState(state: ConnectionState): void;
  onEvent(event: StreamEvent): void;
  /** A stream that says nothing for so long is dead, in milliseconds. */
  readonly silenceLimit: number;
  readonly link: Link;
  /** Of its back-off. */
  readonly pace?: Pace | undefined;
  readonly clock: Clock;
  random(): number;
  onWake(listener: (why: WakeReason) => void): Cancel;
}

export interface EventStream {
  reconnect(): void;
  close(): void;
}

const stableAfter = 10_000;
const usualRefusal = 60_000;
/** In characters, of what belongs to one event. */
const longestEvent = 1_000_000;

export function openEventStream(options: EventStreamOptions): EventStream {
  const stream = new Stream(options);
  stream.connect();
  return stream;
}

class Stream implements EventStream {
  #options: EventStreamOptions;
  #state: ConnectionState = { phase: 'idle' };
  #abort = new AbortController();
  #attempt = 0;
  #isRenewed = false;
  #ended = false;
  #cancelSilence: Cancel = () => undefined;
  #cancelRetry: Cancel = () => undefined;
  #cancelStable: Cancel = () => undefined;
  #stopListening: Cancel;

  constructor(options: EventStreamOptions) {
    this.#options = options;
    this.#stopListening = options.onWake((why) => this.#wake(why));
  }

  connect(): void {
    if (this.#ended) return;
    this.#drop();
    this.#enter({ phase: 'connecting', attempt: this.#attempt });
    this.#listen();
    void this.#read(this.#abort.signal);
  }

  reconnect(): void {
    this.#isRenewed = false;
    this.connect();
  }

  close(): void {
    this.#ended = true;
    this.#stopListening();
    this.#drop();
    this.#options.link.stands({ phase: 'idle' });
  }

  async #read(signal: AbortSignal): Promise<void> {
    try {
      const response = await this.#options.link.run('connect', () => this.#ask(signal));
      await this.#follow(response, signal);
      if (!signal.aborted) this.#retry('connection-lost');
    } catch (error) {
      if (!signal.aborted) this.#giveWay(error);
    }
  }

  /** @throws the errors of `core/errors.ts` for what is no stream */
  async #ask(signal: AbortSignal): Promise<Response> {
    const { target, clock } = this.#options;
    const { url, token } = await target();
    const since = clock.now();
    const headers = {
      accept: 'text/event-stream',
      ...(token !== null && { authorization: `Bearer ${token}` }),
    };
    const response = await fetch(url, { headers, signal, cache: 'no-store' }).catch(toUnreachable);
    const refusal = refusalOf(response);
    if (refusal) {
      await response.body?.cancel();
      throw refusal;
    }
    if (!signal.aborted) this.#arrive(Math.max(0, clock.now() - since));
    return response;
  }

  async #follow({ body }: Response, signal: AbortSignal): Promise<void> {
    const parser = createParser({
      maxBufferSize: longestEvent,
      onEvent: ({ event = '', data }) => {
        if (!signal.aborted) this.#options.onEvent({ name: event, data });
      },
    });
    const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
    while (reader && !signal.aborted) {
      const { done, value } = await reader.read().catch(toUnreachable);
      if (done) return;
      this.#listen();
      parser.feed(value);
    }
  }

  /** Any sign of life will do. */
  #listen(): void {
    this.#cancelSilence();
    const { clock, silenceLimit, link } = this.#options;
    this.#cancelSilence = clock.after(silenceLimit, () => {
      link.note('silence', new TimedOut(silenceLimit));
      this.#retry('connection-lost');
    });
  }

  #arrive(latency: number): void {
    const { clock } = this.#options;
    this.#listen();
    this.#cancelStable = clock.after(stableAfter, () => {
      this.#attempt = 0;
      this.#isRenewed = false;
    });
    this.#enter({ phase: 'online', since: clock.now(), latency });
  }

  #giveWay(error: unknown): void {
    if (error instanceof SignInRequired && !this.#isRenewed) this.#renew();
    else this.#refuse(error);
  }

  #refuse(error: unknown): void {
    if (error instanceof RateLimited) {
      const { retryAfter: wait = usualRefusal } = error;
      return this.#waitUntil(this.#options.clock.now() + wait, 'rate-limited');
    }
    if (error instanceof SignInRequired) return this.#fail('sign-in-required');
    if (error instanceof Closed) return this.#fail('closed-by-server');
    const isFinal =
      error instanceof Forbidden || error instanceof Rejected || error instanceof BadFrame;
    if (isFinal) return this.#fail('refused');
    this.#retry(this.#state.phase === 'online' ? 'connection-lost' : 'unreachable');
  }

  /** Once an outage; a token that could not be renewed says nothing of the person. */
  #renew(): void {
    const { signal } = this.#abort;
    this.#options.renew().then(
      () => {
        if (signal.aborted) return;
        this.#isRenewed = true;
        this.connect();
      },
      (error: unknown) => signal.aborted || this.#refuse(error),
    );
  }

  #retry(cause: WaitCause): void {
    const { clock, random, pace } = this.#options;
    this.#waitUntil(clock.now() + backoffDelay(this.#attempt++, random(), pace), cause);
  }

  #waitUntil(retryAt: number, cause: WaitCause): void {
    if (this.#ended) return;
    this.#drop();
    const { clock } = this.#options;
    this.#cancelRetry = clock.after(Math.max(0, retryAt - clock.now()), () => this.connect());
    this.#enter({ phase: 'waiting', cause, attempt: this.#attempt, retryAt });
  }

  #fail(cause: FailureCause): void {
    this.#drop();
    this.#enter({ phase: 'failed', cause });
  }

  /** Over another network, what answered with a page of its own may be gone. */
  #wake(why: WakeReason): void {
    const { phase } = this.#state;
    const isWaiting = phase === 'waiting' && this.#state.cause !== 'rate-limited';
    const isRefused = phase === 'failed' && this.#state.cause === 'refused' && why === 'network';
    if (!isWaiting && !isRefused) return;
    this.#attempt = Math.min(this.#attempt, 1);
    this.connect();
  }

  #drop(): void {
    this.#cancelSilence();
    this.#cancelRetry();
    this.#cancelStable();
    this.#abort.abort();
    this.#abort = new AbortController();
  }

  #enter(state: ConnectionState): void {
    this.#state = state;
    this.#options.link.stands(state);
    this.#options.onState(state);
  }
}

/** The server says that there is nothing to listen to. */
class Closed extends Rejected {}

function refusalOf(response: Response): Error | null {
  const { status, headers } = response;
  if (status === 204) return new Closed(status, 'There is nothing to listen to');
  if (status === 401) return new SignInRequired('The stream does not accept the token');
  if (status === 403) return new Forbidden('The stream is refused');
  if (status === 429) return new RateLimited('Too many requests', retryAfter(response));
  if (status >= 500) return new ServerFault(status);
  if (status !== 200) return new Rejected(status, `Status ${status}`);
  const isStream = /^text\/event-stream\b/i.test(headers.get('content-type') ?? '');
  return isStream ? null : new BadFrame('The server answered with something that is no stream');
}

function toUnreachable(error: unknown): never {
  if (error instanceof TypeError) throw new Unreachable('No answer from the server');
  throw error;
}
