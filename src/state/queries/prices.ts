/** The clinic's list of prices, and what a test costs as far as anybody knows. */
import { queryOptions, skipToken, useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import type { Price } from '../../core/price.ts';
import { indexPrices, priceOf } from '../../core/price.ts';
import type { Workspace } from '../workspace.ts';
import { useLive, useWorkspace } from '../workspace.ts';

const pricesQuery = (read: Workspace['readPriceList']) =>
  queryOptions({
    queryKey: ['prices'],
    queryFn: read ? ({ signal }) => read(signal) : skipToken,
    staleTime: Infinity,
  });

/** Whether the clinic's list could be read. Where there is none, nothing is missing. */
export function usePriceList(): { isUnread: boolean; isReading: boolean; retry: () => void } {
  const { isError, isFetching, refetch } = useQuery(pricesQuery(useWorkspace().readPriceList));
  return { isUnread: isError, isReading: isFetching, retry: () => void refetch() };
}

/** Looks up a price: what was observed goes before what is listed. */
export function usePriceOf(): (test: string) => Price {
  const { data } = useQuery(pricesQuery(useWorkspace().readPriceList));
  const account = useLive((state) => state.account);
  const index = useMemo(() => indexPrices(data), [data]);
  return useCallback((test) => priceOf(test, account, data, index), [account, data, index]);
}
