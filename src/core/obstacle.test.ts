import { describe, expect, it } from 'vitest';
import { message, order, sent, settlement, finished } from '../testing/samples.ts';
import { openAccount, reduceAccount } from './account.ts';
import { obstacleTo } from './budget.ts';
import { cents } from './money.ts';

/** An account whose limit the server has told: `left` cents of it. */
const accountWith = (left: number) =>
  reduceAccount(openAccount(cents(50_000)), finished('a', settlement(0, 4000, left)));

describe('[OR6] an order that waited is looked at again before it goes', () => {
  it('goes while the budget is enough, to the cent', () => {
    expect(obstacleTo(order('o', 'bnp', 1000), accountWith(1000))).toBeNull();
  });

  it('is held when the server has told of less than it costs', () => {
    expect(obstacleTo(order('o', 'bnp', 1001), accountWith(1000))).toBe('over-budget');
  });

  it('counts what is on its way', () => {
    const first = order('first', 'd-dimer', 600);
    const account = reduceAccount(accountWith(1000), sent('first'), {
      message: first,
      conversationId: 'c',
    });
    expect(obstacleTo(order('o', 'bnp', 600), account)).toBe('over-budget');
  });

  it('goes when the person confirmed that it exceeds', () => {
    expect(
      obstacleTo({ ...order('o', 'bnp', 2500), mayExceed: true }, accountWith(1000)),
    ).toBeNull();
  });

  it('never goes on an overspent session, confirmed or not', () => {
    const account = { ...accountWith(1000), overspent: true };
    expect(obstacleTo({ ...order('o', 'bnp', 1), mayExceed: true }, account)).toBe('overspent');
  });

  it('a question always may', () => {
    expect(obstacleTo(message('q'), { ...accountWith(0), overspent: true })).toBeNull();
  });
});
