/**
 * What was last selected in a transcript, for whatever can be done with a part of a conversation.
 *
 * Pressing a button elsewhere may take the selection off the screen; what was meant stays known
 * until something else is chosen. It is kept nowhere.
 */
import type { StoreApi } from 'zustand/vanilla';
import { createStore } from 'zustand/vanilla';
import { useStore } from 'zustand';
import { useWorkspace } from './workspace.ts';

export interface Selected {
  readonly conversationId: string;
  /** As it was on the screen. */
  readonly text: string;
  /** The messages whose replies have a part in it. */
  readonly touched: ReadonlySet<string>;
}

export interface SelectedText {
  readonly store: StoreApi<{ readonly selected: Selected | null }>;
  change(selected: Selected | null): void;
}

export function createSelectedText(): SelectedText {
  const store = createStore<{ readonly selected: Selected | null }>(() => ({ selected: null }));
  return { store, change: (selected) => store.setState({ selected }) };
}

/** What is selected in a conversation; `null` for nothing. */
export function useSelectedText(conversationId: string): Selected | null {
  const { selection } = useWorkspace();
  return useStore(selection.store, ({ selected }) =>
    selected?.conversationId === conversationId ? selected : null,
  );
}
