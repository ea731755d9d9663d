/**
 * The order that is being made: what it holds, what it would cost, and its way out.
 *
 * Its one law: nothing is sent past a reason to ask without the person's answer, and each test goes
 * out as a message of its own.
 */
import { useState } from 'react';
import type { BudgetStatus, Forecast } from '../../core/budget.ts';
import { budgetStatus } from '../../core/budget.ts';
import { amountOf } from '../../core/price.ts';
import { testsToOrder, useBasket } from '../../state/basket.ts';
import { useOrderForecast } from '../../state/order-forecast.ts';
import { usePriceOf } from '../../state/queries/prices.ts';
import { useCapabilities, useLive, useWorkspace } from '../../state/workspace.ts';
import { useNow } from '../../ui/use-now.ts';
import { concernsOf, orderFault, tooEarly } from './concerns.ts';
import { exactTest, findTests } from './find-tests.ts';
import type { Offer } from './use-offer.ts';
import { describeBlock } from './wording.ts';

export interface OrderInTheMaking {
  /** Everything that would be sent now: the basket, and what is typed. */
  readonly tests: readonly string[];
  /** What is typed where it resembles tests of the list and is none; else `null`. */
  readonly halfTyped: string | null;
  readonly forecast: Forecast;
  readonly status: BudgetStatus;
  /** Why nothing can be ordered now; `null` while something can. */
  readonly block: string | null;
  /** What was wrong when the person last tried to send. */
  readonly fault: string | null;
  /** What has to be answered before it goes out; `null` while nothing is asked. */
  readonly concerns: readonly string[] | null;
  /** Sends it, or asks, or says what is wrong. */
  send(): void;
  sendAnyway(): void;
  goBack(): void;
  clearFault(): void;
  /** Says that the list of tests is not known yet. */
  refuseTooEarly(): void;
}

export function useOrder(offer: Offer): OrderInTheMaking {
  const { consultation, basket } = useWorkspace();
  const { messageLimit } = useCapabilities();
  const account = useLive((state) => state.account);
  const priceOf = usePriceOf();
  const now = useNow(30_000);
  const [fault, setFault] = useState<string | null>(null);
  const [concerns, setConcerns] = useState<readonly string[] | null>(null);
  const { typed } = useBasket();
  const { tests, halfTyped } = useTestsToOrder(offer);
  const forecast = useOrderForecast(tests);
  const status = budgetStatus(account);
  const block = describeBlock(status, account.overspent);
  const isTooEarly = offer.state.phase === 'loading' && typed.trim() !== '';

  const place = () => {
    setConcerns(null);
    const mayExceed = forecast.exceedsBy !== null;
    for (const test of tests) {
      consultation.write('order', test, amountOf(priceOf(test)), mayExceed);
    }
    basket.clear();
  };
  const send = () => {
    if (block !== null) return;
    const found = isTooEarly ? tooEarly : orderFault(tests, messageLimit);
    setFault(found);
    if (found !== null) return;
    const { conversation } = consultation.store.getState();
    const asked = concernsOf({ tests, halfTyped, forecast, account, conversation, now });
    if (asked.length === 0) place();
    else setConcerns(asked);
  };
  return {
    tests,
    halfTyped,
    forecast,
    status,
    block,
    fault: fault === tooEarly && offer.state.phase !== 'loading' ? null : fault,
    concerns: block === null ? concerns : null,
    send,
    sendAnyway: place,
    goBack: () => setConcerns(null),
    clearFault: () => setFault(null),
    refuseTooEarly: () => setFault(tooEarly),
  };
}

/** What is typed counts as the test of the list that it names, if it does. */
function useTestsToOrder(offer: Offer): Pick<OrderInTheMaking, 'tests' | 'halfTyped'> {
  const { tests, typed } = useBasket();
  const exact = exactTest(offer.tests, typed)?.name;
  const isLike = exact === undefined && findTests(offer.tests, typed, 1).tests.length > 0;
  return {
    tests: testsToOrder({ tests, typed: exact ?? typed }),
    halfTyped: isLike && typed.trim() !== '' ? typed.trim() : null,
  };
}
