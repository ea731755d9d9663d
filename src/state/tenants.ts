/**
 * The tenants of a site: which one is looked at, which others are open behind it, and going from one
 * to another.
 *
 * It owns what is shown; opening and closing is done by the composition root, which is told. Its one
 * law: no part of one tenant's work is reached from another's but its alerts, which are shown over
 * whatever is looked at.
 */
import { createContext, use, useSyncExternalStore } from 'react';
import type { StoreApi } from 'zustand/vanilla';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { Session } from './session.ts';
import type { Workspace } from './workspace.ts';

export interface TenantEntry {
  readonly id: string;
  /** As it is shown. */
  readonly name: string;
  readonly session: Pick<Session, 'store'>;
}

export interface TenantsState {
  readonly currentId: string;
  /** The workspaces that are open, by tenant, seen or not. */
  readonly open: ReadonlyMap<string, Workspace>;
  /** Where the person wants to go, while a reply is under way. */
  readonly askingFor: string | null;
}

export interface Tenants {
  readonly store: StoreApi<TenantsState>;
  readonly list: readonly TenantEntry[];
  /** Others go on behind the one that is looked at. */
  readonly keepsOthersOpen: boolean;
  /** Shows another tenant, or asks first where a reply is under way. */
  switchTo(id: string): void;
  switchAnyway(): void;
  stay(): void;
  /** Shows a tenant, without a question: something there waits for an answer. */
  show(id: string): void;
  /** Of one alone; asks first where something would be lost. */
  signOutOf(id: string): void;
  /** The workspace of a tenant is there; `null`: it is not any more. */
  note(id: string, workspace: Workspace | null): void;
}

export interface TenantsOptions {
  list: readonly TenantEntry[];
  currentId: string;
  keepsOthersOpen: boolean;
  /** Told after another tenant has become the one that is looked at. */
  onSwitch(from: string, to: string): void;
  signOutOf(id: string): void;
}

export function createTenants(options: TenantsOptions): Tenants {
  const { list, keepsOthersOpen, onSwitch, signOutOf } = options;
  const store = createStore<TenantsState>(() => ({
    currentId: options.currentId,
    open: new Map(),
    askingFor: null,
  }));
  const go = (to: string) => {
    const { currentId: from } = store.getState();
    store.setState({ currentId: to, askingFor: null });
    onSwitch(from, to);
  };
  return {
    ...{ store, list, keepsOthersOpen, signOutOf },
    switchTo(id) {
      const { currentId, open } = store.getState();
      if (id === currentId || !list.some((tenant) => tenant.id === id)) return;
      const workspace = open.get(currentId);
      if (workspace && isAnswering(workspace)) store.setState({ askingFor: id });
      else go(id);
    },
    switchAnyway() {
      const { askingFor } = store.getState();
      if (askingFor !== null) go(askingFor);
    },
    stay: () => store.setState({ askingFor: null }),
    show(id) {
      if (id !== store.getState().currentId) go(id);
    },
    note(id, workspace) {
      const open = new Map(store.getState().open);
      if (workspace) open.set(id, workspace);
      else open.delete(id);
      store.setState({ open });
    },
  };
}

function isAnswering({ consultation }: Pick<Workspace, 'consultation'>): boolean {
  return consultation.store.getState().conversation.onWire !== null;
}

export const TenantsContext = createContext<Tenants | null>(null);

export function useTenants(): Tenants {
  const tenants = use(TenantsContext);
  if (!tenants) throw new Error('useTenants is for what is rendered inside a TenantsContext');
  return tenants;
}

export function useCurrentTenantId(): string {
  return useStore(useTenants().store, ({ currentId }) => currentId);
}

/** Workspaces that are open behind the one that is looked at, by tenant. */
export function useOthers(): readonly (readonly [id: string, workspace: Workspace])[] {
  const { open, currentId } = useStore(useTenants().store);
  return [...open].filter(([id]) => id !== currentId);
}

/** Who is signed in, by tenant. */
export function useSignedIn(): ReadonlyMap<string, string> {
  const { list } = useTenants();
  const text = useSyncExternalStore(
    (listener) => {
      const stops = list.map(({ session }) => session.store.subscribe(listener));
      return () => {
        for (const stop of stops) stop();
      };
    },
    () => JSON.stringify(list.flatMap(signedInAt)),
  );
  return new Map(JSON.parse(text) as [string, string][]);
}

function signedInAt({ id, session }: TenantEntry): [id: string, user: string][] {
  const state = session.store.getState();
  return state.status === 'signed-in' ? [[id, state.identity.user]] : [];
}

/** Where the person wants to go, while a reply is under way; `null` for nowhere. */
export function useAskedSwitch(): TenantEntry | null {
  const { list, store } = useTenants();
  const askedFor = useStore(store, ({ askingFor }) => askingFor);
  return list.find(({ id }) => id === askedFor) ?? null;
}
