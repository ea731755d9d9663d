import { expect, test } from 'vitest';
import { openAccount } from '../core/account.ts';
import { cents } from '../core/money.ts';
import { reduceConversation } from '../core/reduce-conversation.ts';
import { emptyConversation, message, order, sent } from '../testing/samples.ts';
import { forecastBehind, waitingCost } from './order-forecast.ts';

const account = openAccount(cents(2000));
const write = (...messages: readonly ReturnType<typeof message>[]) =>
  messages.reduce(
    (conversation, each) =>
      reduceConversation(conversation, { type: 'message-written', message: each }),
    emptyConversation,
  );

test('[OR2] orders that wait behind a reply count before the next one', () => {
  const forecast = forecastBehind(account, [cents(1500)], cents(1000));
  expect(forecast).toMatchObject({ price: 1500, remainingAfter: -500, exceedsBy: 500 });
});

test('[OR2] an unknown price that waits leaves nobody able to tell', () => {
  const forecast = forecastBehind(account, [cents(1500)], null);
  expect(forecast).toMatchObject({ price: 1500, remainingAfter: null, cannotTell: true });
});

test('[OR2] only orders wait with a price', () => {
  const queue = [order('1', 'd-dimer', 1354), message('2'), order('3', 'ferritin', 900)];
  expect(waitingCost(write(...queue))).toBe(2254);
  expect(waitingCost(write(...queue, order('4', 'moon dust')))).toBeNull();
  expect(waitingCost(emptyConversation)).toBe(0);
});

test('[OR2] what is on the wire is in the account, not in the queue', () => {
  const conversation = reduceConversation(
    write(order('1', 'd-dimer', 1354), order('2', 'ferritin', 900)),
    sent('1'),
  );
  expect(waitingCost(conversation)).toBe(900);
});
