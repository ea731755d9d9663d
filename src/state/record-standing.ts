/** How the records of the conversations stand, as the panels show it. */
import { useMemo } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { useShallow } from 'zustand/react/shallow';
import type { Mirror, MirrorState, MirrorTrouble, RefusedName, Standing } from './mirror.ts';
import { usePendingAlerts } from './alerts.ts';
import type { Losses } from '../core/describe-losses.ts';
import { unsentOf } from '../core/conversation.ts';
import type { Workspace } from './workspace.ts';
import { useWorkspace } from './workspace.ts';

export interface RecordsStanding {
  /** How many messages are not in the history yet, of all conversations. */
  readonly behind: number;
  /** There is nothing more to be done: nothing is behind, and no name, cost or end is untold. */
  readonly isSettled: boolean;
  /** It takes longer than passes unnoticed. */
  readonly isLate: boolean;
  /** Of the oldest conversation that has any. */
  readonly trouble: MirrorTrouble | null;
}

export function sumUp({ standings }: MirrorState): RecordsStanding {
  const all = [...standings.values()];
  return {
    behind: countUnwritten({ standings }),
    isSettled: all.every(({ isSettled }) => isSettled),
    isLate: all.some(({ isLate }) => isLate),
    trouble: all.find(({ trouble }) => trouble !== null)?.trouble ?? null,
  };
}

function countUnwritten({ standings }: Pick<MirrorState, 'standings'>): number {
  return [...standings.values()].reduce((sum, { total, written }) => sum + total - written, 0);
}

export function useRecords({ store }: Mirror): RecordsStanding {
  return useStore(store, useShallow(sumUp));
}

/** How many messages signing out would lose of a tab's work: those not sent, and those not written. */
export function useLosses({
  consultation,
  mirror,
}: Pick<Workspace, 'consultation' | 'mirror'>): Pick<Losses, 'alerts' | 'unsent' | 'unwritten'> {
  const alerts = usePendingAlerts(consultation).length;
  const unsent = useStore(consultation.store, (state) => unsentOf(state.conversation).length);
  const unwritten = useStore(mirror?.store ?? nothingMirrored, countUnwritten);
  return { alerts, unsent, unwritten };
}

/** The names that the history did not take, by the conversation on this device. */
export function useRefusedNames(): ReadonlyMap<string, RefusedName> {
  const { mirror } = useWorkspace();
  const standings = useStore(mirror?.store ?? nothingMirrored, (state) => state.standings);
  return useMemo(() => {
    const entries = [...standings].flatMap(([id, { refusedName }]) =>
      refusedName ? [[id, refusedName] as const] : [],
    );
    return new Map(entries);
  }, [standings]);
}

const nothingMirrored = createStore<MirrorState>(() => ({
  standings: new Map(),
  progress: new Map(),
}));

/**
 * How the record of a conversation stands where the exchange at that place is missing in it and
 * something is wrong; else `null`. That much is to be written is no trouble.
 */
export function useMissing(
  { store }: Mirror,
  conversationId: string,
  place: number,
): Standing | null {
  return useStore(store, ({ standings }) => {
    const standing = standings.get(conversationId);
    return standing && isMissing(standing, place) ? standing : null;
  });
}

function isMissing({ exchanges, written, total, isLate, trouble }: Standing, place: number) {
  if (place < exchanges || written === total || trouble === null) return false;
  return isLate || trouble.kind !== 'waiting';
}
