/**
 * The conversation that is looked at: the live one, an earlier one of this device, or one that the
 * history keeps.
 *
 * Its one law: a conversation that this device has is never read from the history.
 */
import { useStore } from 'zustand';
import type { Conversation } from '../core/conversation.ts';
import { startConversation } from '../core/conversation.ts';
import type { ConsultationState } from './consultation-state.ts';
import { keptIdOf } from './kept-id.ts';
import type { KeptReading } from './kept-conversation.ts';
import { useKeptReading } from './kept-conversation.ts';
import type { Workspace } from './workspace.ts';
import { useLive, useWorkspace } from './workspace.ts';

export type ShownPlace = 'live' | 'earlier' | 'history';

/** Where the conversation is that the address names. */
export function useShownPlace(): ShownPlace {
  const workspace = useWorkspace();
  const otherId = useOtherId();
  return useLive((state) => placeOf(workspace, state, otherId));
}

/** How far the conversation that is looked at is read, where the history keeps it. */
export function useShownReading(): KeptReading {
  const otherId = useOtherId();
  return useKeptReading(useShownPlace() === 'history' ? otherId : null);
}

/** The conversation that is looked at; an empty one while it is not read. */
export function useShownConversation(): Conversation {
  return useShown((conversation) => conversation);
}

/** By which id the history knows it; `null` where it does not, or that is not known yet. */
export function useShownKeptId(): string | null {
  const workspace = useWorkspace();
  const otherId = useOtherId();
  return useLive((state) => {
    const here = findHere(workspace, state, otherId);
    return here ? keptIdOf(workspace, here) : otherId;
  });
}

/** The id of the conversation that is looked at, whether or not there is one. */
export function useShownId(): string {
  const liveId = useLive(({ conversation }) => conversation.id);
  return useOtherId() ?? liveId;
}

/** A part of the conversation that is looked at. `select` must give the same for the same. */
export function useShown<Part>(select: (conversation: Conversation) => Part): Part {
  const workspace = useWorkspace();
  const otherId = useOtherId();
  const reading = useShownReading();
  const kept = reading.phase === 'here' ? reading.conversation : unread;
  return useLive((state) => select(findHere(workspace, state, otherId) ?? kept));
}

/** Stands for what is not read: nothing is known of it. */
const unread: Conversation = {
  ...startConversation('', 0, {
    ...{ assistantId: '', assistant: '–', backEnd: '', tenant: '' },
    ...{ sessionId: null, replies: 'plain' },
  }),
  endedAt: 0,
};

function useOtherId(): string | null {
  return useStore(useWorkspace().view.store, (state) => state.otherId);
}

function placeOf(workspace: Workspace, state: ConsultationState, otherId: string | null) {
  const here = findHere(workspace, state, otherId);
  if (!here) return 'history';
  return here === state.conversation ? 'live' : 'earlier';
}

/** Of those on this device, by its own id or by that of the history. `null` is the live one. */
function findHere(
  workspace: Workspace,
  { conversation, earlier }: ConsultationState,
  id: string | null,
): Conversation | undefined {
  if (id === null) return conversation;
  return [conversation, ...earlier].find(
    (each) => each.id === id || keptIdOf(workspace, each) === id,
  );
}
