/**
 * Conversations of every kind, as they come about: by events through the reducer.
 *
 * What a person and a server do is drawn at random; what may not happen in a state does not happen,
 * as in the console.
 */
import fc from 'fast-check';
import type {
  Conversation,
  Message,
  Settlement,
  Source,
  TurnFailure,
} from '../core/conversation.ts';
import { toDataCard } from '../core/data-card.ts';
import { isQueued, startConversation } from '../core/conversation.ts';
import type { ConversationEvent } from '../core/events.ts';
import { cents } from '../core/money.ts';
import type { PatientProfile } from '../core/patient-profile.ts';
import { reduceConversation } from '../core/reduce-conversation.ts';
import { anyText } from './any-text.ts';

/** One thing that happens, whatever stands in the conversation. */
type Act = (conversation: Conversation, at: number) => readonly ConversationEvent[];

const text = anyText({ maxLength: 30 });
const money = fc.integer({ min: 0, max: 100_000 }).map(cents);

const anyProfile: fc.Arbitrary<PatientProfile> = fc.record({
  age: fc.option(fc.integer({ min: 0, max: 120 })),
  sex: fc.option(fc.constantFrom('female' as const, 'male' as const, 'other' as const)),
  weight: fc.option(fc.integer({ min: 1, max: 300 })),
  conditions: fc.array(text, { maxLength: 3 }),
  medications: fc.array(fc.record({ name: text, dose: text }), { maxLength: 2 }),
  allergies: fc.array(text, { maxLength: 3 }),
});

const anySettlement: fc.Arbitrary<Settlement> = fc.record({
  cost: money,
  totalSpent: money,
  remaining: fc.option(money),
  orderedTests: fc.array(text, { maxLength: 3 }),
});

const anyFailure: fc.Arbitrary<TurnFailure> = fc.oneof(
  fc.constantFrom<TurnFailure>(
    { kind: 'connection-lost' },
    { kind: 'unreadable' },
    { kind: 'budget-exhausted' },
    { kind: 'no-answer', limit: 30_000 },
    { kind: 'stalled', limit: 60_000 },
  ),
  text.map((detail) => ({ kind: 'refused' as const, detail })),
  text.map((detail) => ({ kind: 'assistant-failed' as const, detail })),
);

/** Something about the turn that is on the wire. */
const onWire =
  (happens: (turnId: string, at: number) => readonly ConversationEvent[]): Act =>
  (conversation, at) =>
    conversation.onWire === null ? [] : happens(conversation.onWire, at);

const write = fc
  .record({ action: fc.constantFrom('ask', 'order', 'diagnose'), text, forecast: fc.option(money) })
  .map(({ action, ...rest }): Act => {
    return ({ exchanges }, at) => {
      const id = `m${exchanges.length}-${at}`;
      const message: Message = { id, action: action, writtenAt: at, ...rest };
      return [{ type: 'message-written', message }];
    };
  });

const send = fc.option(anyProfile).map((profile): Act => {
  return ({ exchanges, onWire: busy, endedAt }, at) => {
    const next = exchanges.find(isQueued);
    if (!next || busy !== null || endedAt !== null) return [];
    return [{ type: 'message-sent', at, turnId: next.message.id, profile }];
  };
});

const reply: fc.Arbitrary<Act> = fc.oneof(
  fc.constant(onWire((turnId, at) => [{ type: 'reply-started', at, turnId }])),
  text.map((words) => onWire((turnId) => [{ type: 'text-delta', turnId, text: words }])),
  fc
    .record({ name: text, agent: fc.option(text) })
    .map((step) => onWire((turnId, at) => [{ type: 'step-changed', at, turnId, ...step }])),
  fc.constant(onWire((turnId, at) => [{ type: 'reply-stopped', at, turnId }])),
  fc
    .record({
      settlement: fc.option(anySettlement),
      whole: fc.boolean(),
      replyId: fc.constantFrom('reply-1', 'reply-2'),
    })
    .map((end) => onWire((turnId, at) => [{ type: 'reply-finished', at, turnId, ...end }])),
  anyFailure.map((failure) =>
    onWire((turnId, at) => [{ type: 'reply-failed', at, turnId, failure }]),
  ),
);

const alert: fc.Arbitrary<Act> = fc
  .record({
    report: fc.record({ severity: fc.constantFrom('emergency', 'urgent'), text }),
    hasTurn: fc.boolean(),
  })
  .map(({ report, hasTurn }): Act => {
    return ({ onWire: turnId }, at) =>
      hasTurn && turnId === null
        ? []
        : [
            {
              type: 'alert-raised',
              at,
              turnId: hasTurn ? turnId : null,
              report: report,
            },
          ];
  });

const acknowledge: fc.Arbitrary<Act> = text.map((reason): Act => {
  return ({ alerts }, at) => {
    const open = alerts.find(({ acknowledgement }) => acknowledgement === null);
    const acknowledgement = { by: 'dr.lee', at, reason };
    return open ? [{ type: 'alert-acknowledged', alertId: open.id, acknowledgement }] : [];
  };
});

const beside: fc.Arbitrary<Act> = fc.oneof(
  text.map((words): Act => (_, at) => [{ type: 'notice-received', at, text: words }]),
  fc
    .record({ to: text, reason: text, waitMinutes: fc.option(fc.nat(60)) })
    .map((handover): Act => (_, at) => [{ type: 'handover-received', at, ...handover }]),
  fc
    .record({
      data: fc.jsonValue({ maxDepth: 3 }),
      name: fc.constantFrom('x', 'y'),
      saidAt: fc.nat(),
    })
    .map(({ data, name, saidAt }): Act => {
      const mark = { id: name, saidAt };
      return (_, at) => [{ type: 'data-received', at, card: toDataCard(data, name), mark }];
    }),
  fc.constant<Act>((_, at) => [
    { type: 'session-opened', at, sessionId: `session-${at}`, remembers: false },
  ]),
  anyProfile.map((profile): Act => () => [{ type: 'profile-changed', profile }]),
);

export const anyAct: fc.Arbitrary<Act> = fc.oneof(
  { weight: 3, arbitrary: write },
  { weight: 3, arbitrary: send },
  { weight: 8, arbitrary: reply },
  { weight: 1, arbitrary: alert },
  { weight: 1, arbitrary: acknowledge },
  { weight: 1, arbitrary: beside },
);

const source: Source = {
  assistantId: 'dx0',
  assistant: 'Diagnostic panel',
  backEnd: 'Dx0',
  tenant: 'Ward 3',
  sessionId: 'session-1',
  replies: 'markdown',
};

/** What a conversation was after each act, the last one over: nothing is owed, nothing waits. */
export function liveThrough(acts: readonly Act[], id = 'local'): readonly Conversation[] {
  const begun = startConversation(id, 1_000, source);
  const states = [begun];
  const last = () => states.at(-1) ?? begun;
  const happen = (events: readonly ConversationEvent[]) =>
    states.push(events.reduce(reduceConversation, last()));
  acts.forEach((act, index) => happen(act(last(), 2_000 + index)));
  const { onWire: owed } = last();
  const at = 2_000 + acts.length;
  if (owed !== null) {
    happen([{ type: 'reply-failed', at, turnId: owed, failure: { kind: 'connection-lost' } }]);
  }
  happen([{ type: 'conversation-ended', at }]);
  return states;
}
