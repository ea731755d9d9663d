/**
 * All that a record of one conversation is made from, whichever form it takes. Pure.
 *
 * It owns what goes into a record and what stays out: messages that never went out, orders of other
 * conversations (another patient's, perhaps), tokens. Its one law: it holds what was said and done,
 * and nothing that was concluded from it.
 */
import type { Account, Order } from '../account.ts';
import type { Alert } from '../alert.ts';
import type { Conversation, Exchange, Remark, Source } from '../conversation.ts';
import { isQueued } from '../conversation.ts';
import { secondsUntil } from '../describe-alert.ts';
import type { Mark } from '../marks.ts';
import { hasReply, markOfMessage, markOfReply } from '../marks.ts';
import type { PatientProfile } from '../patient-profile.ts';
import type { FiledDifferential } from './filed-differential.ts';
import { differentialOf } from './filed-differential.ts';
import type { FiledOrder } from './filed-orders.ts';
import { ordersOf } from './filed-orders.ts';
import { withoutTokens } from './without-tokens.ts';

/** What a record is asked to be made from. */
export interface CaseFileRequest {
  readonly conversation: Conversation;
  /** Of the session it was held in; `null` for a conversation of the past. */
  readonly account: Account | null;
  /** Only the latest of it is read from the history. */
  readonly isPart: boolean;
  readonly tenant: string;
  /** Invented patients and prices. */
  readonly isDemo: boolean;
  readonly madeBy: string;
  readonly madeAt: number;
  /** Who wrote the messages; `null` where nobody recorded it. */
  readonly clinician: string | null;
  /** As the person typed it; `null` where they did not. */
  readonly patientId: string | null;
  /** What the case role says of the case that is worked; `null` where there is none. */
  readonly caseSummary: string | null;
  /** The billing code of a test, where a list has one. */
  readonly cptCodeOf: (test: string) => string | null;
}

export interface CaseFile extends Pick<
  CaseFileRequest,
  | ('tenant' | 'isDemo' | 'isPart' | 'madeBy' | 'madeAt')
  | ('clinician' | 'patientId' | 'caseSummary')
> {
  readonly conversation: Pick<
    Conversation,
    'id' | 'name' | 'instructions' | 'startedAt' | 'endedAt' | 'source'
  >;
  readonly profile: PatientProfile;
  /** What was said, in its order. */
  readonly turns: readonly FiledTurn[];
  readonly remarks: readonly FiledRemark[];
  readonly orders: readonly FiledOrder[];
  readonly alerts: readonly FiledAlert[];
  /** The last one that was submitted. */
  readonly differential: FiledDifferential | null;
  /** How many messages never went out, and are left out. */
  readonly unsent: number;
}

export interface FiledTurn {
  /** As the screen counts, from 1. */
  readonly number: number;
  readonly exchange: Exchange;
  readonly messageMark: Mark | null;
  readonly replyMark: Mark | null;
  /** There are words of a reply, or something has to be said about their absence. */
  readonly hasReply: boolean;
}

export interface FiledRemark {
  readonly remark: Remark;
  /** The number of the turn it stands behind; 0 before the first. */
  readonly afterTurn: number;
}

export interface FiledAlert {
  readonly alert: Alert;
  /** The turn it was raised at; `null` where none is known. */
  readonly turn: number | null;
  readonly source: Source;
  /** How long it waited for somebody, in seconds; `null` while nobody took it on. */
  readonly waited: number | null;
}

export function openCaseFile(request: CaseFileRequest): CaseFile {
  const { conversation, account, cptCodeOf, ...rest } = request;
  const { id, name, instructions, startedAt, endedAt, source, profile } = conversation;
  const turns = turnsOf(conversation);
  return withoutTokens({
    ...rest,
    conversation: { id, name, instructions, startedAt, endedAt, source },
    profile,
    turns,
    remarks: conversation.remarks.map((remark) => ({ remark, afterTurn: remark.after })),
    orders: ordersOf({ turns, orders: ownOrders(account, id), cptCodeOf }),
    alerts: conversation.alerts.map((alert) => fileAlert(alert, turns, source)),
    differential: differentialOf(turns),
    unsent: conversation.exchanges.filter(isQueued).length,
  });
}

function turnsOf({ exchanges }: Conversation): readonly FiledTurn[] {
  return exchanges.flatMap((exchange, index) =>
    isQueued(exchange)
      ? []
      : [
          {
            number: index + 1,
            exchange,
            messageMark: markOfMessage(exchange),
            replyMark: markOfReply(exchange),
            hasReply: hasReply(exchange),
          },
        ],
  );
}

function ownOrders(account: Account | null, conversationId: string): readonly Order[] {
  return account?.orders.filter((order) => order.conversationId === conversationId) ?? [];
}

function fileAlert(alert: Alert, turns: readonly FiledTurn[], usual: Source): FiledAlert {
  const turn = turns.find(({ exchange }) => exchange.message.id === alert.turnId);
  const { acknowledgement, raisedAt } = alert;
  return {
    alert,
    turn: turn?.number ?? null,
    source: turn?.exchange.source ?? usual,
    waited: acknowledgement && secondsUntil(raisedAt, acknowledgement),
  };
}
