/** The conversation that is looked at: the live one, an earlier one of this device. */
import { useStore } from 'zustand';
import type { Conversation } from '../core/conversation.ts';
import type { ConsultationState } from './consultation-state.ts';
import { useLive, useWorkspace } from './workspace.ts';

/** `nowhere`: none of this device has the id of the address. */
export type ShownPlace = 'live' | 'earlier' | 'nowhere';

/** Where the conversation is that the address names. */
export function useShownPlace(): ShownPlace {
  const otherId = useOtherId();
  const isHere = useLive((state) => findHere(state, otherId) !== undefined);
  if (!isHere) return 'nowhere';
  return otherId === null ? 'live' : 'earlier';
}

/** The conversation that is looked at; the live one where there is none at that address. */
export function useShownConversation(): Conversation {
  return useShown((conversation) => conversation);
}

/** A part of the conversation that is looked at. `select` must give the same for the same. */
export function useShown<Part>(select: (conversation: Conversation) => Part): Part {
  const otherId = useOtherId();
  return useLive((state) => select(findHere(state, otherId) ?? state.conversation));
}

function useOtherId(): string | null {
  return useStore(useWorkspace().view.store, (state) => state.otherId);
}

/** Of those on this device. `null` is the live one. */
function findHere(
  { conversation, earlier }: ConsultationState,
  id: string | null,
): Conversation | undefined {
  return id === null ? conversation : earlier.find((each) => each.id === id);
}
