/**
 * The conversations that a server keeps, by TanStack Query.
 *
 * Lists and messages are read page by page, the newest first, and looked at again in the background
 * once they may be old. What changes them is in `history-changes.ts`.
 */
import type { InfiniteData } from '@tanstack/react-query';
import {
  infiniteQueryOptions,
  queryOptions,
  skipToken,
  useInfiniteQuery,
  useQuery,
} from '@tanstack/react-query';
import type { HistoryBackend, KeptMessage, ListedConversation, Page } from '../../core/history.ts';
import { useWorkspace } from '../workspace.ts';

export const historyKeys = {
  all: ['history'],
  list: ['history', 'list'],
  conversation: (id: string) => ['history', 'conversation', id],
  messages: (id: string) => ['history', 'messages', id],
  allMessages: ['history', 'messages'],
} as const;

export type ListData = InfiniteData<Page<ListedConversation>>;
export type MessageData = InfiniteData<Page<KeptMessage>>;

/** Small at first, so that it is there at once; large after that, so that all of it soon is. */
const limitOf = (after: string | null) => (after === null ? 50 : 500);

const listQuery = (backend: HistoryBackend | null) =>
  infiniteQueryOptions({
    queryKey: historyKeys.list,
    queryFn: backend
      ? ({ pageParam: after, signal }) => backend.list({ limit: limitOf(after), after }, signal)
      : skipToken,
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    // It is there at once for whoever comes back to it.
    gcTime: Infinity,
    // What a change leaves alone stays the same by itself; comparing thousands to find that out is dear.
    structuralSharing: false,
  });

const conversationQuery = (backend: HistoryBackend | null, id: string | null) =>
  queryOptions({
    queryKey: historyKeys.conversation(id ?? ''),
    queryFn: backend && id !== null ? ({ signal }) => backend.read(id, signal) : skipToken,
  });

const messagesQuery = (backend: HistoryBackend | null, id: string | null) =>
  infiniteQueryOptions({
    queryKey: historyKeys.messages(id ?? ''),
    queryFn:
      backend && id !== null
        ? ({ pageParam: after, signal }) =>
            backend.readMessages(
              id,
              { limit: limitOf(after), after, order: 'newest-first' },
              signal,
            )
        : skipToken,
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });

/** The conversations of the history, as far as they are loaded. */
export function useListed() {
  return useInfiniteQuery(listQuery(useWorkspace().history));
}

/** @param id `null` for none */
export function useKept(id: string | null) {
  return useQuery(conversationQuery(useWorkspace().history, id));
}

/** The newest page first. @param id `null` for none */
export function useKeptMessages(id: string | null) {
  return useInfiniteQuery(messagesQuery(useWorkspace().history, id));
}
