/**
 * What every conversation back end has to do, as one suite of tests over a real connection.
 *
 * A reply is streamed, and is lost with its connection; or it comes in one piece, and outlives an
 * outage: polled without a line, or pushed by one.
 *
 * An adapter passes it before a panel may rely on it. Its one law: it knows no back end; whatever
 * is particular to one comes from `setUp`.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ConversationBackend, OutgoingMessage } from '../core/backend.ts';
import { RecordingSink } from '../testing/recording-sink.ts';

/** A question and the whole reply to it. */
export interface KnownReply {
  readonly question: string;
  readonly reply: string;
}

export interface ContractSubject {
  readonly backend: ConversationBackend;
  readonly replies: 'streamed' | 'polled' | 'pushed';
  /** Two questions with different replies; streamed ones are long enough to come in several pieces. */
  readonly known: readonly [KnownReply, KnownReply];
  /** The server goes down: it ends every connection and takes no new one. */
  goAway(): Promise<void>;
  /** It is there again, at the same address, with the same sessions. */
  comeBack(): Promise<void>;
  tearDown(): Promise<void>;
}

export function describeBackendContract(name: string, setUp: () => Promise<ContractSubject>): void {
  describe(`the contract of a conversation back end: ${name}`, () => {
    let subject: ContractSubject;
    let cleanUp: (() => void)[];

    beforeEach(async () => {
      cleanUp = [];
      subject = await setUp();
    });
    afterEach(async () => {
      for (const close of cleanUp) close();
      await subject.tearDown();
    });

    const open = () => {
      const sink = new RecordingSink();
      const channel = subject.backend.open(
        { budget: null, remaining: null, isLimitTold: false },
        sink,
      );
      cleanUp.push(() => channel.close());
      return { sink, channel };
    };
    const online = async () => {
      const line = open();
      await line.sink.phase('online');
      return line;
    };

    /** In the middle of a reply, as far as replies have one. */
    const underWay = (sink: RecordingSink) =>
      sink.until<unknown>(() =>
        subject.replies === 'streamed' ? sink.all('text-delta')[0] : sink.all('step-changed')[0],
      );

    it('[CN1] it goes from connecting to online, and names the session before that', async () => {
      const { sink } = await online();
      const seen = sink.entries.map((entry) =>
        entry.type === 'connection' ? entry.state.phase : entry.type,
      );
      expect(seen[0]).toBe('connecting');
      expect(seen.slice(-2)).toEqual(['session-opened', 'online']);
    });

    it('[TU1] a message yields the start of its reply, its text, and its end, in this order', async () => {
      const { sink, channel } = await online();
      channel.send(ask('a', subject.known[0].question));
      await sink.ended('a');
      // The steps of the work on it may come before and between.
      const types = sink
        .turn('a')
        .map(({ type }) => type)
        .filter((type) => type !== 'step-changed');
      expect(types[0]).toBe('reply-started');
      expect(types.at(-1)).toBe('reply-finished');
      const pieces = types.filter((type) => type === 'text-delta').length;
      if (subject.replies === 'streamed') expect(pieces).toBeGreaterThan(1);
      else expect(pieces).toBe(1);
      expect(
        types.filter((type) => type === 'reply-started' || type === 'reply-finished'),
      ).toHaveLength(2);
    });

    it('[TK1] the text of its reply is the sum of its pieces', async () => {
      const { sink, channel } = await online();
      const [{ question, reply }] = subject.known;
      channel.send(ask('a', question));
      expect(await sink.ended('a')).toMatchObject({ type: 'reply-finished', whole: true });
      expect(sink.textOf('a')).toBe(reply);
    });

    it('[CN6] two messages one after the other keep their replies apart', async () => {
      const { sink, channel } = await online();
      const [first, second] = subject.known;
      channel.send(ask('a', first.question));
      await sink.ended('a');
      const { length } = sink.entries;
      channel.send(ask('b', second.question));
      await sink.ended('b');
      expect(sink.textOf('a')).toBe(first.reply);
      expect(sink.textOf('b')).toBe(second.reply);
      const later = sink.entries.slice(length);
      expect(later.some((entry) => 'turnId' in entry && entry.turnId === 'a')).toBe(false);
    });

    it('[F44] after close, in the middle of a reply, nothing is said any more', async () => {
      const { sink, channel } = await online();
      channel.send(ask('a', subject.known[0].question));
      await underWay(sink);
      channel.close();
      const { length } = sink.entries;
      channel.reconnect();
      channel.send(ask('b', subject.known[0].question));
      // A whole conversation on another line: time enough for anything that was still to come.
      const other = await online();
      other.channel.send(ask('c', subject.known[0].question));
      await other.sink.ended('c');
      const late = sink.entries.slice(length);
      expect(late.filter((entry) => !('turnId' in entry && entry.turnId === 'b'))).toEqual([]);
    });

    it('[F44] closed while it connects, it never opens', async () => {
      const { sink, channel } = open();
      channel.close();
      const { length } = sink.entries;
      await online();
      expect(sink.entries).toHaveLength(length);
    });

    it('[F2][F3] a server that goes away in mid-reply ends a streamed turn, not one that is looked for, and is waited for', async () => {
      const { sink, channel } = await online();
      channel.send(ask('a', subject.known[0].question));
      await underWay(sink);
      await subject.goAway();
      if (subject.replies === 'streamed') {
        expect(await sink.ended('a')).toMatchObject({
          type: 'reply-failed',
          failure: { kind: 'connection-lost' },
        });
      }
      await sink.phase('waiting');
      expect(sink.state).toHaveProperty('retryAt');
      if (subject.replies === 'streamed') return;
      await subject.comeBack();
      expect(await sink.ended('a')).toMatchObject({ type: 'reply-finished', whole: true });
      expect(sink.textOf('a')).toBe(subject.known[0].reply);
    });

    it('[F17] a message that cannot go out comes back, and is not kept to be sent later', async () => {
      const { sink, channel } = await online();
      await subject.goAway();
      // Who polls finds out with the message.
      if (subject.replies !== 'polled') await sink.phase('waiting');
      channel.send(ask('a', subject.known[0].question));
      await sink.phase('waiting');
      expect(sink.turn('a').map(({ type }) => type)).toEqual(['message-returned']);
      await subject.comeBack();
      channel.reconnect();
      await sink.phase('online');
      channel.send(ask('b', subject.known[1].question));
      await sink.ended('b');
      expect(sink.textOf('b')).toBe(subject.known[1].reply);
      expect(sink.turn('a')).toHaveLength(1);
    });

    it('[TU4] a turn that was under way when the line is replaced is lost, and not asked again', async () => {
      const { sink, channel } = await online();
      channel.send(ask('a', subject.known[0].question));
      if (subject.replies === 'streamed') await sink.until(() => sink.all('reply-started')[0]);
      else await underWay(sink);
      const opened = sink.all('session-opened').length;
      channel.reconnect();
      expect(await sink.ended('a')).toMatchObject({ failure: { kind: 'connection-lost' } });
      await sink.until(() => sink.all('session-opened')[opened]);
      await sink.phase('online');
      channel.send(ask('b', subject.known[1].question));
      await sink.ended('b');
      expect(sink.textOf('b')).toBe(subject.known[1].reply);
      const begun = subject.replies === 'streamed' ? ['a', 'b'] : ['b'];
      expect(sink.all('reply-started').map(({ turnId }) => turnId)).toEqual(begun);
    });
  });
}

function ask(id: string, text: string): OutgoingMessage {
  return { id, action: 'ask', text, forecast: null, profile: null };
}
