/**
 * Which conversation is looked at, the live one or another, and where in it.
 *
 * Where the reader was in each is remembered over a reload, by ids alone. Its one law: what was said
 * is not kept here, and signing out forgets the rest.
 */
import type { StoreApi } from 'zustand/vanilla';
import { createStore } from 'zustand/vanilla';
import { useStore } from 'zustand';
import { useConsultation, useWorkspace } from './workspace.ts';

export interface View {
  readonly store: StoreApi<ViewState>;
  /** `null` shows the live conversation. */
  show(otherId: string | null): void;
  /** Shows a conversation, and in it the exchange, which is pointed out; `quietly` is only gone to. */
  reveal(otherId: string | null, exchangeId: string, how?: 'quietly'): void;
  /** It is in view. */
  revealed(): void;
  /** Where the reader was when a conversation was last looked at. */
  placeIn(conversationId: string): ReadingPlace;
  leave(conversationId: string, place: ReadingPlace): void;
  /** Opens what the patient's profile is written in, or closes it. */
  editProfile(isEditing: boolean): void;
}

interface ViewState {
  /** The conversation that is looked at, whether or not there is one with that id; `null` for the live one. */
  readonly otherId: string | null;
  /** The exchange that is to be brought into view. */
  readonly revealing: string | null;
  /** It is not pointed out, and the focus stays where it is. */
  readonly isQuiet: boolean;
  readonly isEditingProfile: boolean;
}

/** At the end, or with the top of an exchange that many pixels below the top of the pane. */
export type ReadingPlace = 'end' | { readonly exchangeId: string; readonly offset: number };

/** What this tab remembers over a reload. */
export interface ViewMemory {
  read(): string | null;
  write(text: string): void;
}

export function createView(memory: ViewMemory): View {
  const store = createStore<ViewState>(() => ({
    otherId: null,
    revealing: null,
    isQuiet: false,
    isEditingProfile: false,
  }));
  const places = readPlaces(memory.read());
  return {
    store,
    show: (otherId) => store.setState({ otherId, revealing: null }),
    reveal: (otherId, revealing, how) =>
      store.setState({ otherId, revealing, isQuiet: how === 'quietly' }),
    revealed: () => store.setState({ revealing: null }),
    placeIn: (conversationId) => places.get(conversationId) ?? 'end',
    leave(conversationId, place) {
      // The one that was left last stands last; at its end is where one begins anyway.
      places.delete(conversationId);
      if (place !== 'end') places.set(conversationId, place);
      memory.write(JSON.stringify([...places].slice(-mostPlaces)));
    },
    editProfile: (isEditingProfile) => store.setState({ isEditingProfile }),
  };
}

const mostPlaces = 50;

/** Whatever is not a place that was written here counts for nothing. */
function readPlaces(text: string | null): Map<string, ReadingPlace> {
  try {
    const entries: unknown = JSON.parse(text ?? '[]');
    return new Map(Array.isArray(entries) ? entries.filter(isPlaceEntry) : []);
  } catch {
    return new Map();
  }
}

function isPlaceEntry(entry: unknown): entry is [string, ReadingPlace] {
  if (!Array.isArray(entry)) return false;
  const [id, place] = entry as unknown[];
  if (typeof id !== 'string' || typeof place !== 'object' || place === null) return false;
  const { exchangeId, offset } = place as Record<string, unknown>;
  return typeof exchangeId === 'string' && typeof offset === 'number';
}

/** Whether the patient's profile is being written. */
export function useIsEditingProfile(): boolean {
  return useStore(useWorkspace().view.store, (state) => state.isEditingProfile);
}

/** The exchange that is to be brought into view; `null` for none. */
export function useRevealing(): string | null {
  return useStore(useWorkspace().view.store, (state) => state.revealing);
}

/** Whether it is only gone to, and not pointed out. */
export function useIsRevealingQuietly(): boolean {
  return useStore(useWorkspace().view.store, (state) => state.isQuiet);
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
