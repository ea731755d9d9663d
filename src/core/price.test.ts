import { describe, expect, it } from 'vitest';
import { openAccount, reduceAccount } from './account.ts';
import { cents } from './money.ts';
import type { PriceList } from './price.ts';
import { amountOf, indexPrices, priceOf } from './price.ts';
import { finished, lost, order, sent, settlement } from '../testing/samples.ts';

const list: PriceList = {
  label: 'Demo prices',
  asOf: '2030-01-01',
  tests: [{ name: 'Complete Blood Count', cptCode: '85025', price: cents(1100) }],
};
const index = indexPrices(list);
const nothingOrdered = openAccount(null);

function ordered(id: string, test: string, at: number) {
  return { event: sent(id, at), sent: { message: order(id, test), conversationId: 'c' } };
}

describe('prices', () => {
  it('[OR2] a listed price names its list and date, whatever the spelling of the test', () => {
    expect(priceOf(' complete  BLOOD count', nothingOrdered, list, index)).toEqual({
      kind: 'listed',
      amount: 1100,
      asOf: '2030-01-01',
      label: 'Demo prices',
      cptCode: '85025',
    });
  });

  it('[OR2] what the server charged goes before the list, and says when', () => {
    const { event, sent: context } = ordered('a', 'complete blood count', 40);
    const placed = reduceAccount(
      reduceAccount(nothingOrdered, event, context),
      finished('a', settlement(1250, 1250)),
    );
    expect(priceOf('Complete blood count', placed, list, index)).toEqual({
      kind: 'observed',
      amount: 1250,
      at: 40,
      cptCode: '85025',
    });
  });

  it('[OR2] a cost that a later total only suggests is not an observed price', () => {
    const first = ordered('a', 'troponin', 40);
    const account = [
      [finished('q', settlement(0, 0))],
      [first.event, first.sent],
      [lost('a')],
      [finished('b', settlement(0, 900))],
    ] as const;
    const settledLater = account.reduce(
      (before, [event, context]) => reduceAccount(before, event, context),
      nothingOrdered,
    );
    expect(settledLater.orders[0]).toMatchObject({ state: 'placed', cost: 900 });
    expect(priceOf('troponin', settledLater, list, index)).toEqual({ kind: 'unknown' });
  });

  it('[OR2] otherwise the price is unknown, and no figure is invented', () => {
    const price = priceOf('serum porcelain', nothingOrdered, list, index);
    expect(price).toEqual({ kind: 'unknown' });
    expect(amountOf(price)).toBeNull();
    expect(priceOf('serum porcelain', nothingOrdered, undefined, indexPrices(undefined))).toEqual({
      kind: 'unknown',
    });
  });
});
