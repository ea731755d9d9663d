/**
 * The conversation role of AI Doctor: one WebSocket, whose frames name neither message nor turn.
 *
 * It knows which message is on the wire, and so whose every frame is. The server forgets with the
 * connection, and answers nothing under the session id of an earlier one, so an id lives as long as
 * its connection. Its one law: an emergency is reported before anything else that its frame says.
 */
import type { AlertReport } from '../../core/alert.ts';
import type { Channel, EventSink, OutgoingMessage } from '../../core/backend.ts';
import type { Clock } from '../../core/clock.ts';
import type { TurnFailure } from '../../core/conversation.ts';
import { tooBig } from '../../net/close-class.ts';
import type { ReconnectingSocket, SocketOptions } from '../../net/reconnecting-socket.ts';
import { openReconnectingSocket } from '../../net/reconnecting-socket.ts';
import { isDeadly, toFailure, toReport, toStep, toWireProfile } from './convert.ts';
import type { FrameOutcome, WireError, WireFrame, WireMessage } from './wire.ts';
import { readFrame } from './wire.ts';

export interface AiDoctorLine extends Pick<
  SocketOptions,
  'link' | 'pace' | 'clock' | 'random' | 'onWake' | 'createSocket'
> {
  /** Of the socket. */
  readonly address: string;
  /** The agents work on the replies; without them a server has little to say. */
  readonly agents: boolean;
}

export function openAiDoctorChannel(options: AiDoctorLine, sink: EventSink): Channel {
  return new AiDoctorChannel(options, sink);
}

interface Pending {
  readonly message: OutgoingMessage;
  started: boolean;
  whole: boolean;
  /** What was raised about it, the highest so far. */
  alert: AlertReport | null;
}

/** The server greets as soon as a socket opens. In milliseconds. */
const greetingLimit = 10_000;

/** As if the line had been closed in order, by us. */
const byUs = 1000;

const refusedAsTooBig: TurnFailure = {
  kind: 'refused',
  detail: 'it is too big. The server takes at most 10,000 characters. Shorten it.',
};

class AiDoctorChannel implements Channel {
  #socket: ReconnectingSocket;
  #sink: EventSink;
  #clock: Clock;
  #agents: boolean;
  #pending: Pending | null = null;
  /** As the present connection was told. */
  #sessionId: string | null = null;
  /** The frame that raised the last alert, as it came. */
  #lastAlarm = '';

  constructor({ address, agents, ...options }: AiDoctorLine, sink: EventSink) {
    this.#sink = sink;
    this.#clock = options.clock;
    this.#agents = agents;
    this.#socket = openReconnectingSocket({
      ...options,
      greetingLimit,
      url: () => Promise.resolve(address),
      // There are no credentials.
      renew: () => Promise.resolve(),
      onState: (state) => sink.connection(state),
      onOpen: () => this.#tellSession(),
      onText: (text) => this.#receive(text),
      onLost: ({ code }) => this.#lose(code),
    });
  }

  send(message: OutgoingMessage): void {
    this.#pending = { message, started: false, whole: true, alert: null };
    if (this.#socket.send(JSON.stringify(this.#toWire(message)))) return;
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

  #toWire({ text, profile }: OutgoingMessage): WireMessage {
    return {
      message: text,
      ...(this.#sessionId !== null && { session_id: this.#sessionId }),
      enable_agents: this.#agents,
      ...(profile !== null && { patient_profile: toWireProfile(profile) }),
    };
  }

  #tellSession(): void {
    const at = this.#clock.now();
    const sessionId = this.#sessionId;
    this.#sink.event({ type: 'session-opened', at, sessionId, remembers: false });
  }

  #receive(text: string): void {
    const outcome = readFrame(text);
    if (outcome.alarm) this.#raise(toReport(outcome.alarm), text);
    if (outcome.kind === 'good') this.#receiveFrame(outcome.frame);
    else if (outcome.kind === 'unknown') this.#ignore('unknown');
    else this.#receiveMalformed(outcome);
  }

  /**
   * Start and end of a reply may both flag it: what is higher than before is told again. A flag that
   * belongs to no message is told in any case, unless it is the last frame over again.
   */
  #raise(report: AlertReport, frame: string): void {
    const before = this.#pending?.alert;
    const isHigher = before?.severity === 'urgent' && report.severity === 'emergency';
    const isReplay = !this.#pending && frame === this.#lastAlarm;
    if (isReplay || (before && !isHigher)) return;
    if (this.#pending) this.#pending.alert = report;
    this.#lastAlarm = frame;
    const turnId = this.#pending?.message.id ?? null;
    this.#sink.event({ type: 'alert-raised', at: this.#clock.now(), turnId, report });
  }

  #receiveFrame(frame: WireFrame): void {
    if (frame.type === 'connection') return this.#greet(frame.session_id ?? null);
    if (frame.type === 'error' && isDeadly(frame)) return this.#receiveDeath(frame);
    if (!this.#pending) return this.#ignore('late');
    this.#receiveAnswer(this.#pending, frame);
  }

  #receiveAnswer(pending: Pending, frame: Exclude<WireFrame, { type: 'connection' }>): void {
    const turnId = pending.message.id;
    const at = this.#clock.now();
    switch (frame.type) {
      case 'status':
        return this.#sink.event({ type: 'step-changed', at, turnId, ...toStep(frame) });
      case 'stream_start':
        // One that comes twice is a replay.
        return pending.started ? this.#ignore('late') : this.#start(pending);
      case 'token':
        this.#start(pending);
        return this.#sink.event({ type: 'text-delta', turnId, text: frame.content });
      case 'stream_end':
        // Without a beginning it is the end of something else.
        return pending.started ? this.#finish(pending) : this.#ignore('late');
      case 'error':
        return this.#fail(pending, toFailure(frame));
    }
  }

  #greet(sessionId: string | null): void {
    const isReplay = sessionId === this.#sessionId;
    this.#sessionId = sessionId;
    if (this.#socket.ready()) return;
    if (isReplay) this.#ignore('late');
    else this.#tellSession();
  }

  /** The socket stays open and is of no use. Where no message of ours was the reason, no haste. */
  #receiveDeath(error: WireError): void {
    if (!this.#pending) {
      this.#ignore('late');
      return this.#socket.backOff();
    }
    this.#fail(this.#pending, toFailure(error));
    this.reconnect();
  }

  /** The reply goes on, but will not be whole. */
  #receiveMalformed({ type }: Extract<FrameOutcome, { kind: 'malformed' }>): void {
    this.#ignore('malformed');
    if (!this.#pending) return;
    this.#pending.whole = false;
    if (type === 'stream_start') this.#start(this.#pending);
    if (type === 'stream_end' || type === 'error') {
      this.#fail(this.#pending, { kind: 'unreadable' });
    }
  }

  #start(pending: Pending): void {
    if (pending.started) return;
    pending.started = true;
    const at = this.#clock.now();
    this.#sink.event({ type: 'reply-started', at, turnId: pending.message.id });
  }

  #finish({ message, whole }: Pending): void {
    this.#pending = null;
    const at = this.#clock.now();
    const turnId = message.id;
    this.#sink.event({ type: 'reply-finished', at, turnId, settlement: null, whole });
  }

  #lose(code: number): void {
    if (!this.#pending) return;
    if (code === tooBig && !this.#pending.started) {
      return this.#fail(this.#pending, refusedAsTooBig);
    }
    // What came has a gap, which matters more than how it ended.
    this.#fail(this.#pending, { kind: this.#pending.whole ? 'connection-lost' : 'unreadable' });
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
