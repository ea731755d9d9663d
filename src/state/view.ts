/** Which conversation is looked at: the live one, or one that has ended. */
import type { StoreApi } from 'zustand/vanilla';
import { createStore } from 'zustand/vanilla';
import { useStore } from 'zustand';
import type { Conversation } from '../core/conversation.ts';
import { useLive, useWorkspace } from './workspace.ts';

export interface View {
  readonly store: StoreApi<{ earlierId: string | null }>;
  /** `null` shows the live conversation. */
  show(earlierId: string | null): void;
}

export function createView(): View {
  const store = createStore<{ earlierId: string | null }>(() => ({ earlierId: null }));
  return { store, show: (earlierId) => store.setState({ earlierId }) };
}

/** The conversation that is looked at. */
export function useShownConversation(): Conversation {
  const { view } = useWorkspace();
  const earlierId = useStore(view.store, (state) => state.earlierId);
  return useLive(
    ({ conversation, earlier }) => earlier.find(({ id }) => id === earlierId) ?? conversation,
  );
}
