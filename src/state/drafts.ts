/** What is written and not sent, and in which form: one draft a conversation. */
import type { StoreApi } from 'zustand/vanilla';
import { createStore } from 'zustand/vanilla';
import { useStore } from 'zustand';
import type { Action } from '../core/conversation.ts';
import type { Differential } from '../core/differential.ts';
import { emptyDifferential } from '../core/differential.ts';
import { useLive, useWorkspace } from './workspace.ts';

export interface Draft {
  /** Which form is open. */
  readonly action: Action;
  readonly question: string;
  readonly differential: Differential;
}

export interface Drafts {
  readonly store: StoreApi<{ byConversation: Readonly<Record<string, Draft>> }>;
  of(conversationId: string): Draft;
  change(conversationId: string, change: Partial<Draft>): void;
  /** What was being written in one conversation goes on in another. */
  move(fromId: string, toId: string): void;
}

export const emptyDraft: Draft = { action: 'ask', question: '', differential: emptyDifferential };

/** @param kept the draft of `conversationId` from before the page was loaded anew */
export function createDrafts(conversationId: string, kept: Draft | null): Drafts {
  const store = createStore<{ byConversation: Readonly<Record<string, Draft>> }>(() => ({
    byConversation: kept ? { [conversationId]: kept } : {},
  }));
  return {
    store,
    of: (id) => store.getState().byConversation[id] ?? emptyDraft,
    change: (id, change) =>
      store.setState(({ byConversation }) => ({
        byConversation: {
          ...byConversation,
          [id]: { ...(byConversation[id] ?? emptyDraft), ...change },
        },
      })),
    move: (fromId, toId) =>
      store.setState(({ byConversation: { [fromId]: draft, ...others } }) => ({
        byConversation: draft ? { ...others, [toId]: draft } : others,
      })),
  };
}

export function isBlank({ question, differential: { ranked, reasoning } }: Draft): boolean {
  return [question, reasoning, ...ranked].every((text) => text.trim() === '');
}

/** The draft of the live conversation, and how to change it. */
export function useDraft(): [Draft, (change: Partial<Draft>) => void] {
  const { drafts } = useWorkspace();
  const id = useLive((state) => state.conversation.id);
  const draft = useStore(drafts.store, ({ byConversation }) => byConversation[id] ?? emptyDraft);
  return [draft, (change) => drafts.change(id, change)];
}
