import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  add,
  cents,
  formatMoney,
  fromDollars,
  parseDollars,
  subtract,
  sum,
  toDollars,
} from './money.ts';

const amount = fc.integer({ min: 0, max: 1_000_000_000 }).map(cents);

describe('money', () => {
  it('[OR8] amounts are added in whole cents, without a rounding error', () => {
    expect(sum(Array.from({ length: 1000 }, () => cents(10)))).toBe(10_000);
    expect(add(cents(10), cents(20))).toBe(30);
    expect(subtract(cents(30), cents(10))).toBe(20);
    fc.assert(
      fc.property(fc.array(amount), (amounts) => {
        const exact = amounts.reduce((total, each) => total + BigInt(each), 0n);
        expect(BigInt(sum(amounts))).toBe(exact);
      }),
    );
  });

  it('[OR8] dollars of a server become the cents that were meant', () => {
    expect(fromDollars(0.1 + 0.2)).toBe(30);
    expect(fromDollars(1.15)).toBe(115);
    expect(fromDollars(8.2 * 3)).toBe(2460);
    expect(fromDollars(-0.001)).toBe(0);
    expect(fromDollars(NaN)).toBeUndefined();
    expect(fromDollars(Infinity)).toBeUndefined();
    fc.assert(fc.property(amount, (whole) => fromDollars(toDollars(whole)) === whole));
  });

  it('[OR8] is shown in dollars and cents with separators, and nothing is not minus nothing', () => {
    expect(formatMoney(cents(1354))).toBe('$13.54');
    expect(formatMoney(cents(125_050))).toBe('$1,250.50');
    expect(formatMoney(cents(-500))).toBe('-$5.00');
    expect(formatMoney(cents(-0.2))).toBe('$0.00');
  });

  it('[OR8] what is shown can be typed again', () => {
    fc.assert(fc.property(amount, (whole) => parseDollars(formatMoney(whole)) === whole));
  });

  it.each([
    ['100', 10_000],
    [' 100 ', 10_000],
    ['$1,250.50', 125_050],
    ['0.5', 50],
    ['0', 0],
    ['007', 700],
  ])('[OR6] %j is an amount', (typed, expected) => {
    expect(parseDollars(typed)).toBe(expected);
  });

  it.each([
    'abc',
    '-5',
    '1e3',
    '12.345',
    '',
    ' ',
    '$',
    '.5',
    '1,00',
    '1.2.3',
    '١٢',
    'Infinity',
    'NaN',
    '99999999999',
  ])('[OR6] %j is not an amount', (typed) => {
    expect(parseDollars(typed)).toBeUndefined();
  });
});
