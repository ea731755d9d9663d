/** The options under the search field: tests that were found, and what is typed as a last resort. */
import { formatMoney } from '../../core/money.ts';
import type { Price } from '../../core/price.ts';
import { exactTest, findTests } from './find-tests.ts';
import type { Offer } from './use-offer.ts';

export interface TestOption {
  readonly id: string;
  readonly name: string;
  readonly isListed: boolean;
  /** CPT code and price, as far as they are known. */
  readonly facts: readonly string[];
}

export interface TestOptions {
  readonly options: readonly TestOption[];
  /** How many more tests were found than are options. */
  readonly more: number;
  /** The test that is named beyond doubt; `undefined` for none. */
  readonly exact: string | undefined;
  /** What is typed resembles no test of the list. */
  readonly isUnlike: boolean;
}

const mostOptions = 50;

export function optionsFor(
  offer: Offer,
  typed: string,
  priceOf: (test: string) => Price,
): TestOptions {
  const { tests, more } = findTests(offer.tests, typed, mostOptions);
  const exact = exactTest(offer.tests, typed)?.name;
  const options = tests.map(({ name }) => toOption(name, priceOf(name), true));
  const name = typed.trim();
  const ownName = name === '' || exact !== undefined ? [] : [toOption(name, priceOf(name), false)];
  return { options: [...options, ...ownName], more, exact, isUnlike: tests.length === 0 };
}

function toOption(name: string, price: Price, isListed: boolean): TestOption {
  const cptCode = price.kind === 'unknown' ? null : price.cptCode;
  const amount = price.kind === 'unknown' ? 'price unknown' : formatMoney(price.amount);
  const facts = [...(cptCode === null ? [] : [`CPT ${cptCode}`]), amount];
  return { id: `${isListed ? 'listed' : 'own'}:${name}`, name, isListed, facts };
}
