/**
 * Signs of life on the hub, by a clock that the test moves.
 */
import { describe, expect, it } from 'vitest';
import type { Connection } from '../connection.ts';
import type { MockContext } from '../options.ts';
import { serveHub } from './hub.ts';
import type { Timers } from './timers.ts';
import { createXians } from './xians.ts';

const deafReply = {
  book: () => undefined,
  says: () => undefined,
  send: () => undefined,
  end: () => undefined,
};

function open() {
  const sent: string[] = [];
  const heard: ((data: Buffer, isBinary: boolean) => void)[] = [];
  let isOpen = true;
  const due: { ms: number; act: () => void; called: boolean }[] = [];
  const keep = (ms: number, act: () => void) => {
    const timer = { ms, act, called: false };
    due.push(timer);
    return () => void (timer.called = true);
  };
  const timers: Timers = { after: keep, every: keep, stop: () => undefined };
  const connection: Connection = {
    number: 1,
    get isOpen() {
      return isOpen;
    },
    onMessage: (listener) => void heard.push(listener),
    onClose: () => undefined,
    take: () => deafReply,
    announce: () => deafReply,
    send: (frame) => void sent.push(frame),
    close: () => void (isOpen = false),
    terminate: () => void (isOpen = false),
  };
  const context: MockContext = {
    ...{ seed: 1, tokenTtlSeconds: 60, mode: () => 'real', rate: () => 0, now: () => 0 },
    ledger: {
      take: () => ({
        book: () => undefined,
        says: () => undefined,
        frameWritten: () => undefined,
        finish: () => undefined,
      }),
    },
    streams: { open: () => connection },
  };
  const xians = {
    ...createXians(context, { sessionOf: () => Promise.resolve(undefined) }),
    timers,
  };
  serveHub(xians, connection, {
    tenantId: 'default',
    user: null,
    isAdmin: true,
    credential: 'sk-Xnai-test',
  });
  return {
    sent,
    hear: (text: string) => heard.forEach((listener) => listener(Buffer.from(text), false)),
    /** Lets come what was to come after so many milliseconds, unless it was called off. */
    pass: (ms: number) =>
      due.filter((timer) => timer.ms === ms && !timer.called).forEach(({ act }) => act()),
    isOpen: () => connection.isOpen,
  };
}

describe('signs of life on the hub', () => {
  it('shakes hands, in however many pieces, and pings every 15 s', () => {
    const hub = open();
    hub.hear('{"protocol":"json",');
    hub.hear('"version":1}\u001e{"type":6}\u001e');
    hub.pass(15_000);
    expect(hub.sent).toEqual(['{}\u001e', '{"type":6}\u001e']);
  });

  it('hangs up after 30 s without a word, and counts from the last', () => {
    const hub = open();
    hub.hear('{"protocol":"json","version":1}\u001e');
    hub.pass(30_000);
    expect(hub.isOpen()).toBe(false);
  });

  it('speaks JSON only', () => {
    const hub = open();
    hub.hear('{"protocol":"messagepack","version":1}\u001e');
    expect(hub.sent[0]).toContain('is not supported');
    expect(hub.isOpen()).toBe(false);
  });

  it('says goodbye to who leaves, and refuses what it cannot read', () => {
    const leaving = open();
    leaving.hear('{"protocol":"json","version":1}\u001e{"type":7}\u001e');
    expect(leaving.isOpen()).toBe(false);
    const garbled = open();
    garbled.hear('{"protocol":"json","version":1}\u001enot json\u001e');
    expect(garbled.sent[1]).toContain('"type":7');
    expect(garbled.isOpen()).toBe(false);
  });

  it('does not wait for the end of a record that is too long', () => {
    const hub = open();
    hub.hear('x'.repeat(33_000));
    expect(hub.sent[0]).toContain('maximum message size');
  });
});
