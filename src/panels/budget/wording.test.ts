import { expect, test } from 'vitest';
import type { Account } from '../../core/account.ts';
import { openAccount } from '../../core/account.ts';
import { budgetStatus, forecastOrders } from '../../core/budget.ts';
import { cents } from '../../core/money.ts';
import {
  describeChart,
  describeDifference,
  describeFigure,
  describeForecast,
  describeLimit,
  describeMeter,
  describeWarning,
} from './wording.ts';

/** An account to which the server told what was spent and what remains, in cents. */
function told(spent: number, remaining: number | null, asked: number | null = 10_000): Account {
  return {
    ...openAccount(asked === null ? null : cents(asked)),
    totalSpent: cents(spent),
    limitTold: true,
    remaining: remaining === null ? null : cents(remaining),
  };
}

const warning = (account: Account) => describeWarning(budgetStatus(account), account.overspent);

test('[OR3] what the server told is the figure', () => {
  const status = budgetStatus(told(2497, 7503));
  expect(describeFigure(status)).toEqual({ amount: '$75.03', caption: 'left' });
  expect(describeLimit(status)).toBe('of $100.00');
  expect(describeMeter(status, '')).toBe('$24.97 spent of $100.00, $75.03 left');
});

test('[OR6] before the first reply the limit is what was asked for, and said to be no more', () => {
  const status = budgetStatus(openAccount(cents(10_000)));
  expect(describeFigure(status)).toEqual({ amount: '$100.00', caption: 'asked for' });
  expect(describeLimit(status)).toBe('');
  expect(describeMeter(status, '')).toContain('not yet confirmed by the server');
});

test('[OR6] no limit is shown as "no limit"', () => {
  const status = budgetStatus(told(2497, null, null));
  expect(describeFigure(status)).toEqual({ amount: '$24.97', caption: 'spent' });
  expect(describeLimit(status)).toBe('no limit');
});

test.each([
  [7499, 2501, null],
  [7500, 2500, '75 % of the limit is reached: $25.00 left.'],
  [9000, 1000, '90 % of the limit is reached: $10.00 left.'],
  [
    10_000,
    0,
    '100 % of the limit is spent: no further test can be ordered. Questions are still answered.',
  ],
])('[OR6] with %d of 10000 spent the warning is right', (spent, remaining, words) => {
  expect(warning(told(spent, remaining))).toBe(words);
});

test('[OR6] a session that the server ended is stated, with what became of the order', () => {
  const words = warning({ ...told(2000, 1000), overspent: true });
  expect(words).toContain('answers nothing more until you sign in again');
  expect(words).toContain('what was ordered is charged');
});

test('[OR6] a limit that the server has not confirmed ends nothing', () => {
  expect(warning({ ...told(5000, null, 4000), limitTold: false })).not.toContain('ended');
});

test('[OR6] a limit of nothing on a new session is not called spent', () => {
  const words = warning(openAccount(cents(0), true));
  expect(words).toContain('The limit asked for is $0.00');
  expect(words).not.toContain('spent');
});

test('[OR6] a limit of the server that was not asked for is said', () => {
  const status = budgetStatus(told(1000, 4000));
  expect(describeDifference(status, cents(10_000))).toBe(
    'The server holds this session to $50.00; the $100.00 asked for is not used.',
  );
  expect(describeDifference(budgetStatus(told(1000, 9000)), cents(10_000))).toBeNull();
});

test('[OR2] the forecast of a basket in words', () => {
  const account = told(2497, 7503);
  const one = forecastOrders(account, [cents(1354)]);
  const three = forecastOrders(account, [cents(5000), cents(2000), cents(823)]);
  expect(describeForecast(['d-dimer'], one)).toBe('d-dimer would add $13.54');
  expect(describeForecast(['a', 'b', 'c'], three)).toBe(
    '3 tests would add $78.23: would exceed by $3.20',
  );
  expect(describeForecast(['d-dimer'], forecastOrders(account, [null]))).toBe(
    'The price of d-dimer is unknown',
  );
  expect(describeForecast([], forecastOrders(account, []))).toBe('');
});

test('[OR8] the chart says in words what it shows', () => {
  const spend = { start: cents(0), totals: [cents(900), cents(2497)], next: cents(1354) };
  expect(describeChart(spend)).toBe(
    'Spend over 2 turns, from $0.00 to $24.97; the forecast goes to $38.51',
  );
});
