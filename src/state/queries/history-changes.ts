/**
 * What a person changes in the history: names, ends, single messages.
 *
 * Each change is seen at once, and taken back where the server did not do it. A change that failed is
 * kept until the person tried again or put it aside, by the conversation that it is of. Its one law:
 * nothing is tried again by itself here; each is an act of a person.
 */
import type { Mutation, QueryClient } from '@tanstack/react-query';
import { useMutation, useMutationState, useQueryClient } from '@tanstack/react-query';
import { letThrough } from '../../core/errors.ts';
import type { HistoryBackend } from '../../core/history.ts';
import { findByKeptId } from '../kept-id.ts';
import type { Workspace } from '../workspace.ts';
import { useWorkspace } from '../workspace.ts';
import { historyKeys } from './history.ts';
import { changeConversation, putBackMessage, takeOutMessage } from './history-cache.ts';

export type Change =
  | { readonly kind: 'rename'; readonly id: string; readonly name: string }
  | { readonly kind: 'end'; readonly id: string; readonly at: number }
  | { readonly kind: 'delete-message'; readonly id: string; readonly messageId: string };

const changeKey = ['history', 'change'] as const;

/** Makes a change; rejects where the server did not do it, after it was taken back. */
export function useChangeHistory(): (change: Change) => Promise<void> {
  const queryClient = useQueryClient();
  const workspace = useWorkspace();
  const { history } = workspace;
  const { mutateAsync } = useMutation({
    mutationKey: changeKey,
    // It is told until somebody has seen to it.
    gcTime: Infinity,
    mutationFn: (change: Change) => transmit(history, queryClient, change),
    onMutate: async (change) => {
      // What is being read now may be from before the change.
      const wasReading = queryClient.isFetching({ queryKey: historyKeys.all }) > 0;
      await queryClient.cancelQueries({ queryKey: historyKeys.all }, { silent: true });
      return { wasReading, undo: applyChange(queryClient, workspace, change) };
    },
    onError: (_error, _change, made) => made?.undo(),
    onSettled: (_done, _error, _change, made) => {
      if (made?.wasReading) void queryClient.invalidateQueries({ queryKey: historyKeys.all });
    },
  });
  return async (change) => {
    forget(queryClient, change);
    await mutateAsync(change);
    forgetDone(queryClient);
  };
}

/** A clean-up makes thousands of changes, and each new one is looked for among those that are kept. */
function forgetDone(queryClient: QueryClient): void {
  const cache = queryClient.getMutationCache();
  for (const done of cache.findAll({ mutationKey: changeKey, status: 'success' })) {
    cache.remove(done);
  }
}

async function transmit(
  history: HistoryBackend | null,
  queryClient: QueryClient,
  change: Change,
): Promise<void> {
  if (!history) throw new Error('No back end of this workspace keeps a history');
  const { id } = change;
  switch (change.kind) {
    case 'rename': {
      const { name } = await history.describe(id, { name: change.name });
      return void changeConversation(queryClient, id, { name });
    }
    case 'end': {
      const { endedAt } = await history.end(id);
      return void changeConversation(queryClient, id, { endedAt });
    }
    case 'delete-message':
      return history.deleteMessage(id, change.messageId);
  }
}

/** @returns how to take it back */
function applyChange(
  queryClient: QueryClient,
  workspace: Pick<Workspace, 'consultation' | 'mirror'>,
  change: Change,
): () => void {
  const { id } = change;
  if (change.kind === 'delete-message') {
    const taken = takeOutMessage(queryClient, id, change.messageId);
    return () => taken && putBackMessage(queryClient, id, taken);
  }
  const wanted = change.kind === 'rename' ? { name: change.name } : { endedAt: change.at };
  const before = changeConversation(queryClient, id, wanted);
  const undoHere = change.kind === 'rename' ? renameHere(workspace, change) : null;
  return () => {
    changeConversation(queryClient, id, before);
    undoHere?.();
  };
}

/** Where this device has it as well. @returns how to take it back, unless it was renamed since */
function renameHere(
  workspace: Pick<Workspace, 'consultation' | 'mirror'>,
  { id, name }: Extract<Change, { kind: 'rename' }>,
): (() => void) | null {
  const { consultation } = workspace;
  const find = () => findByKeptId(workspace, id);
  const here = find();
  if (!here) return null;
  consultation.rename(here.id, name);
  return () => {
    if (find()?.name === name) consultation.rename(here.id, here.name ?? '');
  };
}

export interface FailedChange {
  readonly change: Change;
  readonly error: unknown;
}

/** What the server did not do, the latest last. */
export function useFailedChanges(): readonly FailedChange[] {
  return useMutationState({
    filters: { mutationKey: changeKey, status: 'error' },
    select: ({ state: { variables, error } }) => ({ change: variables as Change, error }),
  });
}

/** Puts a failed change aside. */
export function useForgetChange(): (change: Change) => void {
  const queryClient = useQueryClient();
  return (change) => forget(queryClient, change);
}

/** And every one before it that wanted the same. */
function forget(queryClient: QueryClient, change: Change): void {
  const cache = queryClient.getMutationCache();
  const isSame = ({ state }: Mutation) => nameOf(state.variables as Change) === nameOf(change);
  for (const mutation of cache.findAll({ mutationKey: changeKey, status: 'error' })) {
    if (!isSame(mutation)) continue;
    letThrough(mutation.state.error);
    cache.remove(mutation);
  }
}

/** Of what is changed, whatever it is changed to. */
export function nameOf(change: Change): string {
  const part = change.kind === 'delete-message' ? change.messageId : '';
  return [change.kind, change.id, part].join(' ');
}
