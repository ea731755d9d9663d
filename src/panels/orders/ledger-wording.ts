/** What the ledger says about an order, and about its own sum. */
import type { Account, Order } from '../../core/account.ts';
import { ledgerOf } from '../../core/budget.ts';
import { cents, formatMoney, subtract } from '../../core/money.ts';

export interface Circumstances {
  /** The server tells no total any more on this session. */
  readonly ended?: boolean;
  /** The server began to answer, and so has the order. */
  readonly arrived?: boolean;
}

/** What became of an order. */
export function describeState(
  { state, settledByTotal }: Order,
  { ended = false, arrived = false }: Circumstances = {},
): string {
  switch (state) {
    case 'sent':
      return 'sent, waiting for the reply';
    case 'placed':
      return settledByTotal ? 'found charged by the server’s total' : 'placed';
    case 'uncertain':
      if (ended) return 'most likely charged: the server ended the session on it';
      return arrived
        ? 'arrived; its charge is not known yet: the next total will tell'
        : 'may not have arrived: the next total will tell';
    case 'not-placed':
      return 'was not charged: order again';
    case 'refused':
      return 'refused';
  }
}

/** What stands where the cost would. */
export function describeCost({ cost, state }: Order): string {
  if (cost !== null) return formatMoney(cost);
  return state === 'not-placed' || state === 'refused' ? 'no charge' : 'cost unknown';
}

/** Where the orders and the server's total do not agree; `null` where they do. */
export function describeMismatch(account: Account): string | null {
  const { mismatch } = ledgerOf(account);
  if (mismatch === null || account.totalSpent === null) return null;
  const listed = formatMoney(subtract(account.totalSpent, mismatch));
  const total = `The server’s total is ${formatMoney(account.totalSpent)}, these orders add up to ${listed}`;
  if (mismatch < 0) return `${total}: ${formatMoney(cents(-mismatch))} more than it charged.`;
  return `${total}: ${formatMoney(mismatch)} is not explained (another tab or device on the same session, perhaps).`;
}
