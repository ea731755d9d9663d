/**
 * The list of conversations: those of this device and those of the history, as one, newest first.
 * Pure.
 *
 * A conversation that both have stands there once, as this device knows it. Its one law: what is not
 * known of a conversation is left out, never guessed.
 */
import type { Conversation } from '../core/conversation.ts';
import { isDiagnosisSubmitted, replyText } from '../core/conversation.ts';
import type { KeptState, ListedConversation } from '../core/history.ts';
import type { Cents } from '../core/money.ts';
import type { RecordHead } from '../core/record/head.ts';
import { isAnalysisPlace, readHead } from '../core/record/head.ts';
import type { RecordSummary } from '../core/record/summary.ts';
import { summaryOf } from '../core/record/summary.ts';

export interface ConversationItem {
  /** By which it is looked at. */
  readonly id: string;
  /** By which the history knows it; `null` where it does not, or that is not known. */
  readonly keptId: string | null;
  readonly isLive: boolean;
  /** This device has it. */
  readonly isHere: boolean;
  /** What somebody called it; `null` where nobody did. */
  readonly givenName: string | null;
  /** `null` where nobody named it and nothing was said. */
  readonly name: string | null;
  readonly startedAt: number;
  readonly endedAt: number | null;
  /** `null` where nothing was said. */
  readonly last: LastWords | null;
  /** `null` where that is not known. */
  readonly assistant: string | null;
  /** What it cost; `null` where nothing is known of that. */
  readonly cost: Cents | null;
  readonly alert: AlertMark;
  /** Everything of it that is known here, for the filter. */
  readonly words: () => string;
}

export interface LastWords {
  readonly by: 'clinician' | 'assistant';
  readonly text: string;
  readonly state: KeptState;
}

/** Whether an alert was raised in it, and whether one still waits for somebody. */
export type AlertMark = 'none' | 'acknowledged' | 'waiting';

export interface Sources {
  readonly live: Conversation;
  readonly earlier: readonly Conversation[];
  /** Of the history, newest first. */
  readonly listed: readonly ListedConversation[];
  /** The id in the history of a conversation of this device, where it has one. */
  readonly keptIdOf: (conversation: Conversation) => string | null;
  /** A conversation of the history as far as it was read before. */
  readonly readBefore: (keptId: string) => ReadBefore | undefined;
}

export interface ReadBefore {
  readonly conversation: Conversation;
  /** All of it, and not only the latest. */
  readonly isWhole: boolean;
  /** The latest message of it that was read; `null` where there was none. */
  readonly newestId: string | null;
}

/** The live one first, then the newest. */
export function listConversations(sources: Sources): readonly ConversationItem[] {
  const { live, earlier, listed, keptIdOf, readBefore } = sources;
  const here = [live, ...earlier].map((conversation) =>
    itemHere(conversation, conversation === live, keptIdOf(conversation)),
  );
  const known = new Set(here.flatMap(({ id, keptId }) => (keptId === null ? [id] : [id, keptId])));
  const kept = worthListing(listed)
    .filter(({ listed: { id } }) => !known.has(id))
    .filter(({ head }) => !known.has(head?.conversationId ?? ''))
    .map((each) => itemKept(each, readBefore(each.listed.id)));
  return [...here, ...kept].sort(
    (a, b) => Number(b.isLive) - Number(a.isLive) || b.startedAt - a.startedAt,
  );
}

interface Headed {
  readonly listed: ListedConversation;
  readonly head: RecordHead | null;
}

/** All but what Bedside made for itself, and empty doubles of a record. */
function worthListing(listed: readonly ListedConversation[]): readonly Headed[] {
  const headed = listed
    .filter(({ instructions }) => !isAnalysisPlace(instructions))
    .map((each) => ({ listed: each, head: readHead(each.instructions) }));
  const isEmpty = ({ listed: { lastMessage } }: Headed) => lastMessage === null;
  const written = headed.filter((each) => !isEmpty(each));
  const recorded = new Set(written.map(({ head }) => head?.conversationId));
  return headed.filter((each) => {
    const { head } = each;
    if (!head || !isEmpty(each)) return true;
    return head.doubleOf === null && !recorded.has(head.conversationId);
  });
}

function itemHere(
  conversation: Conversation,
  isLive: boolean,
  keptId: string | null,
): ConversationItem {
  const { id, startedAt, endedAt, source, exchanges } = conversation;
  const summary = summaryOf(conversation);
  return {
    ...{ id, keptId, isLive, isHere: true, givenName: conversation.name, startedAt, endedAt },
    name: conversation.name ?? exchanges[0]?.message.text ?? null,
    last: lastWords(conversation),
    assistant: source.assistant,
    cost: summary.cost,
    alert: markOf(summary),
    words: () => wordsOf(conversation),
  };
}

function itemKept({ listed, head }: Headed, before: ReadBefore | undefined): ConversationItem {
  const { id, name, startedAt, endedAt, lastMessage } = listed;
  const conversation = before?.conversation;
  const { cost, alert } = tellOf(listed, head?.summary ?? null, before);
  return {
    ...{ id, keptId: id, isLive: false, isHere: false, givenName: name, name, endedAt },
    startedAt: head?.startedAt ?? startedAt,
    last: lastMessage,
    assistant: head?.source.assistant ?? null,
    ...{ cost, alert },
    words: () =>
      [name, head?.source.assistant, lastMessage?.text, conversation && wordsOf(conversation)]
        .filter(Boolean)
        .join('\n'),
  };
}

function lastWords(conversation: Conversation): LastWords | null {
  const last = conversation.exchanges.at(-1);
  if (!last) return null;
  if (isDiagnosisSubmitted(conversation)) {
    return { by: 'assistant', text: 'Diagnosis submitted', state: 'whole' };
  }
  const reply = replyText(last.turn);
  return reply === ''
    ? { by: 'clinician', text: last.message.text, state: 'whole' }
    : { by: 'assistant', text: reply, state: 'whole' };
}

/**
 * All of it, read up to what was said last, tells best; then the record's own summary. Of a part of it
 * the costs are not what it cost, but its alerts are worth knowing.
 */
function tellOf(
  { lastMessage }: ListedConversation,
  summary: RecordSummary | null,
  before: ReadBefore | undefined,
): Pick<ConversationItem, 'cost' | 'alert'> {
  const read = before && summaryOf(before.conversation);
  if (read && before.isWhole && (!summary || before.newestId === (lastMessage?.id ?? null))) {
    return { cost: read.cost, alert: markOf(read) };
  }
  const marks = [read, summary].map((each) => (each ? markOf(each) : 'none'));
  return {
    cost: summary?.cost ?? null,
    alert: gravest.find((mark) => marks.includes(mark)) ?? 'none',
  };
}

const gravest: readonly AlertMark[] = ['waiting', 'acknowledged', 'none'];

function markOf({ alerts, waiting }: RecordSummary): AlertMark {
  if (alerts === 0) return 'none';
  return waiting > 0 ? 'waiting' : 'acknowledged';
}

function wordsOf({ name, source, exchanges }: Conversation): string {
  const said = exchanges.flatMap(({ message, turn }) => [message.text, replyText(turn)]);
  return [name ?? '', source.assistant, ...said].join('\n');
}

/** Those in which every word of `filter` occurs, in whatever case and with whatever accents. */
export function filterConversations(
  items: readonly ConversationItem[],
  filter: string,
): readonly ConversationItem[] {
  const wanted = plain(filter).split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return items;
  return items.filter((item) => {
    const text = plain(`${item.name ?? ''}\n${item.words()}`);
    return wanted.every((word) => text.includes(word));
  });
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
