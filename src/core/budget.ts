/**
 * Reading an account: how much is left, how near the limit is, and whether the orders add up.
 *
 * Everything here is derived; nothing is stored. Amounts in US cents.
 */
import type { Account, Order } from './account.ts';
import type { Message } from './conversation.ts';
import type { Cents } from './money.ts';
import { add, cents, subtract, sum } from './money.ts';

/**
 * Where the spending stands. `limit` is the server's where it has told, else the one asked for
 * (`confirmed: false`); `null` means that there is no limit.
 */
export interface BudgetStatus {
  readonly spent: Cents;
  readonly limit: Cents | null;
  readonly remaining: Cents | null;
  readonly confirmed: boolean;
  readonly level: BudgetLevel;
  /** The server holds to a limit other than the one that was asked for. */
  readonly limitDiffers: boolean;
}

/** How near the limit: at 75 %, 90 % and 100 % of it, or beyond. */
export type BudgetLevel =
  'within' | 'three-quarters' | 'nearly-exhausted' | 'exhausted' | 'overspent';

export function budgetStatus(account: Account): BudgetStatus {
  const spent = account.totalSpent ?? cents(0);
  const confirmed = account.limitTold;
  const limit = confirmed ? limitTold(account, spent) : account.requestedLimit;
  const remaining = limit === null ? null : subtract(limit, spent);
  return {
    spent,
    limit,
    remaining,
    confirmed,
    level: account.overspent ? 'overspent' : budgetLevel(spent, limit),
    limitDiffers: confirmed && limit !== account.requestedLimit,
  };
}

function limitTold(account: Account, spent: Cents): Cents | null {
  return account.remaining === null ? null : add(spent, account.remaining);
}

export function budgetLevel(spent: Cents, limit: Cents | null): BudgetLevel {
  if (limit === null) return 'within';
  if (spent > limit) return 'overspent';
  if (spent === limit) return 'exhausted';
  const share = spent / limit;
  if (share >= 0.9) return 'nearly-exhausted';
  return share >= 0.75 ? 'three-quarters' : 'within';
}

/** What it takes to say whether an order fits. */
export interface Forecast {
  /** Together, where every price is known. */
  readonly price: Cents | null;
  readonly remainingAfter: Cents | null;
  /** By how much the limit would be exceeded; `null` when it would not, or nobody can tell. */
  readonly exceedsBy: Cents | null;
  /** There is a limit, and a price is unknown: nobody can tell whether it fits. */
  readonly cannotTell: boolean;
}

/** Looks ahead: what remains when these orders, and those already on their way, are charged. */
export function forecastOrders(account: Account, prices: readonly (Cents | null)[]): Forecast {
  const { remaining } = budgetStatus(account);
  const price = sumKnown(prices);
  const underway = sumKnown(account.orders.filter(isUnderway).map(({ forecast }) => forecast));
  if (remaining === null)
    return { price, remainingAfter: null, exceedsBy: null, cannotTell: false };
  if (price === null || underway === null) {
    return { price, remainingAfter: null, exceedsBy: null, cannotTell: true };
  }
  const remainingAfter = subtract(subtract(remaining, underway), price);
  const exceedsBy = remainingAfter < 0 ? cents(-remainingAfter) : null;
  return { price, remainingAfter, exceedsBy, cannotTell: false };
}

/**
 * What keeps a message that was written from going out by itself as the account stands now: between
 * confirming a basket and sending its last order, the server may have told of a smaller limit.
 */
export function obstacleTo(
  { action, forecast, mayExceed = false }: Message,
  account: Account,
): 'over-budget' | 'overspent' | null {
  if (action !== 'order') return null;
  if (account.overspent) return 'overspent';
  const exceeds = !mayExceed && forecastOrders(account, [forecast]).exceedsBy !== null;
  return exceeds ? 'over-budget' : null;
}

function isUnderway({ state }: Order): boolean {
  return state === 'sent' || state === 'uncertain';
}

function sumKnown(amounts: readonly (Cents | null)[]): Cents | null {
  const known = amounts.filter((amount) => amount !== null);
  return known.length === amounts.length ? sum(known) : null;
}

export interface LedgerRow {
  readonly order: Order;
  /** What all orders up to this one cost, with what was spent before; `null` while unknown. */
  readonly runningTotal: Cents | null;
}

export interface Ledger {
  readonly openingSpent: Cents;
  readonly rows: readonly LedgerRow[];
  /** The server's total less everything listed; `null` when they agree or nothing is known. */
  readonly mismatch: Cents | null;
}

/** Every order with its running total, and whether the sum is what the server says. */
export function ledgerOf(account: Account): Ledger {
  let running = account.openingSpent;
  const rows = account.orders.map((order): LedgerRow => {
    if (order.cost !== null) running = add(running, order.cost);
    return { order, runningTotal: order.cost === null ? null : running };
  });
  const difference = account.totalSpent === null ? 0 : account.totalSpent - running;
  return {
    openingSpent: account.openingSpent,
    rows,
    mismatch: difference === 0 ? null : cents(difference),
  };
}

/** The last order of the same test in this conversation that was or may have been placed. */
export function earlierOrder(
  account: Account,
  conversationId: string,
  test: string,
): Order | undefined {
  const name = normaliseTest(test);
  return account.orders.findLast(
    (order) =>
      order.conversationId === conversationId &&
      normaliseTest(order.test) === name &&
      order.state !== 'refused' &&
      order.state !== 'not-placed',
  );
}

/** How two spellings of a test are compared: case and spacing do not count. */
export function normaliseTest(name: string): string {
  return name.trim().replace(/\s+/g, ' ').toLowerCase();
}
