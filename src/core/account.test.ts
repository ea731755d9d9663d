import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Account, Order } from './account.ts';
import { openAccount, reduceAccount, requestLimit } from './account.ts';
import type { Message } from './conversation.ts';
import type { ConversationEvent } from './events.ts';
import { cents } from './money.ts';
import {
  finished,
  lost,
  message,
  order,
  returned,
  sent,
  sessionOpened,
  settlement,
  started,
} from '../testing/samples.ts';

type Step = ConversationEvent | { event: ConversationEvent; sent: Message };

const send = (sentMessage: Message, at = 1): Step => ({
  event: sent(sentMessage.id, at),
  sent: sentMessage,
});

function book(...steps: readonly Step[]): Account {
  return continueWith(openAccount(cents(10_000)), ...steps);
}

function continueWith(account: Account, ...steps: readonly Step[]): Account {
  return steps.reduce(
    (before, step) =>
      'sent' in step
        ? reduceAccount(before, step.event, { message: step.sent, conversationId: 'c' })
        : reduceAccount(before, step),
    account,
  );
}

const states = ({ orders }: Account) => orders.map(({ id, state }) => [id, state]);
const cbc = order('a', 'complete blood count', 1000);
const bmp = order('b', 'basic metabolic panel', 2000);
const asked = finished('q0', settlement(0, 0, 10_000));

describe('an order', () => {
  it('[OR3] is settled by its own reply, with the cost, the total and the rest that the server says', () => {
    const account = book(send(cbc, 40), started('a'), finished('a', settlement(1250, 1250, 8750)));
    expect(account).toMatchObject({ totalSpent: 1250, remaining: 8750, overspent: false });
    expect(account.orders).toEqual([
      {
        id: 'a',
        conversationId: 'c',
        test: 'complete blood count',
        orderedAt: 40,
        state: 'placed',
        cost: cents(1250),
        forecast: cents(1000),
        spentBefore: null,
        settledByTotal: false,
      } satisfies Order,
    ]);
  });

  it('[OR3] a question and a diagnosis are no orders', () => {
    const account = book(send(message('q')), send(message('d', { action: 'diagnose' })));
    expect(account.orders).toEqual([]);
  });

  it('[OR4] an order whose socket died is uncertain', () => {
    expect(states(book(asked, send(cbc), lost('a')))).toEqual([['a', 'uncertain']]);
    expect(states(book(asked, send(cbc), started('a'), lost('a')))).toEqual([['a', 'uncertain']]);
  });

  it('[OR4] the next total settles it: unchanged, it was not placed', () => {
    const account = book(asked, send(cbc), lost('a'), finished('q', settlement(0, 0)));
    expect(account.orders[0]).toMatchObject({
      state: 'not-placed',
      cost: null,
      settledByTotal: true,
    });
  });

  it('[OR4] the next total settles it: grown, it was placed, and cost what the total grew by', () => {
    const account = book(asked, send(cbc), lost('a'), finished('q', settlement(0, 1100)));
    expect(account.orders[0]).toMatchObject({ state: 'placed', cost: 1100, settledByTotal: true });
  });

  it('[OR4] the cost of the turn that brings the total is not taken for the lost order', () => {
    const account = book(
      asked,
      send(cbc),
      lost('a'),
      send(bmp),
      finished('b', settlement(2000, 2000)),
    );
    expect(states(account)).toEqual([
      ['a', 'not-placed'],
      ['b', 'placed'],
    ]);
  });

  it('[OR4] several lost orders are settled when all of them, or none, explain the total', () => {
    const both = [asked, send(cbc), lost('a'), send(bmp), lost('b')] as const;
    expect(
      states(book(...both, finished('q', settlement(0, 3000)))).map(([, state]) => state),
    ).toEqual(['placed', 'placed']);
    expect(
      states(book(...both, finished('q', settlement(0, 0)))).map(([, state]) => state),
    ).toEqual(['not-placed', 'not-placed']);
  });

  it('[OR4] what the total does not explain is not guessed at', () => {
    const both = [asked, send(cbc), lost('a'), send(bmp), lost('b')] as const;
    for (const total of [1000, 2000, 2999]) {
      const account = book(...both, finished('q', settlement(0, total)));
      expect(account.orders.map(({ state }) => state)).toEqual(['uncertain', 'uncertain']);
    }
  });

  it('[OR4] what one total did not settle, the next does not either', () => {
    const both = [asked, send(cbc), lost('a'), send(bmp), lost('b')] as const;
    const account = book(
      ...both,
      finished('q', settlement(0, 1000)),
      finished('r', settlement(0, 1000)),
    );
    expect(account.orders.map(({ state }) => state)).toEqual(['uncertain', 'uncertain']);
  });

  it('[OR4] lost before the server told any total, it is not settled by money spent before it', () => {
    const account = book(send(cbc), lost('a'), finished('q', settlement(0, 1000)));
    expect(states(account)).toEqual([['a', 'uncertain']]);
    const later = continueWith(account, finished('r', settlement(0, 1000)));
    expect(states(later)).toEqual([['a', 'uncertain']]);
  });

  it('[OR4] lost before any total, it was not placed where nothing was spent at all', () => {
    const account = book(send(cbc), lost('a'), finished('q', settlement(0, 0)));
    expect(states(account)).toEqual([['a', 'not-placed']]);
  });

  it('[OR4] an order that the server did not take is none', () => {
    expect(book(send(cbc), returned('a')).orders).toEqual([]);
  });

  it('[OR4] a stray return does not forget an order that was charged', () => {
    const account = book(send(cbc), finished('a', settlement(1000, 1000)), returned('a'));
    expect(states(account)).toEqual([['a', 'placed']]);
  });

  it('[OR4] a stray failure does not make a charged order uncertain', () => {
    const account = book(send(cbc), finished('a', settlement(1000, 1000)), lost('a'));
    expect(states(account)).toEqual([['a', 'placed']]);
  });

  it('[OR3] an order that the server refused is refused, and costs nothing', () => {
    const failure = { kind: 'refused', detail: 'Budget exceeded' } as const;
    const account = book(send(cbc), { type: 'reply-failed', at: 3, turnId: 'a', failure });
    expect(account.orders[0]).toMatchObject({ state: 'refused', cost: null });
  });
});

describe('the account', () => {
  it('[F15] the same settlement again says nothing new', () => {
    const once = book(send(cbc), finished('a', settlement(1000, 1000)));
    expect(continueWith(once, finished('a', settlement(1000, 1000)))).toBe(once);
  });

  it('[OR3] what was spent before the first reply seen here is told apart', () => {
    const account = book(finished('q', settlement(250, 4250, 5750)));
    expect(account).toMatchObject({ openingSpent: 4000, totalSpent: 4250 });
  });

  it('[OR5] orders of earlier sockets are kept when the list of the server starts again', () => {
    const account = book(
      send(cbc),
      finished('a', settlement(1000, 1000, null, ['complete blood count'])),
      sessionOpened(20),
      send(bmp),
      finished('b', settlement(2000, 3000, null, ['basic metabolic panel'])),
    );
    expect(states(account)).toEqual([
      ['a', 'placed'],
      ['b', 'placed'],
    ]);
    expect(account.totalSpent).toBe(3000);
  });

  it('[OR5] a list that grows from turn to turn is not counted again', () => {
    const account = book(
      send(cbc),
      finished('a', settlement(1000, 1000, null, ['complete blood count'])),
      send(bmp),
      finished(
        'b',
        settlement(2000, 3000, null, ['complete blood count', 'basic metabolic panel']),
      ),
    );
    expect(account.orders).toHaveLength(2);
  });

  it('[OR6] an exhausted budget is stated by the back end, and over when it answers again', () => {
    const failure = { kind: 'budget-exhausted' } as const;
    const dead = book(asked, send(cbc), { type: 'reply-failed', at: 3, turnId: 'a', failure });
    expect(dead.overspent).toBe(true);
    expect(states(dead)).toEqual([['a', 'uncertain']]);
    const alive = continueWith(dead, finished('q', settlement(0, 1000, 9000)));
    expect(alive.overspent).toBe(false);
    expect(states(alive)).toEqual([['a', 'placed']]);
  });

  it('[OR6] another limit is unconfirmed until the server answers, and more than before lifts the ban', () => {
    const failure = { kind: 'budget-exhausted' } as const;
    const dead = book(asked, { type: 'reply-failed', at: 3, turnId: 'a', failure });
    expect(requestLimit(dead, cents(10_000))).toBe(dead);
    expect(requestLimit(dead, cents(9000))).toMatchObject({ limitTold: false, overspent: true });
    expect(requestLimit(dead, cents(20_000))).toMatchObject({ remaining: null, overspent: false });
    expect(requestLimit(dead, null)).toMatchObject({ requestedLimit: null, overspent: false });
  });

  it('[OR3][OR4] after whatever settlements and losses, totals and outcomes are the true ones', () => {
    const turn = fc.record({
      price: fc.nat({ max: 5 }),
      isOrder: fc.boolean(),
      isLost: fc.boolean(),
      isBooked: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(turn, { maxLength: 40 }), fc.nat({ max: 5 }), (turns, opening) => {
        let spent = opening;
        let account = openAccount(null);
        for (const [index, { price, isOrder, isLost, isBooked }] of turns.entries()) {
          const id = `m${index}`;
          const cost = isOrder && (!isLost || isBooked) ? price : 0;
          const outgoing = isOrder ? order(id, `test ${index}`, price) : message(id);
          spent += cost;
          account = continueWith(
            account,
            send(outgoing, index),
            isLost ? lost(id) : finished(id, settlement(cost, spent)),
          );
          if (!isLost) expect(account.totalSpent).toBe(spent);
        }
        for (const { id, state, cost } of account.orders) {
          const truth = turns[Number(id.slice(1))];
          const booked = truth && (!truth.isLost || truth.isBooked) ? truth.price : 0;
          if (state !== 'uncertain') expect(cost ?? 0).toBe(booked);
        }
      }),
      { numRuns: 500 },
    );
  });
});
