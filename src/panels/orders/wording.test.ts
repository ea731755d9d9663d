import { expect, test } from 'vitest';
import type { Account } from '../../core/account.ts';
import { openAccount } from '../../core/account.ts';
import { budgetStatus, forecastOrders } from '../../core/budget.ts';
import type { Cents } from '../../core/money.ts';
import { cents } from '../../core/money.ts';
import { formatTime } from '../../lib/format-time.ts';
import { describeBlock, describeForecast, describePrice, describeSend } from './wording.ts';

const account: Account = {
  ...openAccount(cents(10_000)),
  totalSpent: cents(2497),
  limitTold: true,
  remaining: cents(7503),
};
const unlimited: Account = { ...account, requestedLimit: null, remaining: null };

const hint = (of: Account, ...prices: (Cents | null)[]) =>
  describeForecast(prices.length, forecastOrders(of, prices), budgetStatus(of));

test('[OR2] the forecast names the price and what it leaves', () => {
  expect(hint(account, cents(1354))).toBe('about $13.54 · leaves $61.49 of $100.00');
});

test('[OR2] the forecast names by how much an order would exceed the limit', () => {
  expect(hint(account, cents(7823))).toBe('about $78.23 · would exceed the budget by $3.20');
});

test('[OR2] an unknown price is never an invented figure', () => {
  expect(hint(account, null)).toBe('price unknown: cannot tell what will be left');
  expect(hint(unlimited, null)).toBe('price unknown · no limit');
  expect(hint(account, cents(1354), null)).not.toContain('$');
});

test('[OR2] an order before it without a price is said', () => {
  const forecast = { ...forecastOrders(account, [null]), price: cents(1354) };
  expect(describeForecast(1, forecast, budgetStatus(account))).toContain('an order before it');
});

test('[OR6] no limit is said, and an unconfirmed one is marked', () => {
  expect(hint(unlimited, cents(1354))).toBe('about $13.54 · no limit');
  expect(hint(openAccount(cents(10_000)))).toContain('asked for, not yet confirmed');
});

test('[OR2] the button says what it costs', () => {
  const known = forecastOrders(account, [cents(1354)]);
  expect(describeSend(1, known)).toBe('Send order · $13.54');
  expect(describeSend(3, known)).toBe('Send 3 orders · $13.54');
  expect(describeSend(1, forecastOrders(account, [null]))).toBe('Send order');
  expect(describeSend(0, forecastOrders(account, []))).toBe('Send order');
});

test('[OR2] a price says whether it is listed or observed, and when', () => {
  const amount = cents(1354);
  const listed = { kind: 'listed', amount, asOf: '2026-11-01', label: 'Demo prices' } as const;
  expect(describePrice({ ...listed, cptCode: null })).toBe(
    '$13.54 listed 1 Nov 2026 · Demo prices',
  );
  const at = 1_795_000_000_000;
  expect(describePrice({ kind: 'observed', amount, at, cptCode: null })).toBe(
    `$13.54 observed ${formatTime(at)}`,
  );
  expect(describePrice({ kind: 'unknown' })).toBe('price unknown');
});

test('[OR6] what is used up is stated, and only on the word of the server', () => {
  const exhausted = { ...account, totalSpent: cents(10_000), remaining: cents(0) };
  expect(describeBlock(budgetStatus(account), false)).toBeNull();
  expect(describeBlock(budgetStatus(exhausted), false)).toContain('used up');
  expect(describeBlock(budgetStatus({ ...exhausted, limitTold: false }), false)).toBeNull();
  expect(describeBlock(budgetStatus(account), true)).toContain('ended');
});
