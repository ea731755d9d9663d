/** The tests that the server offers, ready to be searched. */
import { useMemo } from 'react';
import { normaliseTest } from '../../core/budget.ts';
import { letThrough } from '../../core/errors.ts';
import { explainError } from '../../core/explain-error.ts';
import { useTests } from '../../state/queries/case.ts';
import { usePriceOf } from '../../state/queries/prices.ts';
import type { OfferedTest } from './find-tests.ts';

export type OfferState =
  { phase: 'loading' } | { phase: 'failed'; why: string; retry: () => void } | { phase: 'ready' };

export interface Offer {
  readonly state: OfferState;
  /** Empty until they were read. */
  readonly tests: readonly OfferedTest[];
  /** False only where the list is known and the test is not on it. */
  offers(test: string): boolean;
}

/** Where nobody tells which tests there are, every name is as good as another. */
export const openOffer: Offer = { state: { phase: 'ready' }, tests: [], offers: () => true };

export function useOffer(): Offer {
  const { data, error, refetch } = useTests();
  const priceOf = usePriceOf();
  return useMemo(() => {
    const known = new Set(data?.map(normaliseTest));
    return {
      state: offerState(data !== undefined, error, () => {
        letThrough(error);
        void refetch();
      }),
      tests: data?.map((name) => ({ name, cptCode: cptCodeOf(priceOf(name)) })) ?? [],
      offers: (test) => data === undefined || known.has(normaliseTest(test)),
    };
  }, [data, error, refetch, priceOf]);
}

function offerState(isRead: boolean, error: Error | null, retry: () => void): OfferState {
  if (isRead) return { phase: 'ready' };
  return error ? { phase: 'failed', why: explainError(error), retry } : { phase: 'loading' };
}

function cptCodeOf(price: ReturnType<ReturnType<typeof usePriceOf>>): string | null {
  return price.kind === 'unknown' ? null : price.cptCode;
}
