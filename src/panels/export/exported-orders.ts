/**
 * Which orders of a conversation go into a bundle: those that the server charged for.
 *
 * Orders of other conversations of the same sign-in may be another patient's, and stay out.
 */
import type { Order } from '../../core/account.ts';

export interface ExportedOrders {
  /** In the order they were placed; a test ordered twice is there twice. */
  readonly tests: readonly string[];
  /** Orders of this conversation of which nobody knows yet whether they were placed. */
  readonly undecided: number;
}

export function exportedOrders(orders: readonly Order[], conversationId: string): ExportedOrders {
  const own = orders.filter((order) => order.conversationId === conversationId);
  return {
    tests: own.filter(({ state }) => state === 'placed').map(({ test }) => test),
    undecided: own.filter(({ state }) => state === 'sent' || state === 'uncertain').length,
  };
}
