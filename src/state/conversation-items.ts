/** The list of conversations for panels, and what a person does with one of them. */
import { useMemo } from 'react';
import type { QueryClient } from '@tanstack/react-query';
import { useIsFetching, useQueryClient } from '@tanstack/react-query';
import type { Conversation, Source } from '../core/conversation.ts';
import { letThrough } from '../core/errors.ts';
import type { KeptConversation, ListedConversation } from '../core/history.ts';
import type { ConversationItem, ReadBefore } from './conversation-list.ts';
import { listConversations } from './conversation-list.ts';
import { keptIdOf, useRemoteIds } from './kept-id.ts';
import { recordOf, useKeepersSource } from './kept-conversation.ts';
import type { MessageData } from './queries/history.ts';
import { historyKeys, useListed } from './queries/history.ts';
import { useChangeHistory } from './queries/history-changes.ts';
import type { Workspace } from './workspace.ts';
import { useLive, useOutline, useWorkspace } from './workspace.ts';

export interface ConversationItems {
  readonly items: readonly ConversationItem[];
  /** How many of the history are known. */
  readonly loaded: number;
  readonly listed: readonly ListedConversation[];
  readonly phase: 'reading' | 'failed' | 'here';
  readonly error: unknown;
  readonly isReading: boolean;
  /** There are no others, as far as the history has told. */
  readonly isWhole: boolean;
  readonly readMore: () => void;
  readonly readAgain: () => void;
}

export function useConversationItems(): ConversationItems {
  const workspace = useWorkspace();
  const live = useOutline();
  const earlier = useLive((state) => state.earlier);
  const query = useListed();
  const readBefore = useReadBefore();
  const remoteIds = useRemoteIds();
  const { data, error, isFetching, hasNextPage, isFetchNextPageError, fetchNextPage } = query;
  const listed = useMemo(() => data?.pages.flatMap(({ items }) => items) ?? [], [data]);
  const items = useMemo(
    () =>
      listConversations({
        ...{ live, earlier, listed },
        keptIdOf: keptIdsBy(workspace, remoteIds),
        readBefore: (keptId) => readBefore.get(keptId),
      }),
    [live, earlier, listed, workspace, readBefore, remoteIds],
  );
  return {
    ...{ items, listed, loaded: listed.length, error },
    phase: data ? 'here' : error && !isFetching ? 'failed' : 'reading',
    isReading: isFetching,
    isWhole: data !== undefined && !hasNextPage,
    readMore() {
      if (hasNextPage && !isFetching && !isFetchNextPageError) void fetchNextPage();
    },
    readAgain() {
      letThrough(error);
      void (isFetchNextPageError ? fetchNextPage() : query.refetch());
    },
  };
}

/** @param _remoteIds what the history knows them by changes when this does */
function keptIdsBy(workspace: Workspace, _remoteIds: string) {
  return (conversation: Conversation) => keptIdOf(workspace, conversation);
}

/** What was opened before is known better than the list tells it. */
function useReadBefore(): ReadonlyMap<string, ReadBefore> {
  const queryClient = useQueryClient();
  const source = useKeepersSource();
  const reading = useIsFetching({ queryKey: historyKeys.allMessages });
  return useMemo(() => collectRead(queryClient, source, reading), [queryClient, source, reading]);
}

/** @param _reading how much is being read: what is read changes when that does */
function collectRead(
  queryClient: QueryClient,
  source: Source | undefined,
  _reading: number,
): ReadonlyMap<string, ReadBefore> {
  const before = new Map<string, ReadBefore>();
  const cached = queryClient.getQueriesData<MessageData>({ queryKey: historyKeys.allMessages });
  for (const [key, data] of cached) {
    const id = String(key.at(-1));
    const kept = queryClient.getQueryData<KeptConversation>(historyKeys.conversation(id));
    if (!data || !kept) continue;
    const isWhole = (data.pages.at(-1)?.next ?? null) === null;
    const newestId = data.pages[0]?.items[0]?.id ?? null;
    before.set(id, { conversation: recordOf(kept, data, source).conversation, isWhole, newestId });
  }
  return before;
}

/**
 * Renames it wherever it is: here, in the history, or both. What became of it in the history is told
 * by `useFailedChanges` and `useRefusedNames`.
 */
export function useRename(): (item: Renamed, name: string) => void {
  const { consultation, mirror } = useWorkspace();
  const changeHistory = useChangeHistory();
  return ({ id, keptId }, name) => {
    // The record of a conversation of this device follows by itself, as soon as it can.
    const isMirrored = mirror?.store.getState().standings.has(id) === true;
    if (isMirrored || keptId === null) return consultation.rename(id, name);
    changeHistory({ kind: 'rename', id: keptId, name }).catch(() => undefined);
  };
}

type Renamed = Pick<ConversationItem, 'id' | 'keptId'>;
