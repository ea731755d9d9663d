/**
 * The one place where stream events touch the query cache.
 *
 * Stream facts live in the stream store, REST facts in the cache, nothing in both. What a stream
 * event says about a REST fact is only that it may have changed: it is marked stale here, and
 * TanStack Query decides when to ask again.
 */
import type { QueryClient } from '@tanstack/react-query';
import type { Consultation } from './consultation.ts';
import { caseKeys } from './queries/case.ts';

/** A server that we lost may come back with another case or other tests. */
export function bridgeQueries(consultation: Consultation, queryClient: QueryClient): () => void {
  let opened = false;
  return consultation.onEvent((event) => {
    if (event.type !== 'session-opened') return;
    if (opened) void queryClient.invalidateQueries({ queryKey: caseKeys.all });
    opened = true;
  });
}
