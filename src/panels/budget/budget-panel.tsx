/**
 * What is left to spend, what the chosen tests would take of it, and how it came to be.
 *
 * It belongs to the server's session, and so goes on through all conversations of a sign-in.
 */
import type { BudgetStatus, Forecast } from '../../core/budget.ts';
import { budgetStatus } from '../../core/budget.ts';
import { formatMoney } from '../../core/money.ts';
import { testsToOrder, useBasket } from '../../state/basket.ts';
import { useOrderForecast } from '../../state/order-forecast.ts';
import { usePriceOf } from '../../state/queries/prices.ts';
import { useLive } from '../../state/workspace.ts';
import { Card } from '../../ui/card.tsx';
import { Meter } from '../../ui/meter.tsx';
import { Notice } from '../../ui/notice.tsx';
import { SpendHistory } from './spend-history.tsx';
import {
  describeDifference,
  describeFigure,
  describeForecast,
  describeLimit,
  describeMeter,
  describeWarning,
} from './wording.ts';

export function BudgetPanel() {
  const account = useLive((state) => state.account);
  const tests = useChosenTests();
  const forecast = useOrderForecast(tests);
  const status = budgetStatus(account);
  const words = describeForecast(tests, forecast);
  const difference = describeDifference(status, account.requestedLimit);
  return (
    <Card
      title="Budget"
      action={<span className="text-sm text-ink-3">{describeLimit(status)}</span>}
    >
      <Figure status={status} />
      <BudgetMeter status={status} forecast={forecast} words={words} />
      <div className="flex flex-wrap justify-between gap-x-3 text-sm text-ink-2">
        {status.limit !== null && account.totalSpent !== null && (
          <span>Spent {formatMoney(status.spent)}</span>
        )}
        <span title={words} className="line-clamp-3 wrap-anywhere">
          {words}
        </span>
      </div>
      <Warning warning={describeWarning(status, account.overspent)} />
      {difference && (
        <Notice grade="information" className="mt-2">
          {difference}
        </Notice>
      )}
      <SpendHistory account={account} next={tests.length > 0 ? forecast.price : null} />
    </Card>
  );
}

/** The basket, and what is typed once it is the name of something with a price. */
function useChosenTests(): readonly string[] {
  const basket = useBasket();
  const priceOf = usePriceOf();
  const isKnown = priceOf(basket.typed).kind !== 'unknown';
  return isKnown ? testsToOrder(basket) : basket.tests;
}

function Figure({ status }: { status: BudgetStatus }) {
  const { amount, caption } = describeFigure(status);
  return (
    <>
      <p className="flex flex-wrap items-baseline gap-x-2">
        <span className="text-2xl font-semibold tracking-tight">{amount}</span>
        <span className="text-sm text-ink-3">{caption}</span>
      </p>
      {!status.confirmed && (
        <p className="text-sm text-ink-3">
          Not yet confirmed: the server tells its own limit with the next reply.
        </p>
      )}
    </>
  );
}

interface BudgetMeterProps {
  status: BudgetStatus;
  forecast: Forecast;
  /** The forecast in words; empty where nothing is chosen. */
  words: string;
}

/** Without a limit there is no whole to measure against. */
function BudgetMeter({ status, forecast, words }: BudgetMeterProps) {
  const { limit, spent, level } = status;
  if (limit === null) return null;
  return (
    <div className="pt-1.5 pb-1">
      <Meter
        label="Budget"
        valueText={describeMeter(status, words)}
        value={level === 'overspent' ? limit : spent}
        max={limit}
        extension={words === '' ? 0 : (forecast.price ?? 0)}
        tone={level === 'within' ? 'normal' : 'warning'}
      />
    </div>
  );
}

/** The region is there before the warning, so that it is read out when it comes. */
function Warning({ warning }: { warning: string | null }) {
  return (
    <div role="status">
      {warning && (
        <Notice grade="warning" className="mt-2">
          {warning}
        </Notice>
      )}
    </div>
  );
}
