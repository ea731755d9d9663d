import { expect, test } from 'vitest';
import { openAccount, reduceAccount } from '../../core/account.ts';
import { forecastOrders } from '../../core/budget.ts';
import { cents } from '../../core/money.ts';
import { reduceConversation } from '../../core/reduce-conversation.ts';
import { emptyConversation, lost, order, returned, sent } from '../../testing/samples.ts';
import { concernsOf, orderFault } from './concerns.ts';

const minute = 60_000;
const unlimited = openAccount(null);
const limited = openAccount(cents(2000));
const first = order('1', 'D-dimer', 1354);
const ordered = reduceAccount(unlimited, sent('1', 0), {
  message: first,
  conversationId: emptyConversation.id,
});

function concerns(account = unlimited, price: number | null = 1354, test = 'd-dimer') {
  return concernsOf({
    tests: [test],
    halfTyped: null,
    forecast: forecastOrders(account, [price === null ? null : cents(price)]),
    account,
    conversation: emptyConversation,
    now: 6 * minute,
  });
}

test('[OR6] an order that fits goes out without a question', () => {
  expect(concerns(limited)).toEqual([]);
  expect(concerns(unlimited, null)).toEqual([]);
});

test('[OR6] an order that would exceed asks, with the figure and what follows from it', () => {
  const [words] = concerns(limited, 2320);
  expect(words).toContain('would exceed the budget by $3.20');
  expect(words).toContain('ends the session');
  expect(words).toContain('the charge stays');
});

test('[OR6] an unknown price asks where there is a limit', () => {
  expect(concerns(limited, null)[0]).toContain('A price is unknown');
});

test('[OR7] the same test again asks, however it is spelled', () => {
  expect(concerns(ordered, 1354, ' d-DIMER')[0]).toContain('ordered 6 min ago');
  expect(concerns(ordered, 1354, 'ferritin')).toEqual([]);
});

test('[OR7] an order that may not have arrived asks, and says so', () => {
  const doubtful = reduceAccount(ordered, lost('1'));
  expect(concerns(doubtful)[0]).toContain('ordered 6 min ago, and may not have arrived');
});

test('[OR7] an order that came back unsent does not count', () => {
  expect(concerns(reduceAccount(ordered, returned('1')))).toEqual([]);
});

test('[OR7] an order that waits in the queue counts', () => {
  const conversation = reduceConversation(emptyConversation, {
    type: 'message-written',
    message: first,
  });
  const plan = { tests: ['d-dimer'], halfTyped: null, account: unlimited, now: 0 };
  expect(
    concernsOf({ ...plan, conversation, forecast: forecastOrders(unlimited, [null]) }),
  ).toEqual(['d-dimer: already waiting to be sent.']);
});

test('[OR1] a half-typed name asks before it goes out as it is', () => {
  const plan = { tests: ['trop'], halfTyped: 'trop', account: unlimited, now: 0 };
  const forecast = forecastOrders(unlimited, [null]);
  expect(concernsOf({ ...plan, conversation: emptyConversation, forecast })).toEqual([
    '“trop” is not on the list; other tests on it are like it.',
  ]);
});

test('[OR1] nothing chosen, and a name that is too long, are refused in words', () => {
  expect(orderFault([], 10)).toBe('Choose a test first.');
  expect(orderFault(['d-dimer'], 10)).toBeNull();
  expect(orderFault(['x'.repeat(10)], 10)).toBeNull();
  expect(orderFault(['x'.repeat(10_001)], 10_000)).toContain('takes 10,000 characters at most');
});
