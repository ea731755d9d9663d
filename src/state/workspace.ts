/**
 * What a signed-in person works with, handed to the panels by React context.
 *
 * A workspace gives each role to a back end; a role that nobody fills is `null`, and its panel
 * does not appear.
 */
import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type {
  Capabilities,
  CaseBackend,
  ExportBackend,
  Identity,
  ThreadBackend,
} from '../core/backend.ts';
import type { Connections } from '../core/connections.ts';
import type { Conversation } from '../core/conversation.ts';
import type { HistoryBackend } from '../core/history.ts';
import type { PriceList } from '../core/price.ts';
import type { AlertRepeat } from './alert-repeat.ts';
import type { AnalysisJobs } from './analysis-jobs.ts';
import type { Basket } from './basket.ts';
import type { Broadcast } from './broadcast.ts';
import type { Keeper, KeepingState } from './keeper.ts';
import type { Drafts } from './drafts.ts';
import type { Leaving } from './leaving.ts';
import type { Mirror } from './mirror.ts';
import type { Notices } from './notices.ts';
import type { SelectedText } from './selected-text.ts';
import type { View } from './view.ts';
import type { Consultation } from './consultation-port.ts';
import type { ConsultationState } from './consultation-state.ts';

export interface Workspace {
  readonly tenant: string;
  readonly identity: Identity;
  readonly consultation: Consultation;
  readonly keeper: Keeper;
  readonly basket: Basket;
  readonly drafts: Drafts;
  readonly view: View;
  readonly alarm: AlertRepeat;
  readonly caseRecord: CaseBackend | null;
  readonly exports: ExportBackend | null;
  /** What was asked of the analysis role; `null` where nobody fills it. */
  readonly analyses: AnalysisJobs | null;
  readonly selection: SelectedText;
  readonly history: HistoryBackend | null;
  /** What is told beside the conversations; `null` where nobody tells. */
  readonly notices: Notices | null;
  /** Sends a notice to everybody; `null` for whoever may not. */
  readonly broadcast: Broadcast | null;
  /** What an assistant's service keeps by itself; `null` where none does, or nobody can delete it. */
  readonly thread: ThreadBackend | null;
  /** Writes what no server keeps to the history; `null` where there is none. */
  readonly mirror: Mirror | null;
  /** Reads the clinic's list of prices; `null` where there is none. */
  readonly readPriceList: ((signal?: AbortSignal) => Promise<PriceList>) | null;
  readonly connections: Connections;
  readonly leaving: Leaving;
  /** Of all tenants; asks first where something would be lost. */
  readonly signOut: () => void;
}

export const WorkspaceContext = createContext<Workspace | null>(null);

export function useWorkspace(): Workspace {
  const workspace = useContext(WorkspaceContext);
  if (!workspace) throw new Error('useWorkspace is for what is rendered inside a WorkspaceContext');
  return workspace;
}

export function useConsultation(): Consultation {
  return useWorkspace().consultation;
}

/** A part of the live state. `select` must give the same object for the same state. */
export function useLive<Part>(select: (state: ConsultationState) => Part): Part {
  return useStore(useConsultation().store, select);
}

/** The live conversation, for whoever does not show growing text: a reply's text may lag behind. */
export function useOutline(): Conversation {
  return useLive(({ outline }) => outline);
}

/** What the assistant of the live conversation can do. */
export function useCapabilities(): Capabilities {
  return useLive(({ capabilities }) => capabilities);
}

/** Whether the work is kept on this device. */
export function useKeeping(): KeepingState {
  return useStore(useWorkspace().keeper.store);
}
