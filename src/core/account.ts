/**
 * The money of a signed-in session: what was spent, on which orders, within what limit.
 *
 * It belongs to the server's session, not to one conversation: a new conversation goes on with the
 * same tally. Its one law: the server's cost, total and remainder are the truth; nothing here is
 * estimated. An order without a reply is uncertain until the next total shows what became of it.
 * All amounts in US cents, all times in milliseconds since 1970.
 */
import type { Message, Settlement } from './conversation.ts';
import type { ConversationEvent } from './events.ts';
import type { Cents } from './money.ts';
import { cents, subtract, sum } from './money.ts';

/**
 * `sent`: the reply is awaited. `placed`: the server charged for it. `uncertain`: nobody knows.
 * `not-placed`: a later total showed that it was not charged. `refused`: the server said no.
 */
export type OrderState = 'sent' | 'placed' | 'uncertain' | 'not-placed' | 'refused';

export interface Order {
  /** The id of the message that ordered it. */
  readonly id: string;
  readonly conversationId: string;
  readonly test: string;
  readonly orderedAt: number;
  readonly state: OrderState;
  /** What it cost; `null` while unknown. */
  readonly cost: Cents | null;
  /** What it was expected to cost. */
  readonly forecast: Cents | null;
  /** The server's total when it was sent; `null` while the server had not told any. */
  readonly spentBefore: Cents | null;
  /** A later total settled it, not its own reply. */
  readonly settledByTotal: boolean;
}

/** The tally after a turn. */
export interface Tally {
  readonly at: number;
  readonly turnId: string;
  readonly cost: Cents;
  readonly totalSpent: Cents;
}

export interface Account {
  /** The limit that was asked for; `null` for none. */
  readonly requestedLimit: Cents | null;
  /** The server's last word; `null` before the first reply. */
  readonly totalSpent: Cents | null;
  /** The server answered since the limit was asked for, and so has told which it holds to. */
  readonly limitTold: boolean;
  /** `null` where there is no limit or the server has not told. */
  readonly remaining: Cents | null;
  /** Spent on this session before the first reply seen here. */
  readonly openingSpent: Cents;
  readonly orders: readonly Order[];
  readonly tallies: readonly Tally[];
  /** An order went past the limit, and the server answers nothing more on this session. */
  readonly overspent: boolean;
}

/** @param isNewSession nothing can have been spent yet: the session has just begun */
export function openAccount(requestedLimit: Cents | null, isNewSession = false): Account {
  return {
    requestedLimit,
    totalSpent: isNewSession ? cents(0) : null,
    limitTold: false,
    remaining: null,
    openingSpent: cents(0),
    orders: [],
    tallies: [],
    overspent: false,
  };
}

/**
 * The same session, with another limit asked for. A server that has a limit of its own keeps to it,
 * so that nothing is known until it answers.
 */
export function requestLimit(account: Account, limit: Cents | null): Account {
  const { requestedLimit } = account;
  if (limit === requestedLimit) return account;
  const isMore = limit === null || (requestedLimit !== null && limit > requestedLimit);
  return {
    ...account,
    requestedLimit: limit,
    limitTold: false,
    remaining: null,
    overspent: account.overspent && !isMore,
  };
}

/**
 * `(account, event) → account`, pure. `sent` names the message that a `message-sent` event puts on
 * the wire, and the conversation it belongs to.
 */
export function reduceAccount(
  account: Account,
  event: ConversationEvent,
  sent?: { message: Message; conversationId: string },
): Account {
  switch (event.type) {
    case 'message-sent':
      return sent?.message.action === 'order' ? recordOrder(account, event.at, sent) : account;
    case 'reply-finished':
      return event.settlement ? settle(account, event.at, event.turnId, event.settlement) : account;
    case 'message-returned':
      return forget(account, event.turnId);
    case 'reply-failed': {
      const state = event.failure.kind === 'refused' ? 'refused' : 'uncertain';
      const failed = updateOrder(account, event.turnId, (order) =>
        order.state === 'sent' ? { ...order, state } : order,
      );
      return event.failure.kind === 'budget-exhausted' ? { ...failed, overspent: true } : failed;
    }
    default:
      return account;
  }
}

function recordOrder(
  account: Account,
  orderedAt: number,
  { message, conversationId }: { message: Message; conversationId: string },
): Account {
  const order: Order = {
    id: message.id,
    conversationId,
    test: message.text,
    orderedAt,
    state: 'sent',
    cost: null,
    forecast: message.forecast,
    spentBefore: account.totalSpent,
    settledByTotal: false,
  };
  return { ...account, orders: [...account.orders.filter(({ id }) => id !== order.id), order] };
}

function forget(account: Account, id: string): Account {
  const orders = account.orders.filter((order) => order.id !== id || order.state !== 'sent');
  return { ...account, orders };
}

/** A turn is settled once: the same settlement again says nothing new. */
function settle(account: Account, at: number, turnId: string, settlement: Settlement): Account {
  if (account.tallies.some((tally) => tally.turnId === turnId)) return account;
  const { cost, totalSpent, remaining } = settlement;
  const before = subtract(totalSpent, cost);
  const orders = resolveUncertain(account, before).map((order) =>
    order.id === turnId ? ({ ...order, state: 'placed', cost } as const) : order,
  );
  return {
    ...account,
    orders,
    totalSpent,
    limitTold: true,
    remaining,
    openingSpent: account.totalSpent === null ? before : account.openingSpent,
    tallies: [...account.tallies, { at, turnId, cost, totalSpent }],
    overspent: false,
  };
}

/**
 * What the server spent since its last word, less this turn, tells what became of the orders that
 * were sent since then and never answered: nothing spent, none was placed; as much as they cost
 * together, all were. Anything between is not guessed at, then or later. Before the server's first
 * word only a total of nothing tells anything.
 */
function resolveUncertain({ orders, totalSpent }: Account, before: Cents): readonly Order[] {
  const asked = (order: Order) => order.state === 'uncertain' && order.spentBefore === totalSpent;
  const unexplained = subtract(before, totalSpent ?? cents(0));
  if (unexplained === 0) return mark(orders, asked, () => ({ state: 'not-placed', cost: null }));
  const uncertain = orders.filter(asked);
  if (totalSpent === null || unexplained < 0) return orders;
  if (uncertain.length === 1) {
    return mark(orders, asked, () => ({ state: 'placed', cost: unexplained }));
  }
  const expected = uncertain.map(({ forecast }) => forecast);
  const allKnown = expected.every((price) => price !== null);
  if (!allKnown || sum(expected) !== unexplained) return orders;
  return mark(orders, asked, ({ forecast }) => ({ state: 'placed', cost: forecast }));
}

function mark(
  orders: readonly Order[],
  which: (order: Order) => boolean,
  outcome: (order: Order) => Pick<Order, 'state' | 'cost'>,
): readonly Order[] {
  return orders.map((order) =>
    which(order) ? { ...order, ...outcome(order), settledByTotal: true } : order,
  );
}

function updateOrder(account: Account, id: string, change: (order: Order) => Order): Account {
  const index = account.orders.findIndex((order) => order.id === id);
  const order = account.orders[index];
  return order ? { ...account, orders: account.orders.with(index, change(order)) } : account;
}
