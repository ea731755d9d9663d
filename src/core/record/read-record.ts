/**
 * What a history holds of a conversation, as a conversation that can be shown. Pure.
 *
 * What Bedside wrote reads back as it was; what anybody else wrote reads as questions and answers.
 * Its one law: nothing is made up. What has no place among the turns is shown beside them.
 */
import type { Alert } from '../alert.ts';
import { severityRank } from '../alert.ts';
import type { Conversation, Exchange, Remark, Source, Turn } from '../conversation.ts';
import { startConversation } from '../conversation.ts';
import type { KeptConversation, KeptMessage } from '../history.ts';
import { emptyProfile } from '../patient-profile.ts';
import type { Content } from './envelope.ts';
import { readHead } from './head.ts';
import type { Piece } from './pieces.ts';
import { piecesOf } from './pieces.ts';

type ContentOf<Kind extends Content['kind']> = Extract<Content, { kind: Kind }>;

const unknownSource: Source = {
  assistantId: '',
  assistant: 'Assistant',
  backEnd: 'Not recorded',
  tenant: 'Not recorded',
  sessionId: null,
  replies: 'markdown',
};

/**
 * The conversation goes by the id that the history gives it.
 *
 * @param messages oldest first; all of them, or the latest
 * @param source who answered where the messages do not say
 */
export function readRecord(
  kept: KeptConversation,
  messages: readonly KeptMessage[],
  source: Source = unknownSource,
): Conversation {
  const pieces = piecesOf(messages);
  const head = readHead(kept.instructions);
  const reading = new Reading({ ...source, sessionId: kept.id }, pieces);
  for (const piece of pieces) reading.take(piece);
  const last = reading.exchanges.at(-1)?.source;
  const begun = startConversation(kept.id, kept.startedAt, head?.source ?? last ?? source, {
    name: kept.name,
    instructions: head ? null : kept.instructions,
  });
  return {
    ...begun,
    ...(head && { startedAt: head.startedAt, source: last ?? head.source }),
    endedAt: kept.endedAt,
    ...reading.result(),
  };
}

class Reading {
  readonly exchanges: Exchange[] = [];
  #source: Source;
  #places = new Map<string, number>();
  #remarks: Remark[] = [];
  #alerts = new Map<string, Alert & { readonly place: number }>();
  #acknowledgements: { readonly words: string; readonly content: ContentOf<'acknowledgement'> }[] =
    [];
  #profile: ContentOf<'profile'> | null = null;
  /** Messages whose reply is recorded by Bedside: no other takes its place. */
  #replied: ReadonlySet<string>;

  constructor(source: Source, pieces: readonly Piece[]) {
    this.#source = source;
    const contents = pieces.map(({ envelope }) => envelope?.content);
    this.#replied = new Set(
      contents.flatMap((content) => (content?.kind === 'reply' ? [content.messageId] : [])),
    );
  }

  take(piece: Piece): void {
    const content = piece.envelope?.content;
    switch (content?.kind) {
      case 'message':
        return this.#message(piece, content);
      case 'reply':
        return this.#reply(piece, content);
      case 'alert':
        return this.#alert(piece, content);
      case 'acknowledgement':
        return void this.#acknowledgements.push({ words: piece.words, content });
      case 'remark':
        return this.#remark(piece, content);
      case 'profile':
        return this.#takeProfile(content);
      default:
        return piece.kept.by === 'clinician' ? this.#question(piece) : this.#answer(piece);
    }
  }

  result(): Pick<Conversation, 'exchanges' | 'remarks' | 'alerts' | 'profile' | 'profileEdition'> {
    const alerts = [...this.#alerts.values()].sort((a, b) => a.place - b.place);
    return {
      exchanges: this.exchanges,
      remarks: this.#remarks.toSorted((a, b) => a.after - b.after),
      alerts: alerts.map((alert) => this.#finishAlert(alert)),
      profile: this.#profile?.profile ?? emptyProfile,
      ...(this.#profile && { profileEdition: this.#profile.edition }),
    };
  }

  #message({ kept, words }: Piece, content: ContentOf<'message'>): void {
    const { messageId, action, writtenAt, forecast, mayExceed } = content;
    const { delivery, profile, source } = content;
    const basics = { id: messageId, action, text: words, writtenAt, forecast };
    const message = mayExceed ? { ...basics, mayExceed } : basics;
    this.#add(kept.id, {
      ...{ message, delivery, turn: { phase: 'idle' }, steps: [], settlement: null },
      ...{ profile, source },
    });
  }

  #reply(piece: Piece, content: ContentOf<'reply'>): void {
    const { messageId, delivery, steps, settlement, alertCount, replyId } = content;
    const place = this.#places.get(messageId);
    const exchange = place === undefined ? undefined : this.exchanges[place];
    if (place === undefined || !exchange) return this.#notice(piece);
    const turn = readTurn(piece, content.turn);
    const named = replyId === null ? exchange : { ...exchange, replyId };
    this.exchanges[place] = { ...named, delivery, turn, steps, settlement };
    for (const alert of this.#alerts.values()) {
      if (alert.turnId !== messageId) continue;
      this.#alerts.set(alert.id, { ...alert, count: Math.max(alert.count, alertCount ?? 1) });
    }
  }

  #alert({ words: text }: Piece, content: ContentOf<'alert'>): void {
    const { alertId: id, place, severity, raisedAt, turnId, count, by } = content;
    const before = this.#alerts.get(id);
    const isHigher = !before || severityRank[severity] > severityRank[before.severity];
    const said = isHigher ? { severity, text } : before;
    this.#alerts.set(id, {
      ...{ id, place, raisedAt, turnId, acknowledgement: null },
      ...{ severity: said.severity, text: said.text, ...(by !== null && { by }) },
      count: Math.max(count, before?.count ?? 1),
    });
  }

  /** Who took on the lesser alert did not take on what it became. */
  #finishAlert({ place: _, ...alert }: Alert & { place: number }): Alert {
    const taken = this.#acknowledgements.find(
      ({ content }) => content.alertId === alert.id && content.severity === alert.severity,
    );
    if (!taken) return alert;
    const { by, at } = taken.content;
    return { ...alert, acknowledgement: { by, at, reason: taken.words } };
  }

  /** A message above it may have been deleted since. */
  #remark(piece: Piece, recorded: ContentOf<'remark'>): void {
    const { after, afterMessageId, at, content, mark, edition } = recorded;
    const above = afterMessageId === null ? -1 : this.#places.get(afterMessageId);
    const actual = above === undefined ? Math.min(after, this.exchanges.length) : above + 1;
    const said = content.kind === 'notice' ? { ...content, text: piece.words } : content;
    const known = { ...(mark && { mark }), ...(edition !== null && { edition }) };
    const remark = { at, after: actual, content: said, ...known };
    const before = mark ? this.#remarks.findIndex((each) => each.mark?.id === mark.id) : -1;
    // It was changed since: the latest counts.
    if (before === -1) this.#remarks.push(remark);
    else this.#remarks[before] = remark;
  }

  #takeProfile(content: ContentOf<'profile'>): void {
    if (content.edition >= (this.#profile?.edition ?? 0)) this.#profile = content;
  }

  #question({ kept, text }: Piece): void {
    const { id, at } = kept;
    this.#add(id, {
      message: { id, action: 'ask', text, writtenAt: at, forecast: null },
      delivery: { status: 'delivered', at },
      ...{ turn: { phase: 'idle' }, steps: [], settlement: null, profile: null },
      source: this.#source,
    });
  }

  /** Of the question that it names, else of the one before it. */
  #answer(piece: Piece): void {
    const { kept, isOurs } = piece;
    const unnamed = isOurs ? undefined : this.exchanges.length - 1;
    const place = kept.answers === null ? unnamed : this.#places.get(kept.answers);
    const exchange = place === undefined ? undefined : this.exchanges[place];
    const isFree = exchange?.turn.phase === 'idle' && !this.#replied.has(exchange.message.id);
    if (place === undefined || !isFree) return this.#notice(piece);
    const name = isOurs ? null : kept.assistantId;
    this.exchanges[place] = {
      ...exchange,
      turn: answerTurn(kept, exchange.message.writtenAt),
      source: name === null ? exchange.source : { ...exchange.source, assistant: name },
    };
  }

  #notice({ kept, text: whole }: Piece): void {
    const text = kept.state === 'whole' ? whole : absent[kept.state];
    const after = this.exchanges.length;
    this.#remarks.push({ at: kept.at, after, content: { kind: 'notice', text } });
  }

  #add(keptId: string, exchange: Exchange): void {
    const place = this.exchanges.length;
    this.#places.set(keptId, place).set(exchange.message.id, place);
    this.exchanges.push(exchange);
  }
}

const absent = {
  pending: 'An answer was still awaited here.',
  failed: 'An answer failed here.',
};

function readTurn({ words: text, hasGap, kept }: Piece, turn: ContentOf<'reply'>['turn']): Turn {
  switch (turn.phase) {
    case 'idle':
      return turn;
    case 'interrupted':
      return { ...turn, text };
    case 'finished':
      return hasGap
        ? { phase: 'interrupted', at: kept.at, text, failure: { kind: 'unreadable' } }
        : { ...turn, text };
  }
}

/** As the history tells it. When the work on it began is not kept: when it was asked for is. */
function answerTurn({ state, text, at }: KeptMessage, askedAt: number): Turn {
  const startedAt = Math.min(askedAt, at);
  switch (state) {
    case 'pending':
      return { phase: 'submitted', at };
    case 'failed': {
      const detail = 'The history does not keep why.';
      return { phase: 'interrupted', at, text, failure: { kind: 'assistant-failed', detail } };
    }
    case 'whole':
      return { phase: 'finished', startedAt, finishedAt: at, text };
  }
}
