/** The shapes of what an envelope holds, for reading it. */
import type { Shape } from '../../lib/shape.ts';
import {
  amount,
  count,
  either,
  listOf,
  object,
  oneOf,
  orAbsent,
  orNull,
  text,
  truth,
} from '../../lib/shape.ts';
import type { ServerMark, Settlement, Source } from '../conversation.ts';
import type { DataCard, DataField } from '../data-card.ts';
import type { Cents } from '../money.ts';
import { cents } from '../money.ts';
import type { PatientProfile } from '../patient-profile.ts';
import type { Content, Envelope, RemarkContent, Span } from './envelope.ts';

export const money: Shape<Cents> = (data) =>
  Number.isSafeInteger(data) ? cents(data as number) : undefined;

const profile: Shape<PatientProfile> = object({
  age: orNull(amount),
  sex: orNull(oneOf('female', 'male', 'other')),
  weight: orNull(amount),
  conditions: listOf(text),
  medications: listOf(object({ name: text, dose: text })),
  allergies: listOf(text),
});

export const sourceShape: Shape<Source> = object({
  assistantId: text,
  assistant: text,
  backEnd: text,
  tenant: text,
  sessionId: orNull(text),
  replies: oneOf('plain', 'markdown'),
});

const delivery = either(
  object({ status: oneOf('queued') }),
  object({ status: oneOf('sending'), since: amount }),
  object({ status: oneOf('delivered', 'failed', 'uncertain'), at: amount }),
);

const failure = either(
  object({ kind: oneOf('stopped', 'connection-lost', 'unreadable', 'budget-exhausted') }),
  object({ kind: oneOf('no-answer', 'overdue', 'stalled'), limit: amount }),
  object({ kind: oneOf('refused', 'assistant-failed'), detail: text }),
);

const turn = either(
  object({ phase: oneOf('idle') }),
  object({ phase: oneOf('finished'), startedAt: amount, finishedAt: amount }),
  object({ phase: oneOf('interrupted'), at: amount, failure }),
);

const settlement: Shape<Settlement> = object({
  cost: money,
  totalSpent: money,
  remaining: orNull(money),
  orderedTests: listOf(text),
});

const step = object({ name: text, agent: orNull(text), startedAt: amount, after: count });
const severity = oneOf('emergency', 'urgent');

const mark: Shape<ServerMark> = object({ id: text, saidAt: amount });

const field: Shape<DataField> = object({
  label: text,
  value: (data: unknown) => either(text, listOf(field))(data),
});
const card: Shape<DataCard> = object({ title: text, fields: listOf(field), isCut: truth });

const remarkContent: Shape<RemarkContent> = either(
  object({ kind: oneOf('memory-lost') }),
  object({ kind: oneOf('notice') }),
  object({ kind: oneOf('handover'), to: text, reason: text, waitMinutes: orNull(amount) }),
  object({ kind: oneOf('data'), card }),
);

const content: Shape<Content> = either(
  object({
    kind: oneOf('message'),
    messageId: text,
    action: oneOf('ask', 'order', 'diagnose'),
    writtenAt: amount,
    forecast: orNull(money),
    mayExceed: truth,
    delivery,
    profile: orNull(profile),
    source: sourceShape,
  }),
  object({
    kind: oneOf('reply'),
    messageId: text,
    delivery,
    turn,
    steps: listOf(step),
    settlement: orNull(settlement),
    alertCount: orNull(count),
    replyId: orAbsent(text),
  }),
  object({
    kind: oneOf('alert'),
    alertId: text,
    place: count,
    severity,
    raisedAt: amount,
    turnId: orNull(text),
    count,
    by: orAbsent(text),
  }),
  object({
    kind: oneOf('acknowledgement'),
    alertId: text,
    severity,
    by: text,
    at: amount,
  }),
  object({
    kind: oneOf('remark'),
    after: count,
    afterMessageId: orNull(text),
    at: amount,
    content: remarkContent,
    mark: orAbsent(mark),
    edition: orAbsent(count),
  }),
  object({ kind: oneOf('profile'), edition: count, profile }),
  object({ kind: oneOf('more'), part: count }),
);

const span: Shape<Span> = (data) => {
  const [from, to] = listOf(count)(data) ?? [];
  return from !== undefined && to !== undefined && from <= to ? [from, to] : undefined;
};

export const readEnvelope: Shape<Envelope> = object({
  id: text,
  words: orNull(span),
  parts: count,
  content,
});
