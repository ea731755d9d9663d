import { expect, test } from 'vitest';
import type { Account, Order } from '../../core/account.ts';
import { openAccount } from '../../core/account.ts';
import { cents } from '../../core/money.ts';
import { describeCost, describeMismatch, describeState } from './ledger-wording.ts';

const placed: Order = {
  id: '1',
  conversationId: 'conversation-1',
  test: 'd-dimer',
  orderedAt: 0,
  state: 'placed',
  cost: cents(2000),
  forecast: null,
  spentBefore: null,
  settledByTotal: false,
};

const account = (totalSpent: number): Account => ({
  ...openAccount(null),
  totalSpent: cents(totalSpent),
  orders: [placed],
});

test('[OR3] a sum that is not the server’s total is said, with the figures', () => {
  expect(describeMismatch(account(2000))).toBeNull();
  expect(describeMismatch(account(3000))).toBe(
    'The server’s total is $30.00, these orders add up to $20.00: $10.00 is not explained (another tab or device on the same session, perhaps).',
  );
  expect(describeMismatch(account(1500))).toContain('$5.00 more than it charged');
});

test('[OR4] the person is told how an order without a reply was settled', () => {
  expect(describeState({ ...placed, state: 'uncertain' })).toContain('the next total will tell');
  expect(describeState({ ...placed, state: 'uncertain' }, { ended: true })).toContain(
    'most likely charged',
  );
  expect(describeState({ ...placed, settledByTotal: true })).toContain('by the server’s total');
  expect(describeState({ ...placed, state: 'not-placed' })).toContain('order again');
});

test('[OR4] an order that was answered has arrived, even where its charge is not known', () => {
  const words = describeState({ ...placed, state: 'uncertain', cost: null }, { arrived: true });
  expect(words).toBe('arrived; its charge is not known yet: the next total will tell');
});

test('[OR3] a cost that nobody knows is never a figure', () => {
  expect(describeCost(placed)).toBe('$20.00');
  expect(describeCost({ ...placed, state: 'uncertain', cost: null })).toBe('cost unknown');
  expect(describeCost({ ...placed, state: 'not-placed', cost: null })).toBe('no charge');
});
