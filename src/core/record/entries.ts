/**
 * A conversation as the entries of a record: what is to be written to a history, in order. Pure.
 *
 * Only what will not change any more is an entry: a message once its reply has begun or its turn has
 * ended, a reply once nothing of it is owed. Its one law: an entry has the same id whenever the
 * conversation is looked at, and messages and replies come in the order in which they were said.
 */
import type { Alert } from '../alert.ts';
import type { Conversation, Exchange, Remark } from '../conversation.ts';
import { isQueued } from '../conversation.ts';
import { isProfileEmpty } from '../patient-profile.ts';
import type { Said } from './entry-text.ts';
import {
  sayAcknowledgement,
  sayAlert,
  sayMessage,
  sayProfile,
  sayRemark,
  sayReply,
} from './entry-text.ts';
import type { Content, RecordedTurn } from './envelope.ts';
import { sealEnvelope } from './envelope.ts';
import { wholeCharacters } from '../../lib/whole-characters.ts';
import { fitEnvelope } from './fit.ts';

/** One message of the record. */
export interface Entry {
  readonly id: string;
  /** The place of the exchange that it is of; `null` for what is said beside the turns. */
  readonly exchange: number | null;
  /** With it, everything of its exchange is written. */
  readonly isLast: boolean;
  /** The id of the entry that it answers. */
  readonly answers: string | null;
  readonly by: 'clinician' | 'assistant';
  readonly text: string;
  readonly envelope: string;
}

/** The longest text of one entry, in characters: what is longer goes on in the next. */
export const entryLimit = 100_000;

/**
 * @param from the first exchange of which something is not written yet, by its place
 * @param most how many exchanges are looked at; what is behind them comes later
 */
export function entriesOf(conversation: Conversation, from = 0, most = Infinity): readonly Entry[] {
  const { exchanges, remarks, alerts, source, endedAt } = conversation;
  const entries: Entry[] = [];
  const spoken = new Set<Alert>();
  const say = (alert: Alert) => {
    spoken.add(alert);
    entries.push(...alertEntry(alert, alerts.indexOf(alert), source.assistant));
  };
  let place = from;
  for (; place < Math.min(exchanges.length, from + most); place++) {
    const exchange = exchanges[place];
    if (!exchange || !mayBeWritten(exchange, endedAt !== null)) break;
    entries.push(...remarksAfter(conversation, place), ...messageEntry(exchange, place));
    alerts.filter(({ turnId }) => turnId === exchange.message.id).forEach(say);
    if (isQueued(exchange)) continue;
    if (!isSettled(exchange, conversation)) break;
    entries.push(...replyEntry(exchange, place, conversation));
  }
  if (place === exchanges.length) {
    const late = remarks.flatMap((each, index) => (each.after >= place ? [index] : []));
    entries.push(...late.flatMap((index) => remarkEntry(conversation, index)));
  }
  const waiting = new Set(exchanges.slice(place).map(({ message }) => message.id));
  const isDue = ({ turnId }: Alert) => turnId === null || !waiting.has(turnId);
  for (const alert of alerts) if (isDue(alert) && !spoken.has(alert)) say(alert);
  for (const alert of alerts) if (spoken.has(alert)) entries.push(...acknowledgementEntry(alert));
  return [...entries, ...profileEntry(conversation)];
}

/** A message may come back to the queue until its reply begins. */
function mayBeWritten(exchange: Exchange, isEnded: boolean): boolean {
  const { phase } = exchange.turn;
  return isQueued(exchange) ? isEnded : phase !== 'idle' && phase !== 'submitted';
}

/** The end of a reply that was stopped still says what it cost. */
function isSettled({ message, turn }: Exchange, { onWire }: Conversation): boolean {
  return turn.phase !== 'streaming' && message.id !== onWire;
}

interface Draft {
  readonly id: string;
  readonly by: Entry['by'];
  readonly said: Said;
  readonly content: Content;
  readonly exchange?: number;
  readonly isLast?: boolean;
  readonly answers?: string;
}

/** An entry, in as many parts as its text needs. */
function build({ id, by, said, content, answers, ...draft }: Draft): Entry[] {
  const { exchange = null, isLast = false } = draft;
  const texts = splitText(said.text);
  const parts = texts.length;
  return texts.map((text, index) => {
    const isFirst = index === 0;
    const envelope = isFirst
      ? { id, words: said.words, parts, content }
      : { id, words: null, parts, content: { kind: 'more', part: index + 1 } as const };
    return {
      id: isFirst ? id : `${id}/${index + 1}`,
      ...{ exchange, by, text },
      isLast: isLast && index === parts - 1,
      answers: answers ?? null,
      envelope: sealEnvelope(fitEnvelope(envelope)),
    };
  });
}

function splitText(text: string): readonly string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > entryLimit) {
    const part = wholeCharacters(rest.slice(0, entryLimit));
    parts.push(part);
    rest = rest.slice(part.length);
  }
  return [...parts, rest];
}

const messageEntryId = (messageId: string) => `message/${messageId}`;

function messageEntry(exchange: Exchange, place: number): Entry[] {
  const { message, delivery, profile, source } = exchange;
  const { id: messageId, action, writtenAt, forecast, mayExceed = false } = message;
  return build({
    ...{ id: messageEntryId(messageId), by: 'clinician', said: sayMessage(exchange) },
    ...{ exchange: place, isLast: isQueued(exchange) },
    content: {
      ...{ kind: 'message', messageId, action, writtenAt, forecast, mayExceed },
      ...{ delivery, profile, source },
    },
  });
}

function replyEntry(exchange: Exchange, place: number, { alerts }: Conversation): Entry[] {
  const { message, delivery, turn, steps, settlement, replyId = null } = exchange;
  const { id: messageId } = message;
  const alert = alerts.find(({ turnId }) => turnId === messageId);
  return build({
    ...{ id: `reply/${messageId}`, by: 'assistant', said: sayReply(exchange) },
    ...{ exchange: place, isLast: true, answers: messageEntryId(messageId) },
    content: {
      ...{ kind: 'reply', messageId, delivery, turn: recordTurn(turn), steps, settlement },
      alertCount: alert?.count ?? null,
      replyId,
    },
  });
}

function recordTurn(turn: Exchange['turn']): RecordedTurn {
  switch (turn.phase) {
    case 'finished': {
      const { phase, startedAt, finishedAt } = turn;
      return { phase, startedAt, finishedAt };
    }
    case 'interrupted': {
      const { phase, at, failure } = turn;
      return { phase, at, failure };
    }
    default:
      return { phase: 'idle' };
  }
}

/** One that got worse is another entry. */
function alertEntry(alert: Alert, place: number, assistant: string): Entry[] {
  const { id: alertId, severity, raisedAt, turnId, count, by = null } = alert;
  return build({
    ...{
      id: `alert/${alertId}/${severity}`,
      by: 'assistant',
      said: sayAlert(alert, by ?? assistant),
    },
    content: { kind: 'alert', alertId, place, severity, raisedAt, turnId, count, by },
  });
}

function acknowledgementEntry(alert: Alert): Entry[] {
  const { id: alertId, severity, acknowledgement } = alert;
  if (!acknowledgement) return [];
  const { by, at, reason } = acknowledgement;
  return build({
    ...{ id: `acknowledgement/${alertId}/${severity}`, by: 'clinician' },
    said: sayAcknowledgement(alert, reason),
    content: { kind: 'acknowledgement', alertId, severity, by, at },
  });
}

function remarksAfter(conversation: Conversation, place: number): Entry[] {
  return conversation.remarks.flatMap(({ after }, index) =>
    after === place ? remarkEntry(conversation, index) : [],
  );
}

function remarkEntry({ remarks, exchanges }: Conversation, place: number): Entry[] {
  const remark: Remark | undefined = remarks[place];
  if (!remark) return [];
  const { after, at, content, mark = null, edition = null } = remark;
  const afterMessageId = exchanges[after - 1]?.message.id ?? null;
  const recorded = content.kind === 'notice' ? { kind: content.kind } : content;
  return build({
    // One that was changed is another entry.
    ...{ id: edition === null ? `remark/${place}` : `remark/${place}/${edition}`, by: 'assistant' },
    said: sayRemark(remark),
    content: { kind: 'remark', after, afterMessageId, at, content: recorded, mark, edition },
  });
}

function profileEntry({ profile, profileEdition: edition = 0 }: Conversation): Entry[] {
  if (edition === 0 && isProfileEmpty(profile)) return [];
  return build({
    ...{ id: `profile/${edition}`, by: 'clinician', said: sayProfile(profile) },
    content: { kind: 'profile', edition, profile },
  });
}
