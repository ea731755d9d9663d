/**
 * The one place where stream events touch the query cache.
 *
 * Stream facts live in the stream store, REST facts in the cache, nothing in both. What a stream
 * event says about a REST fact is only that it may have changed: it is marked stale here, and
 * TanStack Query decides when to ask again.
 */
import type { Query, QueryClient } from '@tanstack/react-query';
import { CircuitOpen, isOutage } from '../core/errors.ts';
import { caseKeys } from './queries/case.ts';
import type { Workspace } from './workspace.ts';

type Bridged = Pick<Workspace, 'consultation' | 'connections'>;

/** @returns what ends it */
export function bridgeQueries(
  { consultation, connections }: Bridged,
  queryClient: QueryClient,
): () => void {
  let opened = false;
  const forgetEvents = consultation.onEvent((event) => {
    if (event.type !== 'session-opened') return;
    // A server that we lost may come back with another case or other tests.
    if (opened) void queryClient.invalidateQueries({ queryKey: caseKeys.all });
    opened = true;
  });
  // What was held back is asked for as soon as that may help; the breaker lets one go first.
  const forgetBreakers = connections.onChange(() => {
    void queryClient.refetchQueries({ type: 'active', predicate: isWanting });
  });
  return () => {
    forgetEvents();
    forgetBreakers();
  };
}

function isWanting({ state: { error, fetchStatus } }: Query): boolean {
  return fetchStatus === 'idle' && (error instanceof CircuitOpen || isOutage(error));
}
