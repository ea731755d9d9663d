import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toDataCard } from '../core/data-card.ts';
import { openAccount, reduceAccount } from '../core/account.ts';
import type { Conversation } from '../core/conversation.ts';
import { emptyDifferential } from '../core/differential.ts';
import type { ConversationEvent } from '../core/events.ts';
import { cents } from '../core/money.ts';
import { noProgress } from '../core/record/progress.ts';
import { reduceConversation } from '../core/reduce-conversation.ts';
import { askedAnalysis } from '../testing/sample-analyses.ts';
import {
  delta,
  emptyConversation,
  finished,
  lost,
  order,
  sent,
  settlement,
  started,
  stopped,
  written,
} from '../testing/samples.ts';
import type { Snapshot } from './snapshot.ts';
import { changedRecords, fromRecords, toRecords } from './snapshot.ts';

function conversationAfter(id: string, events: readonly ConversationEvent[]): Conversation {
  return events.reduce(reduceConversation, { ...emptyConversation, id });
}

function snapshotOf(changes: Partial<Snapshot> = {}): Snapshot {
  return {
    sessionId: 'session-1',
    sentAt: { dx0: [1, 2] },
    conversation: emptyConversation,
    earlier: [],
    account: openAccount(cents(10_000)),
    draft: { action: 'order', question: 'half a question', differential: emptyDifferential },
    basket: ['d-dimer'],
    ...changes,
  };
}

/** As a device gives it back: every record as JSON, in any order. */
function stored(snapshot: Snapshot): Map<string, unknown> {
  const records = [...toRecords(snapshot)]
    .reverse()
    .map(([name, record]) => [name, JSON.parse(JSON.stringify(record)) as unknown] as const);
  return new Map(records);
}

const events: ConversationEvent[] = [
  written('a'),
  written('b'),
  { type: 'message-prioritised', turnId: 'b', priority: 'low' },
  { type: 'message-set-aside', at: 2, turnId: 'b' },
  sent('a'),
  started('a'),
  delta('a', 'Text with "quotes", \n lines and 🚨.'),
  { type: 'step-changed', at: 3, turnId: 'a', name: 'triage', agent: null },
  { type: 'alert-raised', at: 3, turnId: 'a', report: { severity: 'emergency', text: 'Call.' } },
  finished('a', settlement(100, 200, 300, ['x'])),
  { type: 'session-opened', at: 4, sessionId: 'session-2', remembers: false },
  { type: 'notice-received', at: 4, text: 'A notice' },
  { type: 'handover-received', at: 4, to: 'Surgery', reason: 'Pain', waitMinutes: null },
  {
    type: 'data-received',
    at: 4,
    card: toDataCard({ title: 'Vitals', pulse: 88, parts: [{ a: 1 }] }),
    mark: { id: 'data-1', saidAt: 3 },
  },
  {
    type: 'data-received',
    at: 4,
    card: toDataCard({ title: 'Vitals', pulse: 90 }),
    mark: { id: 'data-1', saidAt: 3 },
  },
  sent('b'),
  stopped('b'),
  lost('b'),
  written('c'),
  sent('c'),
  { type: 'reply-failed', at: 9, turnId: 'c', failure: { kind: 'no-answer', limit: 30_000 } },
  written('d'),
  sent('d'),
  { type: 'reply-failed', at: 9, turnId: 'd', failure: { kind: 'refused', detail: 'No' } },
  { type: 'frame-ignored', why: 'unknown' },
];

describe('[OB1] work as records', () => {
  it('reads back as it was, after any number of events', () => {
    fc.assert(
      fc.property(fc.nat(events.length), fc.nat(events.length), (live, ended) => {
        const before = snapshotOf({
          conversation: conversationAfter('live', events.slice(0, live)),
          earlier: [
            conversationAfter('second', events.slice(0, ended)),
            conversationAfter('first', events),
          ],
        });
        expect(fromRecords(stored(before))).toEqual(before);
      }),
    );
  });

  it('[AN3] has analyses beside it, or none', () => {
    const before = snapshotOf({ analyses: [askedAnalysis()] });
    expect(fromRecords(stored(before))).toEqual(before);
    expect([...changedRecords(before, snapshotOf({ ...before, analyses: [] })).keys()]).toEqual([
      'analysis/analysis-1',
    ]);
  });

  it('[HI3] has beside it how far its records are written, or nothing of it', () => {
    const progress = { ...noProgress, remoteId: 'r', current: ['message/a'], newest: 'n' };
    const before = snapshotOf({ progress: new Map([['conversation-1', progress]]) });
    expect(fromRecords(stored(before))).toEqual(before);
    expect([...changedRecords(before, before).keys()]).toEqual([]);
    expect([...changedRecords(before, snapshotOf({})).entries()]).toContainEqual([
      'mirror/conversation-1',
      undefined,
    ]);
    const damaged = new Map(stored(before)).set('mirror/conversation-1', { remoteId: 7 });
    expect(() => fromRecords(damaged)).toThrow();
  });

  it('keeps orders in every state', () => {
    const message = order('o', 'd-dimer', 2000);
    const steps: ConversationEvent[] = [
      sent('o'),
      lost('o'),
      finished('z', settlement(0, 2000, 0)),
    ];
    let account = openAccount(null, true);
    for (const event of steps) {
      account = reduceAccount(account, event, { message, conversationId: 'live' });
      const before = snapshotOf({ account });
      expect(fromRecords(stored(before))).toEqual(before);
    }
    expect(account.orders[0]?.state).toBe('placed');
  });

  it('keeps more than ten exchanges in their order', () => {
    const many = Array.from({ length: 120 }, (_, index) => written(`message-${index}`));
    const before = snapshotOf({ conversation: conversationAfter('live', many) });
    expect(fromRecords(stored(before))).toEqual(before);
  });

  it('a growing reply changes one record', () => {
    const conversation = conversationAfter('live', [written('a'), sent('a'), started('a')]);
    const before = snapshotOf({ conversation });
    const grown = reduceConversation(conversation, delta('a', 'x'));
    expect([...changedRecords(before, { ...before, conversation: grown })]).toEqual([
      ['exchange/live/000000', grown.exchanges[0]],
    ]);
    expect(changedRecords(before, { ...before }).size).toBe(0);
  });

  it('the changes from one work to another make its records of the records of the first', () => {
    const some = fc.nat(events.length);
    const works = fc.record({ live: some, ended: fc.array(some, { maxLength: 3 }) });
    const workOf = ({ live, ended }: { live: number; ended: number[] }) =>
      snapshotOf({
        conversation: conversationAfter(`live-${ended.length}`, events.slice(0, live)),
        earlier: ended.map((count, index) =>
          conversationAfter(`live-${index}`, events.slice(0, count)),
        ),
        typedTest: live % 2 === 0 ? '' : 'd-di',
      });
    fc.assert(
      fc.property(works, works, (one, other) => {
        const [before, after] = [workOf(one), workOf(other)];
        const records = new Map(toRecords(before));
        for (const [name, record] of changedRecords(before, after)) {
          if (record === undefined) records.delete(name);
          else records.set(name, record);
        }
        const kept = new Map([...records].filter(([, record]) => record !== ''));
        expect(kept).toEqual(toRecords(after));
      }),
    );
  });

  it('a draft that was kept without its form is a question', () => {
    const before = snapshotOf();
    const records = stored(before);
    const { question, differential } = before.draft;
    records.set('draft', { question, differential });
    expect(fromRecords(records)?.draft).toEqual({ ...before.draft, action: 'ask' });
  });

  it('nothing kept is nothing to read', () => {
    expect(fromRecords(new Map())).toBeNull();
  });

  it.each([
    ['another version', { version: 1 }],
    ['money that is not whole cents', { account: { ...openAccount(null), openingSpent: 1.5 } }],
    ['a missing part', { live: null }],
  ])('[F42] %s is refused whole', (_, change) => {
    const records = stored(snapshotOf());
    records.set('head', { ...(records.get('head') as object), ...change });
    expect(() => fromRecords(records)).toThrow();
  });

  it('[F42] an exchange of an unknown shape is refused whole', () => {
    const before = snapshotOf({ conversation: conversationAfter('live', events) });
    const records = stored(before);
    records.set('exchange/live/000000', { message: { id: 1 } });
    expect(() => fromRecords(records)).toThrow();
  });
});
