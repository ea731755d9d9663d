import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Account } from './account.ts';
import { openAccount, reduceAccount, requestLimit } from './account.ts';
import { budgetLevel, budgetStatus, earlierOrder, forecastOrders, ledgerOf } from './budget.ts';
import type { Message } from './conversation.ts';
import type { ConversationEvent } from './events.ts';
import { cents } from './money.ts';
import { finished, lost, order, sent, settlement } from '../testing/samples.ts';

function send(account: Account, outgoing: Message, conversationId = 'c', at = 1): Account {
  return reduceAccount(account, sent(outgoing.id, at), { message: outgoing, conversationId });
}

function buy(account: Account, id: string, test: string, cost: number, remaining: number | null) {
  const total = (account.totalSpent ?? 0) + cost;
  const event = finished(id, settlement(cost, total, remaining));
  return reduceAccount(send(account, order(id, test, cost)), event);
}

const apply = (account: Account, ...events: readonly ConversationEvent[]) =>
  events.reduce((before, event) => reduceAccount(before, event), account);

const hundred = openAccount(cents(10_000));

describe('where the spending stands', () => {
  it.each([
    [0, 'within'],
    [7499, 'within'],
    [7500, 'three-quarters'],
    [8999, 'three-quarters'],
    [9000, 'nearly-exhausted'],
    [9999, 'nearly-exhausted'],
    [10_000, 'exhausted'],
    [10_001, 'overspent'],
  ] as const)('[OR6] %i of 10000 cents is %s', (spent, level) => {
    expect(budgetLevel(cents(spent), cents(10_000))).toBe(level);
  });

  it('[OR6] the warnings come exactly at 75 and 90 % of any limit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), (twentieth) => {
        const limit = cents(twentieth * 20);
        expect(budgetLevel(cents(twentieth * 15), limit)).toBe('three-quarters');
        expect(budgetLevel(cents(twentieth * 15 - 1), limit)).toBe('within');
        expect(budgetLevel(cents(twentieth * 18), limit)).toBe('nearly-exhausted');
        expect(budgetLevel(cents(twentieth * 18 - 1), limit)).not.toBe('nearly-exhausted');
      }),
    );
  });

  it('[OR6] without a limit nothing is near it', () => {
    expect(budgetLevel(cents(1_000_000), null)).toBe('within');
    expect(budgetStatus(openAccount(null))).toMatchObject({ limit: null, remaining: null });
  });

  it('[OR6] a limit of nothing is exhausted from the start', () => {
    expect(budgetStatus(openAccount(cents(0))).level).toBe('exhausted');
  });

  it('[OR3] the limit that was asked for counts until the server has told its own', () => {
    expect(budgetStatus(hundred)).toMatchObject({
      spent: 0,
      limit: 10_000,
      remaining: 10_000,
      confirmed: false,
      limitDiffers: false,
    });
    const told = apply(hundred, finished('q', settlement(0, 1000, 4000)));
    expect(budgetStatus(told)).toMatchObject({
      spent: 1000,
      limit: 5000,
      remaining: 4000,
      confirmed: true,
      limitDiffers: true,
    });
  });

  it('[OR3] a server that names no remainder has no limit, whatever was asked for', () => {
    const told = apply(hundred, finished('q', settlement(0, 0, null)));
    expect(budgetStatus(told)).toMatchObject({ limit: null, remaining: null, limitDiffers: true });
  });

  it('[OR3] another limit asked for is reckoned from what was spent, until the server answers', () => {
    const spent = buy(hundred, 'a', 'troponin', 3000, 7000);
    expect(budgetStatus(requestLimit(spent, cents(5000)))).toMatchObject({
      spent: 3000,
      limit: 5000,
      remaining: 2000,
      confirmed: false,
      limitDiffers: false,
    });
  });
});

describe('the forecast', () => {
  const spent = buy(hundred, 'a', 'troponin', 3000, 7000);

  it('[OR2] shows the price and what remains after', () => {
    expect(forecastOrders(spent, [cents(1000), cents(2000)])).toEqual({
      price: 3000,
      remainingAfter: 4000,
      exceedsBy: null,
      cannotTell: false,
    });
  });

  it('[OR2] says by how much the limit would be exceeded; to the last cent is not exceeded', () => {
    expect(forecastOrders(spent, [cents(7000)]).exceedsBy).toBeNull();
    expect(forecastOrders(spent, [cents(7001)])).toMatchObject({
      remainingAfter: -1,
      exceedsBy: 1,
    });
  });

  it('[OR2] cannot tell where a price is unknown and there is a limit', () => {
    expect(forecastOrders(spent, [cents(1000), null])).toEqual({
      price: null,
      remainingAfter: null,
      exceedsBy: null,
      cannotTell: true,
    });
  });

  it('[OR2] without a limit nothing can be exceeded', () => {
    expect(forecastOrders(openAccount(null), [cents(1000), null])).toMatchObject({
      exceedsBy: null,
      cannotTell: false,
    });
  });

  it('[OR2] counts the orders on their way, and those that nobody knows of', () => {
    const onTheWay = send(spent, order('b', 'd-dimer', 2500));
    expect(forecastOrders(onTheWay, [cents(1000)]).remainingAfter).toBe(3500);
    const uncertain = apply(onTheWay, lost('b'));
    expect(forecastOrders(uncertain, [cents(1000)]).remainingAfter).toBe(3500);
    const unpriced = send(spent, order('c', 'serum porcelain'));
    expect(forecastOrders(unpriced, [cents(1000)]).cannotTell).toBe(true);
  });
});

describe('the ledger', () => {
  it('[OR3] lists every order with the running total, from what was spent before', () => {
    const before = apply(hundred, finished('q', settlement(0, 500, 9500)));
    const account = buy(buy(before, 'a', 'troponin', 3000, 6500), 'b', 'd-dimer', 1000, 5500);
    const ledger = ledgerOf(account);
    expect(ledger.openingSpent).toBe(500);
    expect(ledger.rows.map(({ order: { test }, runningTotal }) => [test, runningTotal])).toEqual([
      ['troponin', 3500],
      ['d-dimer', 4500],
    ]);
    expect(ledger.mismatch).toBeNull();
  });

  it('[OR3] shows by how much its sum and the total of the server differ', () => {
    const account = buy(hundred, 'a', 'troponin', 3000, 7000);
    const elsewhere = apply(account, finished('q', settlement(0, 4500, 5500)));
    expect(ledgerOf(elsewhere).mismatch).toBe(1500);
    const less = apply(account, finished('q', settlement(0, 2000, 8000)));
    expect(ledgerOf(less).mismatch).toBe(-1000);
  });

  it('[OR3] an order whose cost nobody knows has no running total, and does not break the next', () => {
    const lostOrder = apply(send(hundred, order('a', 'troponin', 3000)), lost('a'));
    const account = send(lostOrder, order('b', 'd-dimer', 1000));
    expect(ledgerOf(account).rows.map(({ runningTotal }) => runningTotal)).toEqual([null, null]);
    expect(ledgerOf(account).mismatch).toBeNull();
  });

  it('[OR3] agrees with the server after any run of answered orders', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 30_000 })), (costs) => {
        const account = costs.reduce(
          (before, cost, index) => buy(before, `m${index}`, 'troponin', cost, null),
          hundred,
        );
        const { rows, mismatch } = ledgerOf(account);
        expect(mismatch).toBeNull();
        expect(rows.at(-1)?.runningTotal ?? 0).toBe(account.totalSpent ?? 0);
      }),
    );
  });
});

describe('the same test again', () => {
  const account = buy(hundred, 'a', 'Complete  Blood Count', 1000, 9000);

  it('[OR7] finds the earlier order of this conversation, whatever its spelling', () => {
    expect(earlierOrder(account, 'c', ' complete blood COUNT ')?.id).toBe('a');
  });

  it('[OR7] an uncertain order counts, one in another conversation does not', () => {
    const uncertain = apply(send(hundred, order('b', 'd-dimer')), lost('b'));
    expect(earlierOrder(uncertain, 'c', 'd-dimer')?.id).toBe('b');
    expect(earlierOrder(account, 'another', 'complete blood count')).toBeUndefined();
    expect(earlierOrder(account, 'c', 'troponin')).toBeUndefined();
  });

  it('[OR7] an order that was refused or not placed may go without asking', () => {
    const failure = { kind: 'refused', detail: 'no' } as const;
    const refused = apply(send(hundred, order('b', 'd-dimer')), {
      type: 'reply-failed',
      at: 3,
      turnId: 'b',
      failure,
    });
    expect(earlierOrder(refused, 'c', 'd-dimer')).toBeUndefined();
    const known = apply(hundred, finished('q0', settlement(0, 0)));
    const notPlaced = apply(
      send(known, order('b', 'd-dimer')),
      lost('b'),
      finished('q', settlement(0, 0)),
    );
    expect(earlierOrder(notPlaced, 'c', 'd-dimer')).toBeUndefined();
  });
});
