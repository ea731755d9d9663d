/** What loading the page anew would cost: a reply that is awaited, or work that is kept nowhere. */
import type { StoreApi } from 'zustand/vanilla';
import { answering, unsentOf } from '../core/conversation.ts';
import type { Broadcast } from './broadcast.ts';
import type { ConsultationState } from './consultation-state.ts';
import { isBlank } from './drafts.ts';
import type { KeepingState, KeepingTrouble } from './keeper.ts';
import type { Workspace } from './workspace.ts';
import { useKeeping, useLive } from './workspace.ts';

/**
 * `reply`: it would be cut short. `work`: this device keeps nothing. `unsent`: what waits or is half
 * written is kept, but the person would be torn out of it. `null`: nothing.
 */
export type ReloadCost = 'reply' | 'work' | 'unsent' | null;

/** What is read of a workspace, and no more. */
interface Work extends Pick<Workspace, 'drafts' | 'basket'> {
  readonly broadcast: Pick<Broadcast, 'holdsWork'> | null;
  readonly consultation: {
    readonly store: Pick<StoreApi<Pick<ConsultationState, 'conversation'>>, 'getState'>;
  };
  readonly keeper: { readonly store: Pick<StoreApi<Pick<KeepingState, 'trouble'>>, 'getState'> };
}

export function costOfReload(work: Work): ReloadCost {
  const { consultation, keeper, drafts, basket, broadcast } = work;
  const { conversation } = consultation.store.getState();
  const { tests, typed } = basket.store.getState();
  if (answering(conversation)) return 'reply';
  if (keepsNothing(keeper.store.getState().trouble)) return 'work';
  const isAtRest = unsentOf(conversation).length === 0 && isBlank(drafts.of(conversation.id));
  const isChosen = tests.length > 0 || typed !== '';
  return isAtRest && !isChosen && !broadcast?.holdsWork() ? null : 'unsent';
}

const keepsNothing = (trouble: KeepingTrouble | null) =>
  trouble === 'unavailable' || trouble === 'write-failed';

/** As far as it forbids that a person does it by a button that says nothing of a loss. */
export function useReloadObstacle(): 'reply' | 'work' | null {
  const isAnswering = useLive(({ conversation }) => answering(conversation) !== undefined);
  const { trouble } = useKeeping();
  if (isAnswering) return 'reply';
  return keepsNothing(trouble) ? 'work' : null;
}
