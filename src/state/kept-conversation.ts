/**
 * A conversation of the history, as far as it is read: what is shown of it, and the way to the rest.
 *
 * The newest messages are read first, so that a long conversation opens as fast as a short one. Its
 * one law: what is not read yet is never taken for what was not said.
 */
import { useMemo } from 'react';
import type { Assistant } from '../core/assistant.ts';
import { sourceOf } from '../core/assistant.ts';
import type { Conversation, Source } from '../core/conversation.ts';
import { letThrough, Rejected } from '../core/errors.ts';
import type { KeptConversation, KeptMessage } from '../core/history.ts';
import { readRecord } from '../core/record/read-record.ts';
import type { MessageData } from './queries/history.ts';
import { useKept, useKeptMessages } from './queries/history.ts';
import { useWorkspace } from './workspace.ts';

export type KeptReading =
  | { readonly phase: 'reading' }
  /** The history has none with that id. */
  | { readonly phase: 'absent' }
  | { readonly phase: 'failed'; readonly error: unknown; readonly retry: () => void }
  | KeptPresent;

export interface KeptPresent {
  readonly phase: 'here';
  readonly conversation: Conversation;
  readonly kept: KeptConversation;
  /** As the history has them, oldest first. */
  readonly messages: readonly KeptMessage[];
  /** Everything of it is read. */
  readonly isWhole: boolean;
  readonly isReadingOlder: boolean;
  /** Why older messages could not be read; `null` where nothing failed. */
  readonly fault: unknown;
  readonly readOlder: () => void;
  /** Resolves when everything is read, or something could not be. */
  readonly readAll: () => Promise<void>;
}

/** @param id `null` for none, which is nowhere */
export function useKeptReading(id: string | null): KeptReading {
  const kept = useKept(id);
  const messages = useKeptMessages(id);
  const source = useKeepersSource();
  const { history } = useWorkspace();
  const error = (kept.data ? null : kept.error) ?? (messages.data ? null : messages.error);
  if (!history || id === null || isUnknown(error)) return { phase: 'absent' };
  if (error) {
    const retry = () => {
      letThrough(error);
      void Promise.all([kept.refetch(), messages.refetch()]);
    };
    const isRetrying = kept.isFetching || messages.isFetching;
    return isRetrying ? { phase: 'reading' } : { phase: 'failed', error, retry };
  }
  if (!kept.data || !messages.data) return { phase: 'reading' };
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = messages;
  return {
    phase: 'here',
    ...recordOf(kept.data, messages.data, source),
    kept: kept.data,
    isWhole: !hasNextPage,
    isReadingOlder: isFetchingNextPage,
    fault: isFetchNextPageError ? messages.error : null,
    readOlder: () => void fetchNextPage(),
    async readAll() {
      for (let isMore = hasNextPage; isMore;) {
        const { hasNextPage: goesOn, isFetchNextPageError: hasFailed } = await fetchNextPage();
        isMore = goesOn && !hasFailed;
      }
    },
  };
}

/** Ids that are no ids are refused, and ids of nothing are not found. */
function isUnknown(error: unknown): boolean {
  return error instanceof Rejected && (error.status === 404 || error.status === 400);
}

/** Who answers where nothing says who did: the assistant whose server keeps the history. */
export function useKeepersSource(): Source | undefined {
  const { tenant, consultation } = useWorkspace();
  return useMemo(() => {
    const keeper = consultation.assistants.find(keepsByItself);
    return keeper && sourceOf(keeper, tenant);
  }, [tenant, consultation]);
}

function keepsByItself({ conversation }: Assistant): boolean {
  return conversation.capabilities.isKeptByServer;
}

type Record = Pick<KeptPresent, 'conversation' | 'messages'>;

const read = new WeakMap<MessageData, { kept: KeptConversation; record: Record }>();

/** Many ask for the same, so that it is made once. */
export function recordOf(
  kept: KeptConversation,
  data: MessageData,
  source: Source | undefined,
): Record {
  const before = read.get(data);
  if (before?.kept === kept) return before.record;
  const messages = messagesOf(data);
  const record = { messages, conversation: readRecord(kept, messages, source) };
  read.set(data, { kept, record });
  return record;
}

/** Oldest first. A reply whose question is not read yet waits for it. */
function messagesOf({ pages }: MessageData): readonly KeptMessage[] {
  const messages = pages.flatMap(({ items }) => items).reverse();
  const isWhole = (pages.at(-1)?.next ?? null) === null;
  if (isWhole) return messages;
  const first = messages.findIndex(({ by }) => by === 'clinician');
  return first === -1 ? messages : messages.slice(first);
}
