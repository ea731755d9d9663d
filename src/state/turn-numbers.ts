/** Which turn of its conversation a message opened, for lists that outlive a conversation. */
import type { ConsultationState } from './consultation-state.ts';
import { useConsultation, useLive } from './workspace.ts';

/** Turns by the id of their message: `turn 2`, or `turn 2, earlier conversation`. */
export type TurnNames = ReadonlyMap<string, string>;

/**
 * Looks again with every order and total, not with every piece of text: what is in the account was
 * sent, and what was sent keeps its place.
 */
export function useTurnNames(): TurnNames {
  const { store } = useConsultation();
  useLive((state) => state.account);
  return nameTurns(store.getState());
}

function nameTurns({
  conversation,
  earlier,
}: Pick<ConsultationState, 'conversation' | 'earlier'>): TurnNames {
  const names = new Map<string, string>();
  for (const each of [...earlier, conversation]) {
    const where = each === conversation ? '' : ', earlier conversation';
    each.exchanges.forEach(({ message }, index) =>
      names.set(message.id, `turn ${index + 1}${where}`),
    );
  }
  return names;
}
