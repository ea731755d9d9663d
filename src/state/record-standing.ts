/** How the records of the conversations stand, as the panels show it. */
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { Mirror, MirrorState, MirrorTrouble, Standing } from './mirror.ts';

export interface RecordsStanding {
  /** How many messages are not in the history yet, of all conversations. */
  readonly behind: number;
  /** It takes longer than passes unnoticed. */
  readonly isLate: boolean;
  /** Of the oldest conversation that has any. */
  readonly trouble: MirrorTrouble | null;
}

export function sumUp({ standings }: MirrorState): RecordsStanding {
  const all = [...standings.values()];
  return {
    behind: countUnwritten({ standings }),
    isLate: all.some(({ isLate }) => isLate),
    trouble: all.find(({ trouble }) => trouble !== null)?.trouble ?? null,
  };
}

export function countUnwritten({ standings }: Pick<MirrorState, 'standings'>): number {
  return [...standings.values()].reduce((sum, { total, written }) => sum + total - written, 0);
}

export function useRecords({ store }: Mirror): RecordsStanding {
  return useStore(store, useShallow(sumUp));
}

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
