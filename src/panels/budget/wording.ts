/** What the budget says in words. Every figure shown is also said here. */
import type { BudgetStatus, Forecast } from '../../core/budget.ts';
import type { Cents } from '../../core/money.ts';
import { add, cents, formatMoney } from '../../core/money.ts';

export interface Figure {
  readonly amount: string;
  readonly caption: string;
}

/** The one figure that counts most. */
export function describeFigure(status: BudgetStatus): Figure {
  const { limit, remaining, spent, confirmed, level } = status;
  if (!confirmed) {
    return { amount: limit === null ? 'No limit' : formatMoney(limit), caption: 'asked for' };
  }
  if (limit === null || remaining === null) return { amount: formatMoney(spent), caption: 'spent' };
  if (remaining < 0) return { amount: formatMoney(cents(-remaining)), caption: 'over the limit' };
  if (level === 'overspent') {
    return { amount: 'Overspent', caption: `${formatMoney(remaining)} left when last told` };
  }
  return { amount: formatMoney(remaining), caption: 'left' };
}

/** Empty while the server has not told: what was asked for is then the figure itself. */
export function describeLimit({ limit, confirmed }: BudgetStatus): string {
  if (!confirmed) return '';
  return limit === null ? 'no limit' : `of ${formatMoney(limit)}`;
}

/** The meter, for those who do not see it. */
export function describeMeter(status: BudgetStatus, forecast: string): string {
  const { limit, remaining, spent, confirmed, level } = status;
  const spoken = `${formatMoney(spent)} spent`;
  if (limit === null || remaining === null) return spoken;
  const of = `${spoken} of ${formatMoney(limit)}`;
  const left =
    remaining < 0 ? `${formatMoney(cents(-remaining))} over` : `${money(remaining)} left`;
  const doubt = confirmed ? '' : ' asked for, not yet confirmed by the server';
  const end = level === 'overspent' && remaining >= 0 ? 'overspent' : left;
  return [`${of}${doubt}`, end, forecast].filter(Boolean).join(', ');
}

/** What the basket would add; empty where it is empty. */
export function describeForecast(tests: readonly string[], forecast: Forecast): string {
  const [only] = tests;
  if (only === undefined) return '';
  const what = tests.length === 1 ? only : `${tests.length} tests`;
  if (forecast.price === null) {
    return tests.length === 1
      ? `The price of ${what} is unknown`
      : `${what}: not every price is known`;
  }
  const adds = `${what} would add ${money(forecast.price)}`;
  return forecast.exceedsBy === null
    ? adds
    : `${adds}: would exceed by ${money(forecast.exceedsBy)}`;
}

/**
 * What has to be said about how near the limit is; `null` while it is far.
 *
 * @param ended the server answers nothing more on this session
 */
export function describeWarning(status: BudgetStatus, ended: boolean): string | null {
  const { level, remaining, confirmed, spent } = status;
  if (ended) {
    return 'The server ended this session’s budget: it answers nothing more until you sign in again; what was ordered is charged.';
  }
  const left = remaining === null ? '' : `: ${money(remaining)} left`;
  if (level === 'within') return null;
  if (level === 'three-quarters') return `75 % of the limit is reached${left}.`;
  if (level === 'nearly-exhausted') return `90 % of the limit is reached${left}.`;
  if (!confirmed) {
    return spent === 0
      ? 'The limit asked for is $0.00: any test that costs something exceeds it.'
      : 'As much as the limit asked for, or more, was spent on this session before.';
  }
  const reached = level === 'exhausted' ? '100 % of the limit is' : 'More than the limit is';
  return `${reached} spent: no further test can be ordered. Questions are still answered.`;
}

/** Where the server does not hold to what was asked for, or has not said yet. */
export function describeDifference(status: BudgetStatus, asked: Cents | null): string | null {
  const { limit, limitDiffers } = status;
  if (!limitDiffers) return null;
  if (limit === null && asked !== null) {
    return `The server told of no limit; the ${money(asked)} asked for is not used.`;
  }
  if (limit === null) return null;
  return asked === null
    ? `The server holds this session to ${money(limit)}, though no limit was asked for.`
    : `The server holds this session to ${money(limit)}; the ${money(asked)} asked for is not used.`;
}

export interface Spend {
  readonly start: Cents;
  readonly totals: readonly Cents[];
  /** What the basket would add; `null` where there is nothing or nobody knows. */
  readonly next: Cents | null;
}

/** The chart, for those who do not see it. */
export function describeChart({ start, totals, next }: Spend): string {
  const turns = totals.length === 1 ? '1 turn' : `${totals.length} turns`;
  const last = totals.at(-1) ?? start;
  const story = `Spend over ${turns}, from ${money(start)} to ${money(last)}`;
  return next === null ? story : `${story}; the forecast goes to ${money(add(last, next))}`;
}

const money = formatMoney;
