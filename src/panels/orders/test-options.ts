/** The options under the search field: tests that were found, and what is typed as a last resort. */
import { formatMoney } from '../../core/money.ts';
import type { Price } from '../../core/price.ts';
import { exactTest, findTests } from './find-tests.ts';
import type { Offer } from './use-offer.ts';

type Standing = 'listed' | 'unlisted' | 'unchecked';

export interface TestOption {
  readonly id: string;
  readonly name: string;
  /** `unchecked`: the list could not be read, so nobody can tell. */
  readonly standing: Standing;
  /** CPT code and price, as far as they are known. */
  readonly facts: readonly string[];
}

export interface TestOptions {
  readonly options: readonly TestOption[];
  /** How many more tests were found than are options. */
  readonly more: number;
  /** The test that is named beyond doubt; `undefined` for none. */
  readonly exact: string | undefined;
  /** What is typed resembles no test of the list. False while the list is not known yet. */
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
  const options = tests.map(({ name }) => toOption(name, priceOf(name), 'listed'));
  const name = typed.trim();
  const { phase } = offer.state;
  const isOwn = name !== '' && exact === undefined && phase !== 'loading';
  const standing = phase === 'failed' ? 'unchecked' : 'unlisted';
  const ownName = isOwn ? [toOption(name, priceOf(name), standing)] : [];
  const isUnlike = tests.length === 0 && phase !== 'loading';
  return { options: [...options, ...ownName], more, exact, isUnlike };
}

function toOption(name: string, price: Price, standing: Standing): TestOption {
  const cptCode = price.kind === 'unknown' ? null : price.cptCode;
  const amount = price.kind === 'unknown' ? 'price unknown' : formatMoney(price.amount);
  const facts = [...(cptCode === null ? [] : [`CPT ${cptCode}`]), amount];
  return { id: `${standing === 'listed' ? 'listed' : 'own'}:${name}`, name, standing, facts };
}
