/**
 * A Xians server in memory, with its hub and its REST, and a back end in front of it.
 *
 * A test says what gets through and what is said. Its one law: what was taken is in the history from
 * then on, as on a real server, whatever becomes of the line.
 */
import { openXiansChannel } from '../adapters/xians/xians-channel.ts';
import { createXiansServer } from '../adapters/xians/xians-server.ts';
import type { Channel, Continuation, OutgoingMessage } from '../core/backend.ts';
import type { Pace } from '../net/backoff.ts';
import type { HubDial, HubLine } from '../net/hub.ts';
import { Rejected, Unreachable } from '../core/errors.ts';
import type { WakeReason } from '../net/wake.ts';
import type { ManualClock } from './manual-clock.ts';
import { createManualClock, settled } from './manual-clock.ts';
import { RecordingSink } from './recording-sink.ts';

export type WireValue = Readonly<Record<string, unknown>>;

export interface HubCall {
  readonly method: string;
  readonly parameters: readonly unknown[];
}

export class FakeXians {
  readonly clock: ManualClock = createManualClock();
  readonly sink = new RecordingSink();
  /** What it holds, oldest first. */
  readonly held: WireValue[] = [];
  readonly calls: HubCall[] = [];
  readonly sends: string[] = [];
  readonly claimed = new Set<string>();
  /** Thrown by whatever is tried on it; `null` where it gets through. */
  hubTrouble: Error | null = null;
  restTrouble: Error | null = null;
  /** Thrown by sending alone. */
  sendTrouble: Error | null = null;
  /** The message is taken, and the line or the answer is lost with it. */
  losesAfterTaking = false;
  losesBeforeTaking = false;
  /** What the hub says about the next message instead of taking it. */
  refusal: string | null = null;
  /** Why no token can be had. */
  renewTrouble: Error | null = null;
  dials = 0;
  pace: Pace | undefined;
  renewals = 0;
  #line: HubDial | null = null;
  #wakes = new Set<(why: WakeReason) => void>();
  #ids = 0;

  open(continues?: Continuation): Channel {
    const server = createXiansServer({
      ...{ baseUrl: 'https://xians.invalid', tenantId: 'default', participant: 'Dr.Lee' },
      credentials: {
        accessToken: () => Promise.resolve('token'),
        renew: () => this.#renew(),
      },
    });
    const line = {
      ...{ workflow: 'desk', clock: this.clock, claimed: this.claimed },
      ...{ scopes: new Set<string>(), answerLimit: 300_000 },
      server: {
        ...server,
        send: (request: { requestId: string; text: string; scope: string }) =>
          later(() => this.#send(request)),
        history: (_: string, scope: string | null) => later(() => this.#history(scope)),
      },
      dialHub: (dial: HubDial) => this.#dial(dial),
      pace: this.pace,
      random: () => 0,
      onWake: (listener: (why: WakeReason) => void) => {
        this.#wakes.add(listener);
        return () => this.#wakes.delete(listener);
      },
      newId: () => 'scope-1',
    };
    return openXiansChannel(line, continues, this.sink);
  }

  /** Opens it, and waits until it is online. */
  async online(continues?: Continuation): Promise<Channel> {
    const channel = this.open(continues);
    await this.sink.phase('online');
    return channel;
  }

  /** The agent says something; it is held, and pushed where somebody listens. */
  say(message: WireValue, event = 'ReceiveChat'): WireValue {
    const said = {
      ...{ id: `m${++this.#ids}`, createdAt: new Date(this.clock.now()).toISOString() },
      ...{ direction: 'Outgoing', messageType: 'Chat', participantId: 'dr.lee', scope: 'scope-1' },
      ...message,
    };
    this.held.push(said);
    this.push(said, event);
    return said;
  }

  push(payload: unknown, event = 'ReceiveChat'): void {
    this.#line?.onEvent(event, payload);
  }

  /** The hub's line is lost, or closed with another code. */
  drop(code = 1006): void {
    const line = this.#line;
    this.#line = null;
    line?.onClosed(code);
  }

  wake(why: WakeReason = 'network'): void {
    for (const listener of this.#wakes) listener(why);
  }

  /** Lets time pass, with all that comes of it. */
  async pass(milliseconds: number): Promise<void> {
    for (let left = milliseconds; left > 0; left -= 500) {
      this.clock.advance(Math.min(500, left));
      await settled();
    }
  }

  #renew(): Promise<unknown> {
    this.renewals++;
    return this.renewTrouble ? Promise.reject(this.renewTrouble) : Promise.resolve();
  }

  #dial(dial: HubDial): Promise<HubLine> {
    this.dials++;
    if (this.hubTrouble) return Promise.reject(this.hubTrouble);
    this.#line = dial;
    return Promise.resolve({
      invoke: (method, ...parameters) => later(() => this.#invoke(dial, { method, parameters })),
      close: () => {
        if (this.#line === dial) this.#line = null;
      },
    });
  }

  #invoke(dial: HubDial, call: HubCall): void {
    const { method, parameters } = call;
    this.calls.push(call);
    if (this.#line !== dial) throw new Unreachable('gone');
    if (method === 'NoSuchMethod') throw new Rejected(400, 'Unknown hub method');
    if (method === 'GetScopedThreadHistory') {
      dial.onEvent('ThreadHistory', this.#listOf(parameters[4]));
    }
    if (method !== 'SendInboundMessage') return;
    if (this.refusal !== null) return dial.onEvent('Error', this.refusal);
    if (!this.losesBeforeTaking) this.#take(parameters[0] as WireValue);
    if (!this.losesAfterTaking && !this.losesBeforeTaking) {
      return dial.onEvent('InboundProcessed', 'thread-1');
    }
    this.drop();
    throw new Unreachable('lost');
  }

  #send(request: WireValue): void {
    const trouble = this.sendTrouble ?? this.restTrouble;
    if (trouble) throw trouble;
    if (!this.losesBeforeTaking) this.#take(request);
    if (this.losesAfterTaking || this.losesBeforeTaking) throw new Unreachable('lost');
  }

  #take({ requestId, text, scope }: WireValue): void {
    this.sends.push(String(requestId));
    this.held.push({
      ...{ id: `m${++this.#ids}`, createdAt: new Date(this.clock.now()).toISOString() },
      ...{ direction: 'Incoming', messageType: 'Chat', participantId: 'dr.lee' },
      ...{ requestId, text, scope, data: { authorization: 'secret-token' } },
    });
  }

  #history(scope: string | null): readonly unknown[] {
    if (this.restTrouble) throw this.restTrouble;
    return this.#listOf(scope);
  }

  #listOf(scope: unknown): readonly unknown[] {
    return this.held.filter((each) => each['scope'] === scope).toReversed();
  }
}

/** Its outcome comes as a promise does, and what it throws as a refusal. */
function later<Result>(act: () => Result): Promise<Result> {
  return Promise.resolve().then(act);
}

export function ask(id: string, text = `Text of ${id}`): OutgoingMessage {
  return { id, text, action: 'ask', forecast: null, profile: null };
}
