/**
 * Which conversation is looked at, the live one or one that has ended, and where in it.
 *
 * Its one law: it forgets with the workspace; nothing of it is kept.
 */
import type { StoreApi } from 'zustand/vanilla';
import { createStore } from 'zustand/vanilla';
import { useStore } from 'zustand';
import type { Conversation } from '../core/conversation.ts';
import { useConsultation, useLive, useWorkspace } from './workspace.ts';

export interface View {
  readonly store: StoreApi<ViewState>;
  /** `null` shows the live conversation. */
  show(earlierId: string | null): void;
  /** Shows a conversation, and in it the exchange, which is pointed out. */
  reveal(earlierId: string | null, exchangeId: string): void;
  /** It is in view. */
  revealed(): void;
  /** Where the reader was when a conversation was last looked at. */
  placeIn(conversationId: string): ReadingPlace;
  leave(conversationId: string, place: ReadingPlace): void;
  /** Opens what the patient's profile is written in, or closes it. */
  editProfile(isEditing: boolean): void;
}

interface ViewState {
  readonly earlierId: string | null;
  /** The exchange that is to be brought into view. */
  readonly revealing: string | null;
  readonly isEditingProfile: boolean;
}

/** At the end, or with the top of an exchange that many pixels below the top of the pane. */
export type ReadingPlace = 'end' | { readonly exchangeId: string; readonly offset: number };

export function createView(): View {
  const store = createStore<ViewState>(() => ({
    earlierId: null,
    revealing: null,
    isEditingProfile: false,
  }));
  const places = new Map<string, ReadingPlace>();
  return {
    store,
    show: (earlierId) => store.setState({ earlierId, revealing: null }),
    reveal: (earlierId, revealing) => store.setState({ earlierId, revealing }),
    revealed: () => store.setState({ revealing: null }),
    placeIn: (conversationId) => places.get(conversationId) ?? 'end',
    leave: (conversationId, place) => void places.set(conversationId, place),
    editProfile: (isEditingProfile) => store.setState({ isEditingProfile }),
  };
}

/** Whether the patient's profile is being written. */
export function useIsEditingProfile(): boolean {
  return useStore(useWorkspace().view.store, (state) => state.isEditingProfile);
}

/** The conversation that is looked at. */
export function useShownConversation(): Conversation {
  return useShown((conversation) => conversation);
}

/** A part of the conversation that is looked at. `select` must give the same for the same. */
export function useShown<Part>(select: (conversation: Conversation) => Part): Part {
  const { view } = useWorkspace();
  const earlierId = useStore(view.store, (state) => state.earlierId);
  return useLive(({ conversation, earlier }) =>
    select(earlier.find(({ id }) => id === earlierId) ?? conversation),
  );
}

/** The exchange that is to be brought into view; `null` for none. */
export function useRevealing(): string | null {
  return useStore(useWorkspace().view.store, (state) => state.revealing);
}

/** "Show in conversation": brings an exchange into view, of the live conversation or an earlier one. */
export function useRevealExchange(): (conversationId: string, exchangeId: string) => void {
  const { view } = useWorkspace();
  const { store } = useConsultation();
  return (conversationId, exchangeId) => {
    const isLive = store.getState().conversation.id === conversationId;
    view.reveal(isLive ? null : conversationId, exchangeId);
  };
}
