/** What the order form says about prices and about what an order would do to the budget. */
import type { BudgetStatus, Forecast } from '../../core/budget.ts';
import { formatMoney } from '../../core/money.ts';
import type { Price } from '../../core/price.ts';
import { formatDay } from '../../lib/format-day.ts';
import { formatTime } from '../../lib/format-time.ts';

/** A price and where it is from. */
export function describePrice(price: Price): string {
  switch (price.kind) {
    case 'observed':
      return `${formatMoney(price.amount)} observed ${formatTime(price.at)}`;
    case 'listed':
      return `${formatMoney(price.amount)} listed ${formatDay(price.asOf)} · ${price.label}`;
    case 'unknown':
      return 'price unknown';
  }
}

/** What sending now would cost and leave; before anything is chosen, what there is. */
export function describeForecast(count: number, forecast: Forecast, status: BudgetStatus): string {
  if (count === 0) return describeRest(status);
  const { price, remainingAfter, exceedsBy, cannotTell } = forecast;
  const about = price === null ? 'price unknown' : `about ${formatMoney(price)}`;
  if (exceedsBy !== null) return `${about} · would exceed the budget by ${formatMoney(exceedsBy)}`;
  if (cannotTell && price !== null) {
    return `${about} · an order before it has no known price: cannot tell what will be left`;
  }
  if (cannotTell) return `${about}: cannot tell what will be left`;
  return remainingAfter === null
    ? `${about} · no limit`
    : `${about} · leaves ${formatMoney(remainingAfter)} of ${describeLimit(status)}`;
}

function describeRest(status: BudgetStatus): string {
  if (status.limit === null || status.remaining === null) return 'No limit on this session';
  return `${formatMoney(status.remaining)} of ${describeLimit(status)} left`;
}

function describeLimit({ limit, confirmed }: BudgetStatus): string {
  if (limit === null) return '';
  return `${formatMoney(limit)}${confirmed ? '' : ' (asked for, not yet confirmed)'}`;
}

export function describeSend(count: number, { price }: Forecast): string {
  const what = count > 1 ? `Send ${count} orders` : 'Send order';
  return count === 0 || price === null ? what : `${what} · ${formatMoney(price)}`;
}

/** Why no test can be ordered now; `null` while one can. `ended`: the server says nothing more. */
export function describeBlock(status: BudgetStatus, ended: boolean): string | null {
  if (ended) return 'No order can be sent: the server ended this session’s budget.';
  const isSpent = status.level === 'exhausted' || status.level === 'overspent';
  return isSpent && status.confirmed ? 'No test can be ordered: the budget is used up.' : null;
}
