/**
 * The notices role of a Xians server: its event stream, and its history for what the stream missed.
 *
 * Events have no id on the wire, so that what is sent while nobody listens is lost to it. Its one law:
 * a message is told once, by this role or by a conversation.
 */
import type { Cancel, Clock } from '../../core/clock.ts';
import type { NoticeBackend, NoticeLine, NoticeSink } from '../../core/notice.ts';
import { parseJson } from '../../lib/shape.ts';
import type { Pace } from '../../net/backoff.ts';
import type { EventStream, StreamEvent } from '../../net/event-stream.ts';
import { openEventStream } from '../../net/event-stream.ts';
import type { Links } from '../../net/link.ts';
import { unmeasured } from '../../net/link.ts';
import type { WakeReason } from '../../net/wake.ts';
import { toHeard, toNotice } from './convert.ts';
import type { WireMessage } from './wire.ts';
import { readList, readMessage } from './wire.ts';
import type { XiansServer } from './xians-server.ts';

export interface XiansNoticeLine {
  readonly server: XiansServer;
  /** Whose notices: a workflow of its own, or the one that converses. */
  readonly workflow: string;
  readonly scope: string | null;
  readonly clock: Clock;
  random(): number;
  onWake(listener: (why: WakeReason) => void): Cancel;
  readonly links?: Links | undefined;
  readonly pace?: Pace | undefined;
  readonly heartbeatSeconds: number;
  /** Ids of messages that were told by whatever role; a message is told by one. */
  readonly claimed: Set<string>;
  /** Of the conversations that are open: what is said in one is no notice. */
  readonly scopes: ReadonlySet<string>;
}

/** What was said earlier than this before anybody listened is of no use any more, in milliseconds. */
const lookBack = 24 * 60 * 60_000;

export function createXiansNotices(line: XiansNoticeLine): NoticeBackend {
  return { listen: (sink) => new XiansNotices(line, sink) };
}

class XiansNotices implements NoticeLine {
  #line: XiansNoticeLine;
  #sink: NoticeSink;
  #stream: EventStream;
  #abort = new AbortController();
  /** The first look into the history finds what is old. */
  #isFirst = true;

  constructor(line: XiansNoticeLine, sink: NoticeSink) {
    const { server, workflow, scope, heartbeatSeconds } = line;
    this.#line = line;
    this.#sink = sink;
    this.#stream = openEventStream({
      ...line,
      link: line.links?.('sse') ?? unmeasured,
      // Two heartbeats that did not come, and a moment for the network.
      silenceLimit: (2 * heartbeatSeconds + 1) * 1000,
      target: () => server.events(workflow, scope, heartbeatSeconds),
      renew: () => server.renew(),
      onState: (state) => {
        sink.connection(state);
        if (state.phase === 'online') void this.#catchUp();
      },
      onEvent: (event) => this.#hear(event),
    });
  }

  reconnect(): void {
    this.#stream.reconnect();
  }

  close(): void {
    this.#abort.abort();
    this.#stream.close();
  }

  #hear({ name, data }: StreamEvent): void {
    if (name === 'connected' || name === 'heartbeat') return;
    const message = readMessage(parseJson(data));
    if (message) this.#tell(message, name, false);
  }

  /** What the stream cannot tell any more. Where the history cannot be had, the next drop asks again. */
  async #catchUp(): Promise<void> {
    const { server, workflow, scope, clock } = this.#line;
    const { signal } = this.#abort;
    const list = await server.history(workflow, scope, { signal }).catch(() => null);
    if (!list || signal.aborted) return;
    const isOld = this.#isFirst;
    this.#isFirst = false;
    for (const message of readList(list).messages.toReversed()) {
      const { saidAt } = toHeard(message).mark;
      if (clock.now() - saidAt < lookBack) this.#tell(message, 'Chat', isOld);
    }
  }

  #tell(message: WireMessage, kind: string, isOld: boolean): void {
    const { claimed, scopes } = this.#line;
    const heard = toHeard(message, kind);
    const words = toNotice(heard, message.data);
    const { id, saidAt } = heard.mark;
    const isOfConversation = heard.scope !== null && scopes.has(heard.scope);
    const isOldAnswer = isOld && heard.requestId !== null;
    if (heard.isOurs || !words || claimed.has(id) || isOfConversation || isOldAnswer) return;
    claimed.add(id);
    this.#sink.notice({ id, saidAt, isOld, ...words });
  }
}
