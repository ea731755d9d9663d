import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyText } from '../testing/any-text.ts';
import type { Conversation, Exchange } from './conversation.ts';
import {
  answering,
  inOrder,
  isDiagnosisSubmitted,
  isQueued,
  nextToSend,
  replyText,
} from './conversation.ts';
import { toDataCard } from './data-card.ts';
import type { ConversationEvent } from './events.ts';
import type { PatientProfile } from './patient-profile.ts';
import { emptyProfile } from './patient-profile.ts';
import { reduceConversation } from './reduce-conversation.ts';
import {
  converse,
  delta,
  emptyConversation,
  finished,
  lost,
  message,
  returned,
  sent,
  sessionOpened,
  settlement,
  started,
  stopped,
  written,
} from '../testing/samples.ts';

const ask = (id: string) => [written(id), sent(id)] as const;
const reply = (id: string) => [started(id), delta(id, 'Yes.'), finished(id)] as const;

function exchangeOf(conversation: Conversation, id: string): Exchange {
  const exchange = conversation.exchanges.find(({ message: { id: each } }) => each === id);
  if (!exchange) throw new Error(`There is no exchange ${id}`);
  return exchange;
}

describe('a turn', () => {
  it('[TU1] a message goes from queued over sending to delivered with the first frame of its turn', () => {
    const events = [written('a'), sent('a', 10), started('a', 20), finished('a')];
    const statuses = events.map((_event, index) => {
      const { delivery } = exchangeOf(converse(...events.slice(0, index + 1)), 'a');
      return delivery.status;
    });
    expect(statuses).toEqual(['queued', 'sending', 'delivered', 'delivered']);
    expect(exchangeOf(converse(...events), 'a').delivery).toEqual({ status: 'delivered', at: 20 });
  });

  it('[TK8] a finished turn knows when it began and ended, who answered and what it cost', () => {
    const {
      turn,
      source,
      settlement: money,
    } = exchangeOf(
      converse(
        sessionOpened(0),
        written('a'),
        sent('a', 10),
        started('a', 20),
        delta('a', 'Yes.'),
        finished('a', settlement(0, 500), { at: 30 }),
      ),
      'a',
    );
    expect(turn).toEqual({ phase: 'finished', startedAt: 10, finishedAt: 30, text: 'Yes.' });
    expect(source).toMatchObject({ backEnd: 'Dx0', tenant: 'Ward 3', sessionId: 'session-1' });
    expect(money).toEqual(settlement(0, 500));
  });

  it('[TK8] a reply is of the session that it was asked in, on the next connection of another', () => {
    const next = { ...sessionOpened(10), sessionId: 'session-2' };
    const conversation = converse(...ask('a'), ...reply('a'), next, ...ask('b'));
    const sessions = conversation.exchanges.map(({ source }) => source.sessionId);
    expect(sessions).toEqual(['session-1', 'session-2']);
  });

  it('[TU6] a diagnosis counts as submitted once it was answered', () => {
    const written = {
      type: 'message-written',
      message: message('d', { action: 'diagnose' }),
    } as const;
    expect(isDiagnosisSubmitted(converse(written, sent('d')))).toBe(false);
    expect(isDiagnosisSubmitted(converse(written, sent('d'), ...reply('d')))).toBe(true);
  });

  it('[F13] a reply with a part that could not be read is interrupted, not complete', () => {
    const conversation = converse(
      ...ask('a'),
      started('a'),
      delta('a', 'Yes.'),
      finished('a', null, { whole: false }),
    );
    expect(exchangeOf(conversation, 'a').turn).toEqual({
      phase: 'interrupted',
      at: 9,
      text: 'Yes.',
      failure: { kind: 'unreadable' },
    });
    expect(conversation.onWire).toBeNull();
  });

  it('[F13] a reply that the line cut off is interrupted and keeps its text', () => {
    const conversation = converse(...ask('a'), started('a'), delta('a', 'Ye'), lost('a'));
    expect(exchangeOf(conversation, 'a')).toMatchObject({
      delivery: { status: 'delivered' },
      turn: { phase: 'interrupted', text: 'Ye', failure: { kind: 'connection-lost' } },
    });
  });

  it('[F19] a message that was sent and never answered is uncertain and is not queued again', () => {
    const conversation = converse(...ask('a'), lost('a'));
    expect(exchangeOf(conversation, 'a').delivery).toEqual({ status: 'uncertain', at: 7 });
    expect(conversation.onWire).toBeNull();
    expect(nextToSend(conversation)).toBeUndefined();
  });

  it('[F20] asking again is a turn of its own, and the cut reply stays as it was', () => {
    const cut = converse(...ask('a'), started('a'), delta('a', 'half'), lost('a'));
    const again = [written('b'), sent('b'), ...reply('b')].reduce(reduceConversation, cut);
    expect(exchangeOf(again, 'a')).toBe(exchangeOf(cut, 'a'));
    expect(replyText(exchangeOf(again, 'b').turn)).toBe('Yes.');
  });

  it('[TU1] a refusal is a failed delivery with the words of the server', () => {
    const failure = { kind: 'refused', detail: 'content: too long' } as const;
    const conversation = converse(...ask('a'), {
      type: 'reply-failed',
      at: 7,
      turnId: 'a',
      failure,
    });
    expect(exchangeOf(conversation, 'a')).toMatchObject({
      delivery: { status: 'failed', at: 7 },
      turn: { phase: 'interrupted', failure },
    });
  });
});

describe('late and stray frames', () => {
  it('[F14] text without a beginning is counted and goes to no reply', () => {
    const conversation = converse(...ask('a'), ...reply('a'), ...ask('b'), delta('b', 'stray'));
    expect(replyText(exchangeOf(conversation, 'a').turn)).toBe('Yes.');
    expect(replyText(exchangeOf(conversation, 'b').turn)).toBe('');
    expect(conversation.ignoredFrames.late).toBe(1);
  });

  it('[F14] an end without a turn on the wire is counted and changes no exchange', () => {
    const before = converse(...ask('a'), ...reply('a'), written('b'));
    for (const turnId of ['a', 'b', 'nobody']) {
      const after = reduceConversation(before, finished(turnId, settlement(1, 1)));
      expect(after.exchanges).toBe(before.exchanges);
      expect(after.ignoredFrames.late).toBe(before.ignoredFrames.late + 1);
    }
  });

  it('[CN6] a late frame of an earlier turn never lands in the present one', () => {
    const conversation = converse(
      ...ask('a'),
      started('a'),
      lost('a'),
      ...ask('b'),
      started('b'),
      delta('a', 'late'),
      delta('b', 'right'),
    );
    expect(replyText(exchangeOf(conversation, 'a').turn)).toBe('');
    expect(replyText(exchangeOf(conversation, 'b').turn)).toBe('right');
  });

  it('[F15] a beginning or an end that comes twice changes nothing', () => {
    const once = converse(...ask('a'), started('a', 2), delta('a', 'x'));
    const twice = reduceConversation(once, started('a', 8));
    expect(twice.exchanges).toBe(once.exchanges);
    const ended = reduceConversation(twice, finished('a', settlement(1, 1)));
    const endedTwice = reduceConversation(ended, finished('a', settlement(1, 2)));
    expect(endedTwice.exchanges).toBe(ended.exchanges);
    expect(endedTwice.ignoredFrames.late).toBe(2);
  });

  it('[F39] frames that were ignored are counted by reason', () => {
    const { ignoredFrames } = converse(
      { type: 'frame-ignored', why: 'unknown' },
      { type: 'frame-ignored', why: 'unknown' },
      { type: 'frame-ignored', why: 'malformed' },
    );
    expect(ignoredFrames).toEqual({ unknown: 2, malformed: 1, late: 0 });
  });

  it('[CN6] a failure of a turn that is not on the wire neither changes it nor holds the queue', () => {
    const before = converse(...ask('a'), ...reply('a'), ...ask('b'), written('c'));
    expect(reduceConversation(before, lost('a'))).toBe(before);
  });
});

describe('stop', () => {
  const streaming = [...ask('a'), started('a'), delta('a', 'kept')] as const;

  it('[TK6] stop keeps what has arrived, marks it and drops the late frames of that turn', () => {
    const conversation = converse(...streaming, stopped('a'), delta('a', ' dropped'));
    expect(exchangeOf(conversation, 'a').turn).toMatchObject({
      phase: 'interrupted',
      text: 'kept',
      failure: { kind: 'stopped' },
    });
    expect(answering(conversation)).toBeUndefined();
  });

  it('[TK6] the wire stays taken until the server is done, and what the reply cost still counts', () => {
    const stoppedTurn = converse(...streaming, stopped('a'), written('b'));
    expect(nextToSend(stoppedTurn)).toBeUndefined();
    const ended = reduceConversation(stoppedTurn, finished('a', settlement(700, 700)));
    expect(exchangeOf(ended, 'a').settlement).toEqual(settlement(700, 700));
    expect(exchangeOf(ended, 'a').turn).toMatchObject({ phase: 'interrupted', text: 'kept' });
    expect(nextToSend(ended)?.id).toBe('b');
  });

  it('[TK6] a stopped message that the server did not take does not go out again by itself', () => {
    const conversation = converse(...ask('a'), stopped('a'), returned('a'));
    expect(exchangeOf(conversation, 'a').delivery.status).toBe('failed');
    expect(conversation.onWire).toBeNull();
    expect(nextToSend(conversation)).toBeUndefined();
  });
});

describe('the queue', () => {
  it('[TU3] one message is on the wire at a time', () => {
    const conversation = converse(written('a'), written('b'), sent('a'), sent('b'));
    expect(conversation.onWire).toBe('a');
    expect(exchangeOf(conversation, 'b').delivery.status).toBe('queued');
    expect(nextToSend(conversation)).toBeUndefined();
  });

  it('[TU3] messages go out in the order in which they were written', () => {
    const conversation = converse(...ask('a'), written('b'), written('c'), ...reply('a'));
    expect(nextToSend(conversation)?.id).toBe('b');
  });

  it('[TU3] a failed turn holds the queue until the person lets it go on', () => {
    const held = converse(...ask('a'), written('b'), lost('a'));
    expect(held.queueHeld).toBe(true);
    expect(nextToSend(held)).toBeUndefined();
    expect(nextToSend(reduceConversation(held, { type: 'queue-resumed', at: 8 }))?.id).toBe('b');
  });

  it('[TU3] a failed turn with nothing behind it holds nothing', () => {
    expect(converse(...ask('a'), lost('a')).queueHeld).toBe(false);
  });

  it('[TU3] a queued message can be taken back, and the last one taken back ends the hold', () => {
    const held = converse(...ask('a'), written('b'), lost('a'));
    const empty = reduceConversation(held, { type: 'message-withdrawn', turnId: 'b' });
    expect(empty.exchanges.map(({ message: { id } }) => id)).toEqual(['a']);
    expect(empty.queueHeld).toBe(false);
  });

  it('[TU4] what is on the wire or was answered cannot be taken back', () => {
    const conversation = converse(...ask('a'), ...reply('a'), ...ask('b'));
    for (const turnId of ['a', 'b']) {
      const after = reduceConversation(conversation, { type: 'message-withdrawn', turnId });
      expect(after.exchanges).toEqual(conversation.exchanges);
    }
  });

  it('[CN5] a message that the server did not take stands in the queue again, at its place', () => {
    const conversation = converse(...ask('a'), written('b'), returned('a'));
    expect(conversation.queueHeld).toBe(false);
    expect(nextToSend(conversation)?.id).toBe('a');
    expect(exchangeOf(conversation, 'a').turn).toEqual({ phase: 'idle' });
  });

  it('[CN5] a message that was answered is not put back by a stray return', () => {
    const before = converse(...ask('a'), ...reply('a'));
    expect(reduceConversation(before, returned('a'))).toBe(before);
  });

  it('[TU6] an ended conversation sends nothing more and keeps what was said', () => {
    const ended = converse(...ask('a'), ...reply('a'), written('b'), {
      type: 'conversation-ended',
      at: 50,
    });
    expect(nextToSend(ended)).toBeUndefined();
    expect(ended.endedAt).toBe(50);
    expect(ended.exchanges).toHaveLength(2);
  });
});

describe('what is said beside the turns', () => {
  const kinds = ({ remarks }: Conversation) =>
    remarks.map(({ content, after }) => [content.kind, after]);

  it('[CN8] a new connection of a forgetful server is said, below the turns it forgot', () => {
    const conversation = converse(sessionOpened(0), ...ask('a'), ...reply('a'), sessionOpened(40));
    expect(kinds(conversation)).toEqual([['memory-lost', 1]]);
  });

  it('[CN8] it is said once, however often the line breaks before the next message', () => {
    const conversation = converse(...ask('a'), lost('a'), sessionOpened(40), sessionOpened(60));
    expect(kinds(conversation)).toEqual([['memory-lost', 1]]);
  });

  it('[CN8] nothing is said where nothing was, or by a server that remembers', () => {
    expect(converse(sessionOpened(0), written('a'), sessionOpened(1)).remarks).toEqual([]);
    const remembered = converse(...ask('a'), ...reply('a'), sessionOpened(9, { remembers: true }));
    expect(remembered.remarks).toEqual([]);
  });

  it('[NT2] notices and handovers stay at their place in the transcript', () => {
    const conversation = converse(
      ...ask('a'),
      ...reply('a'),
      { type: 'notice-received', at: 20, text: 'Maintenance at noon' },
      { type: 'handover-received', at: 21, to: 'Dr Osei', reason: 'chest pain', waitMinutes: 5 },
    );
    expect(kinds(conversation)).toEqual([
      ['notice', 1],
      ['handover', 1],
    ]);
  });

  const said = (id: string, pulse: number, saidAt = 5): ConversationEvent => {
    const card = toDataCard({ title: 'Vitals', pulse });
    return { type: 'data-received', at: 20, card, mark: { id, saidAt } };
  };
  const pulses = ({ remarks }: Conversation) =>
    inOrder(remarks).map(({ content, edition = 0 }) => [
      content.kind === 'data' && content.card.fields[0]?.value,
      edition,
    ]);

  it('[NT1][F15] what its server says again is one remark, and what it changed is shown in its place', () => {
    const twice = converse(...ask('a'), ...reply('a'), said('x', 80), said('y', 70), said('x', 80));
    expect(pulses(twice)).toEqual([
      ['80', 0],
      ['70', 0],
    ]);
    const changed = reduceConversation(twice, said('x', 90));
    expect(pulses(changed)).toEqual([
      ['90', 1],
      ['70', 0],
    ]);
  });

  it('[F16] what came over two transports is shown in the order in which it was said', () => {
    const conversation = converse(
      said('x', 80, 30),
      { type: 'notice-received', at: 20, text: 'Unnamed' },
      said('y', 70, 10),
      said('z', 60, 20),
    );
    expect(pulses(conversation).map(([pulse]) => pulse)).toEqual(['70', false, '60', '80']);
  });

  it('[TK7] steps stay with the reply, with the time of each', () => {
    const conversation = converse(
      ...ask('a'),
      { type: 'step-changed', at: 3, turnId: 'a', name: 'triage', agent: null },
      { type: 'step-changed', at: 4, turnId: 'a', name: 'something new', agent: 'Triage' },
      ...reply('a'),
    );
    expect(exchangeOf(conversation, 'a').steps).toEqual([
      { name: 'triage', agent: null, startedAt: 3, after: 0 },
      { name: 'something new', agent: 'Triage', startedAt: 4, after: 0 },
    ]);
  });

  it('[TK7] a step between the words knows after which of them it began', () => {
    const step = {
      type: 'step-changed',
      at: 4,
      turnId: 'a',
      name: 'diagnosis',
      agent: null,
    } as const;
    const conversation = converse(...ask('a'), started('a'), delta('a', 'Four'), step);
    expect(exchangeOf(conversation, 'a').steps).toMatchObject([{ name: 'diagnosis', after: 4 }]);
  });

  it('[TU1] a step proves that the message was delivered, and a refusal after it that it was not taken', () => {
    const step = {
      type: 'step-changed',
      at: 4,
      turnId: 'a',
      name: 'validating',
      agent: null,
    } as const;
    const validated = converse(...ask('a'), step);
    expect(exchangeOf(validated, 'a')).toMatchObject({
      delivery: { status: 'delivered', at: 4 },
      turn: { phase: 'submitted' },
    });
    const failure = { kind: 'refused', detail: 'Input too long' } as const;
    const refused = reduceConversation(validated, {
      type: 'reply-failed',
      at: 5,
      turnId: 'a',
      failure,
    });
    expect(exchangeOf(refused, 'a').delivery).toEqual({ status: 'failed', at: 5 });
  });

  it('[TU1] an assistant that fails has had the message', () => {
    const failure = { kind: 'assistant-failed', detail: 'No model' } as const;
    const failed = { type: 'reply-failed', at: 5, turnId: 'a', failure } as const;
    const conversation = converse(...ask('a'), started('a'), delta('a', 'half'), failed);
    expect(exchangeOf(conversation, 'a')).toMatchObject({
      delivery: { status: 'delivered' },
      turn: { phase: 'interrupted', text: 'half', failure },
    });
  });

  it('what went along about the patient stays with the message, whatever is said of them later', () => {
    const young: PatientProfile = { ...emptyProfile, age: 7 };
    const conversation = converse(
      { type: 'profile-changed', profile: young },
      written('a'),
      { type: 'message-sent', at: 1, turnId: 'a', profile: young },
      { type: 'profile-changed', profile: emptyProfile },
    );
    expect(conversation.profile).toEqual(emptyProfile);
    expect(exchangeOf(conversation, 'a').profile).toEqual(young);
  });

  it('[AL3] an acknowledgement records who, when and why, and only the first counts', () => {
    const report = { severity: 'emergency', text: 'Call an ambulance' } as const;
    const raised = { type: 'alert-raised', at: 6, turnId: 'a', report } as const;
    const taken = (by: string) =>
      ({
        type: 'alert-acknowledged',
        alertId: 'alert-1',
        acknowledgement: { by, at: 9, reason: 'On my way' },
      }) as const;
    expect(converse(...ask('a'), raised, taken('ana'), taken('ben')).alerts).toMatchObject([
      { acknowledgement: { by: 'ana', at: 9, reason: 'On my way' } },
    ]);
  });

  it('[AL1] an alert is raised whatever the state of its turn, and survives its end', () => {
    const report = { severity: 'emergency', text: 'Call an ambulance' } as const;
    const raised = { type: 'alert-raised', at: 6, turnId: 'a', report } as const;
    expect(converse(...ask('a'), raised).alerts).toHaveLength(1);
    expect(converse(...ask('a'), started('a'), stopped('a'), raised).alerts).toHaveLength(1);
    expect(converse(raised, ...ask('a'), lost('a')).alerts).toEqual([
      { ...report, id: 'alert-1', turnId: 'a', raisedAt: 6, count: 1, acknowledgement: null },
    ]);
  });

  it('[AL7] the status checking_emergency is no alarm', () => {
    const step = {
      type: 'step-changed',
      at: 3,
      turnId: 'a',
      name: 'checking_emergency',
      agent: null,
    } as const;
    expect(converse(...ask('a'), step).alerts).toEqual([]);
  });
});

/** Every event there is, about messages that exist and messages that do not. */
const turnId = fc.constantFrom('a', 'b', 'c', 'nobody');
const at = fc.nat({ max: 1000 });
const money = fc.option(fc.nat({ max: 5000 }).map((cost) => settlement(cost, cost)));
const anyEvent: fc.Arbitrary<ConversationEvent> = fc.oneof(
  fc.constantFrom(...['d', 'e', 'f', 'g'].map(written)),
  fc.record({
    type: fc.constant('message-sent' as const),
    at,
    turnId,
    profile: fc.constant(null),
  }),
  fc.record({ type: fc.constant('message-withdrawn' as const), turnId }),
  fc.record({ type: fc.constant('message-returned' as const), at, turnId }),
  fc.record({ type: fc.constant('reply-stopped' as const), at, turnId }),
  fc.record({ type: fc.constant('reply-started' as const), at, turnId }),
  fc.record({ type: fc.constant('text-delta' as const), turnId, text: fc.string() }),
  fc.record({
    type: fc.constant('step-changed' as const),
    at,
    turnId,
    name: fc.string(),
    agent: fc.constant(null),
  }),
  fc.record({
    type: fc.constant('reply-finished' as const),
    at,
    turnId,
    settlement: money,
    whole: fc.boolean(),
  }),
  turnId.map((id) => lost(id)),
  fc.constant(sessionOpened(3)),
  fc.record({ type: fc.constant('message-edited' as const), at, turnId, text: fc.string() }),
  fc.record({ type: fc.constant('message-moved' as const), turnId, place: fc.integer() }),
  fc.constant({ type: 'queue-held', why: 'stale' } as const),
  fc.record({ type: fc.constant('queue-resumed' as const), at }),
  fc.constant({ type: 'frame-ignored', why: 'late' } as const),
);

const isOpenTurn = ({ turn }: Exchange) => turn.phase === 'submitted' || turn.phase === 'streaming';

describe('whatever happens, in whatever order', () => {
  const begun = [written('a'), written('b'), written('c')].reduce(
    reduceConversation,
    emptyConversation,
  );
  const randomly = (
    check: (before: Conversation, event: ConversationEvent, after: Conversation) => void,
  ) =>
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 60 }), (events) => {
        // A message is written once.
        const once = events.filter(
          (event, index) => event.type !== 'message-written' || events.indexOf(event) === index,
        );
        once.reduce((before, event) => {
          const after = reduceConversation(before, event);
          check(before, event, after);
          return after;
        }, begun);
      }),
      { numRuns: 300 },
    );

  it('[TU3] at most one turn is open, and what is on the wire exists', () => {
    randomly((_before, _event, { exchanges, onWire }) => {
      const open = exchanges.filter(isOpenTurn).map(({ message: { id } }) => id);
      expect(open.length).toBeLessThanOrEqual(1);
      if (open[0] !== undefined) expect(onWire).toBe(open[0]);
      if (onWire !== null) expect(exchanges.map(({ message: { id } }) => id)).toContain(onWire);
    });
  });

  it('[TU3] a queued message is lost by nothing but its withdrawal, and sent by nothing but sending', () => {
    randomly((before, event, after) => {
      for (const {
        message: { id },
      } of before.exchanges.filter(isQueued)) {
        const now = after.exchanges.find(({ message: each }) => each.id === id);
        if (event.type === 'message-withdrawn' && event.turnId === id) expect(now).toBeUndefined();
        else if (event.type === 'message-sent' && event.turnId === id) expect(now).toBeDefined();
        else expect(now?.delivery.status).toBe('queued');
      }
    });
  });

  it('[CN6] an event changes no exchange but its own', () => {
    randomly((before, event, after) => {
      const own = 'turnId' in event ? event.turnId : undefined;
      for (const exchange of before.exchanges) {
        if (exchange.message.id !== own) expect(after.exchanges).toContain(exchange);
      }
    });
  });

  it('[TK6] a reply that ended never changes its text again', () => {
    randomly((before, _event, after) => {
      for (const {
        message: { id },
        turn,
      } of before.exchanges) {
        if (turn.phase !== 'finished' && turn.phase !== 'interrupted') continue;
        expect(replyText(exchangeOf(after, id).turn)).toBe(turn.text);
      }
    });
  });

  it('[TK1] the text at the end is the sum of its deltas, however they were cut', () => {
    fc.assert(
      fc.property(fc.array(anyText()), (pieces) => {
        const conversation = converse(
          ...ask('a'),
          started('a'),
          ...pieces.map((piece) => delta('a', piece)),
          finished('a'),
        );
        expect(replyText(exchangeOf(conversation, 'a').turn)).toBe(pieces.join(''));
      }),
    );
  });
});
