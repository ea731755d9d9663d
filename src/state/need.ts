/**
 * Why a workspace that nobody looks at has to stay open: what would be lost, or overlooked, by closing
 * its lines now.
 *
 * Its one law: whatever waits for a person alone (a queue that is held, a record that was refused) is
 * kept on the device, and is no reason.
 */
import type { StoreApi } from 'zustand/vanilla';
import { logAlerts, pendingAlerts } from '../core/alert-log.ts';
import type { Cancel } from '../core/clock.ts';
import { answering, queueOf } from '../core/conversation.ts';
import type { Broadcast } from './broadcast.ts';
import type { ConsultationState } from './consultation-state.ts';
import type { KeepingState } from './keeper.ts';
import type { MirrorState } from './mirror.ts';

/**
 * `reply`: it would be cut short. `queue`: it goes out by itself. `record`: it is being written.
 * `notice`: one to everybody is under way.
 */
export type Need = 'alert' | 'reply' | 'queue' | 'record' | 'notice' | 'kept-nowhere';

type Read<State> = { readonly store: Pick<StoreApi<State>, 'getState' | 'subscribe'> };

/** What is read of a workspace, and no more. */
export interface NeededWork {
  readonly consultation: Read<Pick<ConsultationState, 'conversation' | 'earlier'>>;
  readonly keeper: Read<Pick<KeepingState, 'trouble'>>;
  readonly mirror: Read<Pick<MirrorState, 'standings'>> | null;
  readonly broadcast: (Read<unknown> & Pick<Broadcast, 'isUnderWay'>) | null;
}

/** `null`: it may be closed. */
export function needOf({ consultation, keeper, mirror, broadcast }: NeededWork): Need | null {
  const { conversation, earlier } = consultation.store.getState();
  if (answering(conversation)) return 'reply';
  const { trouble } = keeper.store.getState();
  if (trouble !== null && trouble !== 'damaged') return 'kept-nowhere';
  if (!conversation.queueHeld && queueOf(conversation).length > 0) return 'queue';
  if (mirror && isWriting(mirror.store.getState())) return 'record';
  if (broadcast?.isUnderWay()) return 'notice';
  return pendingAlerts(logAlerts([conversation, ...earlier])).length > 0 ? 'alert' : null;
}

function isWriting({ standings }: Pick<MirrorState, 'standings'>): boolean {
  return [...standings.values()].some(
    ({ isSettled, trouble }) => !isSettled && (trouble === null || trouble.kind === 'waiting'),
  );
}

/** Told whenever it may have changed. */
export function onNeedChange(work: NeededWork, listener: () => void): Cancel {
  const { consultation, keeper, mirror, broadcast } = work;
  const stops = [consultation, keeper, mirror, broadcast].map((part) =>
    part?.store.subscribe(listener),
  );
  return () => {
    for (const stop of stops) stop?.();
  };
}
