/**
 * What a test costs, as far as anybody knows: seen on a reply, or printed in a price list.
 * Never an invented figure: what is in neither is unknown.
 */
import type { Account } from './account.ts';
import { normaliseTest } from './budget.ts';
import type { Cents } from './money.ts';

export interface ListedTest {
  readonly name: string;
  readonly cptCode: string | null;
  readonly price: Cents;
}

export interface PriceList {
  /** What the figures are, e.g. "Demo prices". */
  readonly label: string;
  /** The day the list holds for, as `YYYY-MM-DD`. */
  readonly asOf: string;
  readonly tests: readonly ListedTest[];
}

export type Price =
  | { kind: 'observed'; amount: Cents; at: number; cptCode: string | null }
  | { kind: 'listed'; amount: Cents; asOf: string; label: string; cptCode: string | null }
  | { kind: 'unknown' };

/** A price list made quick to look up. */
export type PriceIndex = ReadonlyMap<string, ListedTest>;

export function indexPrices(list: PriceList | undefined): PriceIndex {
  return new Map(list?.tests.map((test) => [normaliseTest(test.name), test]));
}

/** The price of a test. What the server charged for it on this session goes before the list. */
export function priceOf(
  test: string,
  account: Account,
  list: PriceList | undefined,
  index: PriceIndex,
): Price {
  const name = normaliseTest(test);
  const listed = index.get(name);
  const cptCode = listed?.cptCode ?? null;
  const observed = account.orders.findLast(
    (order) => order.cost !== null && !order.settledByTotal && normaliseTest(order.test) === name,
  );
  if (observed && observed.cost !== null) {
    return { kind: 'observed', amount: observed.cost, at: observed.orderedAt, cptCode };
  }
  if (!listed || !list) return { kind: 'unknown' };
  return { kind: 'listed', amount: listed.price, asOf: list.asOf, label: list.label, cptCode };
}

/** The amount of a price, `null` where it is unknown. */
export function amountOf(price: Price): Cents | null {
  return price.kind === 'unknown' ? null : price.amount;
}
