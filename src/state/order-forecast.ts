/**
 * What an order would do to the budget, as the order form and the budget show it.
 *
 * Orders that were written and wait behind a reply are not in the account before they go out, yet
 * they will be charged first; they count here.
 */
import type { Account } from '../core/account.ts';
import type { Forecast } from '../core/budget.ts';
import { forecastOrders } from '../core/budget.ts';
import type { Conversation } from '../core/conversation.ts';
import { isQueued } from '../core/conversation.ts';
import type { Cents } from '../core/money.ts';
import { add, cents } from '../core/money.ts';
import { amountOf } from '../core/price.ts';
import { usePriceOf } from './queries/prices.ts';
import { useLive } from './workspace.ts';

export function useOrderForecast(tests: readonly string[]): Forecast {
  const priceOf = usePriceOf();
  const account = useLive((state) => state.account);
  const waiting = useLive((state) => waitingCost(state.conversation));
  return forecastBehind(
    account,
    tests.map((test) => amountOf(priceOf(test))),
    waiting,
  );
}

/** @param waiting what the orders before these will cost, in cents; `null` where nobody knows */
export function forecastBehind(
  account: Account,
  prices: readonly (Cents | null)[],
  waiting: Cents | null,
): Forecast {
  const { price } = forecastOrders(account, prices);
  return { ...forecastOrders(account, [...prices, waiting]), price };
}

/** What is queued stands at the end of a conversation. */
export function waitingCost({ exchanges }: Conversation): Cents | null {
  let total = cents(0);
  for (let index = exchanges.length - 1; index >= 0; index -= 1) {
    const exchange = exchanges[index];
    if (!exchange || !isQueued(exchange)) break;
    const { action, forecast } = exchange.message;
    if (action === 'order' && forecast === null) return null;
    if (action === 'order' && forecast !== null) total = add(total, forecast);
  }
  return total;
}
