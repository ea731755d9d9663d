/**
 * A case file as JSON, in a format of Bedside's own that is described in docs/export-format.md. Pure.
 *
 * Its one law: every field is named here; nothing gets into the file because it happens to be there.
 * Times are ISO 8601 with their zone, money is whole US cents.
 */
import { isoTime } from '../../lib/iso-time.ts';
import type { Source } from '../conversation.ts';
import { replyText } from '../conversation.ts';
import type { Mark } from '../marks.ts';
import { sayRemark } from '../record/entry-text.ts';
import type { CaseFile, FiledAlert, FiledRemark, FiledTurn } from './case-file.ts';
import type { FiledDifferential } from './filed-differential.ts';
import type { FiledOrder } from './filed-orders.ts';
import { aiCaution, statementOf } from './statement.ts';

const jsonFormat = 'bedside-case-file';
/** Another number where whoever reads the one before could misread it. */
const jsonVersion = 1;

export function jsonFile(file: CaseFile): string {
  const { conversation, profile, turns, differential } = file;
  const content = {
    format: jsonFormat,
    version: jsonVersion,
    caution: aiCaution,
    ...statementOf('json', file),
    isDemonstration: file.isDemo,
    madeAt: isoTime(file.madeAt),
    madeBy: file.madeBy,
    tenant: file.tenant,
    patient: { id: file.patientId, ...profile },
    caseSummary: file.caseSummary,
    conversation: {
      id: conversation.id,
      name: conversation.name,
      instructions: conversation.instructions,
      startedAt: isoTime(conversation.startedAt),
      endedAt: timeOrNull(conversation.endedAt),
      clinician: file.clinician,
      assistant: sourceOf(conversation.source),
    },
    turns: turns.map(turnOf),
    remarks: file.remarks.map(remarkOf),
    orders: file.orders.map(orderOf),
    alerts: file.alerts.map(alertOf),
    differential: differential && differentialOf(differential),
  };
  return JSON.stringify(content, null, 2);
}

function turnOf({ number, exchange, messageMark, replyMark, hasReply }: FiledTurn) {
  const { message, delivery, turn, settlement, steps, profile, source } = exchange;
  const { id, action, text, writtenAt } = message;
  return {
    number,
    message: { id, action, text, writtenAt: isoTime(writtenAt), mark: markOf(messageMark) },
    delivery: delivery.status,
    patientSentAlong: profile,
    reply: hasReply
      ? {
          text: replyText(turn),
          isWhole: turn.phase === 'finished',
          mark: markOf(replyMark),
          startedAt: 'startedAt' in turn ? isoTime(turn.startedAt) : null,
          endedAt: endOf(turn),
          source: sourceOf(source),
        }
      : null,
    steps: steps.map(({ name, agent, startedAt }) => ({
      ...{ name, agent },
      startedAt: isoTime(startedAt),
    })),
    costCents: settlement?.cost ?? null,
    sessionTotalCents: settlement?.totalSpent ?? null,
    remainingBudgetCents: settlement?.remaining ?? null,
  };
}

function endOf(turn: FiledTurn['exchange']['turn']): string | null {
  if (turn.phase === 'finished') return isoTime(turn.finishedAt);
  return turn.phase === 'interrupted' ? isoTime(turn.at) : null;
}

function markOf(mark: Mark | null) {
  return mark && { code: mark.code, text: mark.text, why: mark.why };
}

function sourceOf({ assistant, backEnd, tenant, sessionId }: Source) {
  return { assistant, backEnd, tenant, sessionId };
}

function remarkOf({ remark, afterTurn }: FiledRemark) {
  const { at, content } = remark;
  return { afterTurn, at: isoTime(at), kind: content.kind, text: sayRemark(remark).text };
}

function orderOf(order: FiledOrder) {
  const { turn, test, cptCode, state, cost, forecast, sessionTotal, result } = order;
  return {
    ...{ turn, test, cptCode },
    orderedAt: isoTime(order.orderedAt),
    state,
    isSettledByLaterTotal: order.settledByTotal,
    costCents: cost,
    forecastCents: forecast,
    sessionTotalCents: sessionTotal,
    result,
  };
}

function alertOf({ alert, turn, source, waited }: FiledAlert) {
  const { severity, text, raisedAt, count, acknowledgement } = alert;
  return {
    ...{ turn, severity, text, count },
    raisedAt: isoTime(raisedAt),
    flaggedBy: source.assistant,
    acknowledged: acknowledgement && {
      by: acknowledgement.by,
      at: isoTime(acknowledgement.at),
      afterSeconds: waited,
      reason: acknowledgement.reason,
    },
  };
}

function differentialOf({ turn, at, text, ranked, isAnswered }: FiledDifferential) {
  return {
    ...{ turn, text, isAnswered },
    submittedAt: isoTime(at),
    ranked: ranked?.ranked ?? null,
    reasoning: ranked?.reasoning ?? null,
  };
}

function timeOrNull(at: number | null): string | null {
  return at === null ? null : isoTime(at);
}
