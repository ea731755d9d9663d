/**
 * What a change of the history does to what is cached of it, and how that is taken back. Pure but for
 * the cache that it is given.
 *
 * Its one law: taking a change back touches nothing but what it had changed, whatever has been read or
 * changed since.
 */
import type { QueryClient } from '@tanstack/react-query';
import type { KeptConversation, KeptMessage } from '../../core/history.ts';
import type { ListData, MessageData } from './history.ts';
import { historyKeys } from './history.ts';

export type ConversationChange = Partial<Pick<KeptConversation, 'name' | 'endedAt'>>;

/** @returns what was there before, of what is changed */
export function changeConversation(
  queryClient: QueryClient,
  id: string,
  change: ConversationChange,
): ConversationChange {
  let before: ConversationChange = {};
  const apply = <Kept extends KeptConversation>(kept: Kept): Kept => {
    if (kept.id !== id) return kept;
    const { name, endedAt } = kept;
    before = { ...('name' in change && { name }), ...('endedAt' in change && { endedAt }) };
    return { ...kept, ...change };
  };
  queryClient.setQueryData<KeptConversation>(historyKeys.conversation(id), (kept) =>
    kept ? apply(kept) : kept,
  );
  queryClient.setQueryData<ListData>(historyKeys.list, (data) =>
    data
      ? { ...data, pages: data.pages.map((page) => ({ ...page, items: page.items.map(apply) })) }
      : data,
  );
  return before;
}

/** A message that was taken out, and the one that it stood before. */
export interface TakenOut {
  readonly message: KeptMessage;
  readonly olderId: string | null;
}

/** @returns `null` where it is not there */
export function takeOutMessage(
  queryClient: QueryClient,
  id: string,
  messageId: string,
): TakenOut | null {
  let taken: TakenOut | null = null;
  queryClient.setQueryData<MessageData>(historyKeys.messages(id), (data) => {
    if (!data) return data;
    const all = data.pages.flatMap(({ items }) => items);
    const place = all.findIndex((message) => message.id === messageId);
    const message = all[place];
    if (!message) return data;
    taken = { message, olderId: all[place + 1]?.id ?? null };
    const pages = data.pages.map((page) => ({
      ...page,
      items: page.items.filter((each) => each !== message),
    }));
    return { ...data, pages };
  });
  return taken;
}

export function putBackMessage(
  queryClient: QueryClient,
  id: string,
  { message, olderId }: TakenOut,
): void {
  queryClient.setQueryData<MessageData>(historyKeys.messages(id), (data) => {
    if (!data || data.pages.some(({ items }) => items.some((each) => each.id === message.id))) {
      return data;
    }
    const page = data.pages.findIndex(({ items }) => items.some((each) => each.id === olderId));
    const target = page === -1 ? data.pages.length - 1 : page;
    const pages = data.pages.map((each, index) =>
      index === target ? { ...each, items: insertBefore(each.items, message, olderId) } : each,
    );
    return { ...data, pages };
  });
}

function insertBefore(
  items: readonly KeptMessage[],
  message: KeptMessage,
  olderId: string | null,
): readonly KeptMessage[] {
  const place = items.findIndex(({ id }) => id === olderId);
  return place === -1 ? [...items, message] : items.toSpliced(place, 0, message);
}
