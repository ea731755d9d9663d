/** What became of an order, in the words of a record. */
import type { OrderState } from '../account.ts';
import type { FiledOrder } from './filed-orders.ts';

const words: Record<OrderState, string> = {
  sent: 'sent, no reply yet',
  placed: 'placed',
  uncertain: 'unconfirmed: may or may not have been placed',
  'not-placed': 'not placed: the service did not charge it',
  refused: 'refused by the server',
};

export function describeOrder({ state, settledByTotal }: FiledOrder): string {
  return state === 'placed' && settledByTotal
    ? 'placed, as a later total of the service showed'
    : words[state];
}

/** Somebody waits for something: no result is here, and it may be under way. */
export function isOpenOrder({ state, result }: FiledOrder): boolean {
  return result === null && state !== 'refused' && state !== 'not-placed';
}
