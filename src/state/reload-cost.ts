/** What loading the page anew would cost: a reply that is awaited, or work that is kept nowhere. */
import { answering, unsentOf } from '../core/conversation.ts';
import { isBlank } from './drafts.ts';
import type { KeepingTrouble } from './keeper.ts';
import type { Workspace } from './workspace.ts';
import { useKeeping, useLive } from './workspace.ts';

/**
 * `reply`: it would be cut short. `work`: this device keeps nothing. `unsent`: what waits or is half
 * written is kept, but the person would be torn out of it. `null`: nothing.
 */
export type ReloadCost = 'reply' | 'work' | 'unsent' | null;

export function costOfReload({
  consultation,
  keeper,
  drafts,
  basket,
}: Pick<Workspace, 'consultation' | 'keeper' | 'drafts' | 'basket'>): ReloadCost {
  const { conversation } = consultation.store.getState();
  const { tests, typed } = basket.store.getState();
  if (answering(conversation)) return 'reply';
  if (keepsNothing(keeper.store.getState().trouble)) return 'work';
  const isAtRest = unsentOf(conversation).length === 0 && isBlank(drafts.of(conversation.id));
  return isAtRest && tests.length === 0 && typed === '' ? null : 'unsent';
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
