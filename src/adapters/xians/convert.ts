/**
 * What a Xians server says, in the product's own words. Pure.
 *
 * Its one law: nothing of a message's data leaves here but as a card, whose credentials are withheld,
 * or as the words of a handover or a notice.
 */
import type { ServerMark } from '../../core/conversation.ts';
import type { DataCard } from '../../core/data-card.ts';
import { redact, toDataCard } from '../../core/data-card.ts';
import type { Handover } from '../../core/handover.ts';
import type { NoticeGrade } from '../../core/notice.ts';
import type { WireMessage } from './wire.ts';

export type Content =
  | { readonly kind: 'chat'; readonly text: string }
  | { readonly kind: 'data'; readonly card: DataCard }
  | ({ readonly kind: 'handover' } & Handover);

export interface Heard {
  readonly mark: ServerMark;
  /** A person sent it. */
  readonly isOurs: boolean;
  readonly requestId: string | null;
  readonly scope: string | null;
  readonly participantId: string | null;
  /** `null` for a kind that is not known, and for words that are none. */
  readonly content: Content | null;
}

/** @param kind what the event was called; what the message says of itself counts more */
export function toHeard(message: WireMessage, kind = 'Chat'): Heard {
  const { id, createdAt, direction, requestId, scope, participantId, text } = message;
  const type = message.messageType ?? kind;
  const saidAt = createdAt ? Date.parse(createdAt) : 0;
  return {
    mark: { id: id ?? `${saidAt} ${type} ${(text ?? '').slice(0, 100)}`, saidAt },
    isOurs: direction === 'Incoming',
    requestId: requestId ?? null,
    scope: scope === '' ? null : (scope ?? null),
    participantId: participantId?.toLowerCase() ?? null,
    content: toContent(type, message),
  };
}

function toContent(type: string, { text, data, requestId }: WireMessage): Content | null {
  switch (type.toLowerCase()) {
    case 'chat':
      // Whatever else came under that name would be taken for an answer, empty and whole.
      return !text && !requestId ? null : { kind: 'chat', text: text ?? '' };
    case 'data':
      return { kind: 'data', card: toDataCard(data, text ?? null) };
    case 'handoff':
      return { kind: 'handover', ...toHandover(data, text ?? '') };
    default:
      return null;
  }
}

type Group = ReadonlyMap<string, unknown>;

function groupOf(data: unknown): Group {
  const isGroup = typeof data === 'object' && data !== null && !Array.isArray(data);
  return new Map(isGroup ? Object.entries(data) : []);
}

/** In characters. */
const longestWords = 1_000;

/** The first of these names that says something. */
function wordsOf(group: Group, ...names: readonly string[]): string {
  const found = names.map((name) => group.get(name)).find(isSaid);
  return redact(found?.trim() ?? '').slice(0, longestWords);
}

function isSaid(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

/** No two servers agree on how the parts of a handover are called. */
function toHandover(data: unknown, text: string): Handover {
  const group = groupOf(data);
  const who = wordsOf(
    group,
    ...['assignedTo', 'to', 'toAgent', 'targetAgent', 'agentName', 'agent', 'department', 'team'],
    ...['targetWorkflow', 'workflow'],
  );
  const role = wordsOf(group, 'role', 'title');
  const to = who === '' ? role : role === '' ? who : `${who} (${role})`;
  return {
    to: to === '' ? 'somebody who was not named' : to,
    reason: wordsOf(group, 'reason', 'why', 'handoffReason', 'summary') || redact(text.trim()),
    waitMinutes: toMinutes(
      ['expectedWaitMinutes', 'waitMinutes', 'estimatedWaitMinutes', 'expectedWait', 'wait']
        .map((name) => group.get(name))
        .find((value) => value !== undefined && value !== null),
    ),
  };
}

/** A number of minutes, or words that begin with one: `5 minutes`. */
function toMinutes(value: unknown): number | null {
  const minutes = typeof value === 'string' ? Number.parseFloat(value) : value;
  const isWait = typeof minutes === 'number' && Number.isFinite(minutes) && minutes >= 0;
  return isWait ? Math.round(minutes) : null;
}

export interface NoticeWords {
  readonly grade: NoticeGrade;
  readonly title: string;
  readonly text: string;
  /** What it says beside that; `null` where that is nothing. */
  readonly card: DataCard | null;
}

const grades = new Map<string, NoticeGrade>([
  ...gradesOf('emergency', 'emergency critical fatal'),
  ...gradesOf('warning', 'warning warn urgent high error medium moderate'),
  ...gradesOf('information', 'information informational info notice debug trace success ok'),
  ...gradesOf('information', 'normal none low minor mild'),
]);

function gradesOf(grade: NoticeGrade, words: string): [string, NoticeGrade][] {
  return words.split(' ').map((word) => [word, grade]);
}

/** In doubt it interrupts: a severity that nobody knows is the highest, and so is a flag that is no yes or no. */
function gradeOf(group: Group): NoticeGrade {
  const flag = group.get('emergency') ?? false;
  const severity = group.get('severity') ?? '';
  const isDown = flag === false || (typeof flag === 'string' && /^\s*(false)?\s*$/i.test(flag));
  if (!isDown || typeof severity !== 'string') return 'emergency';
  const own = severity.trim().toLowerCase();
  const level = wordsOf(group, 'level').toLowerCase();
  return grades.get(own || level) ?? (own === '' ? 'information' : 'emergency');
}

/** A notice is data with a severity; whatever else the feed says is one without. */
export function toNotice({ content }: Heard, data: unknown): NoticeWords | null {
  switch (content?.kind) {
    case undefined:
      return null;
    case 'chat':
      return { grade: 'information', title: 'Message', text: redact(content.text), card: null };
    case 'handover': {
      const { to, reason, waitMinutes } = content;
      const wait = waitMinutes === null ? '' : ` Expected wait: ${waitMinutes} min.`;
      return { grade: 'warning', title: `Handed over to ${to}`, text: reason + wait, card: null };
    }
    case 'data':
      return toDataNotice(groupOf(data), content.card);
  }
}

const told = new Set([
  'title',
  'message',
  'text',
  'body',
  'severity',
  'level',
  'type',
  'timestamp',
]);

function toDataNotice(group: Group, card: DataCard): NoticeWords {
  const more = Object.fromEntries([...group].filter(([name]) => !told.has(name)));
  const title = wordsOf(group, 'title');
  return {
    grade: gradeOf(group),
    title: title || card.title,
    text: wordsOf(group, 'message', 'text', 'body'),
    card: Object.keys(more).length === 0 ? null : toDataCard(more, 'Details'),
  };
}
