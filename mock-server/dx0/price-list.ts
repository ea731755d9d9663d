/**
 * The tests on offer and their prices, from the demo price list that the product ships.
 *
 * Its one law: a test that is not on the list still has a price, the mean of the table.
 */
import { readFileSync } from 'node:fs';
import * as z from 'zod/mini';
import { toCents } from './budget.ts';

export interface PriceList {
  /** Names only, sorted. */
  readonly tests: readonly string[];
  /** The price in US cents; spelling in capitals does not matter. */
  priceOf(test: string): number;
}

const priceListFile = z.object({
  tests: z.array(z.object({ name: z.string(), price: z.number() })),
});

export function readPriceList(): PriceList {
  const file = new URL('../../public/demo-price-list.json', import.meta.url);
  const { tests } = priceListFile.parse(JSON.parse(readFileSync(file, 'utf8')));
  const prices = new Map(tests.map(({ name, price }) => [name.toLowerCase(), toCents(price)]));
  const sum = [...prices.values()].reduce((total, price) => total + price, 0);
  const mean = Math.round(sum / prices.size);
  return {
    tests: tests.map(({ name }) => name).sort(),
    priceOf: (test) => prices.get(test.trim().toLowerCase()) ?? mean,
  };
}
