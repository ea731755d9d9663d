/**
 * What a list tells of a conversation that nobody has read: what it cost, and its alerts. Pure.
 *
 * Its one law: only what the conversation itself says is counted; what nobody said is `null`.
 */
import type { Conversation } from '../conversation.ts';
import type { Cents } from '../money.ts';
import { sum } from '../money.ts';

export interface RecordSummary {
  /** In cents, of all replies that said what they cost; `null` where none did. */
  readonly cost: Cents | null;
  /** How many alerts were raised. */
  readonly alerts: number;
  /** How many of them nobody has acknowledged. */
  readonly waiting: number;
}

export function summaryOf({
  exchanges,
  alerts,
}: Pick<Conversation, 'exchanges' | 'alerts'>): RecordSummary {
  const costs = exchanges.flatMap(({ settlement }) => (settlement ? [settlement.cost] : []));
  return {
    cost: costs.length === 0 ? null : sum(costs),
    alerts: alerts.length,
    waiting: alerts.filter(({ acknowledgement }) => acknowledgement === null).length,
  };
}

/** There is nothing that a list could tell. */
export function isBlank({ cost, alerts }: RecordSummary): boolean {
  return cost === null && alerts === 0;
}

export function isSameSummary(a: RecordSummary, b: RecordSummary): boolean {
  return a.cost === b.cost && a.alerts === b.alerts && a.waiting === b.waiting;
}
