/**
 * The orders of a record: what the ledger of the session knows of them, else what their turns tell.
 * Amounts in US cents. Pure.
 */
import type { Order, OrderState } from '../account.ts';
import type { Exchange } from '../conversation.ts';
import { replyText } from '../conversation.ts';
import type { Cents } from '../money.ts';
import type { FiledTurn } from './case-file.ts';

export interface FiledOrder {
  /** The id of the message that ordered it. */
  readonly id: string;
  /** The turn of it; `null` where its message was deleted since. */
  readonly turn: number | null;
  readonly test: string;
  readonly cptCode: string | null;
  readonly orderedAt: number;
  readonly state: OrderState;
  /** `null` while unknown. */
  readonly cost: Cents | null;
  readonly forecast: Cents | null;
  /** What the server's session had spent with this order; `null` where it did not tell. */
  readonly sessionTotal: Cents | null;
  /** A later total settled it, not its own reply. */
  readonly settledByTotal: boolean;
  /** What was reported for it; `null` where nothing came, or nothing whole. */
  readonly result: string | null;
}

interface Parts {
  readonly turns: readonly FiledTurn[];
  /** Of this conversation alone. */
  readonly orders: readonly Order[];
  readonly cptCodeOf: (test: string) => string | null;
}

/** In the order of the conversation. */
export function ordersOf({ turns, orders, cptCodeOf }: Parts): readonly FiledOrder[] {
  const ordering = turns.filter(({ exchange }) => exchange.message.action === 'order');
  const inTurns = new Set(ordering.map(({ exchange }) => exchange.message.id));
  const gone = orders.filter(({ id }) => !inTurns.has(id));
  const known = ordering.map(({ exchange, number }) => {
    const order = orders.find(({ id }) => id === exchange.message.id) ?? orderIn(exchange);
    return fileOrder(order, cptCodeOf, { exchange, number });
  });
  return [...gone.map((order) => fileOrder(order, cptCodeOf, null)), ...known];
}

type Told = Omit<Order, 'conversationId' | 'spentBefore'>;

function fileOrder(
  { id, test, orderedAt, state, cost, forecast, settledByTotal }: Told,
  cptCodeOf: Parts['cptCodeOf'],
  place: { exchange: Exchange; number: number } | null,
): FiledOrder {
  return {
    ...{ id, test, orderedAt, state, cost, forecast, settledByTotal },
    turn: place?.number ?? null,
    cptCode: cptCodeOf(test),
    sessionTotal: place?.exchange.settlement?.totalSpent ?? null,
    result: place && resultIn(place.exchange),
  };
}

/** Where no ledger is kept any more. What became of it later is not known then. */
function orderIn({ message, delivery, turn, settlement }: Exchange): Told {
  const { id, text: test, writtenAt: orderedAt, forecast } = message;
  const state = stateOf(delivery.status, turn.phase, settlement !== null);
  return {
    ...{ id, test, orderedAt, forecast, state },
    cost: settlement?.cost ?? null,
    settledByTotal: false,
  };
}

function stateOf(
  delivery: Exchange['delivery']['status'],
  phase: Exchange['turn']['phase'],
  isSettled: boolean,
): OrderState {
  if (isSettled || phase === 'finished') return 'placed';
  if (delivery === 'failed') return 'refused';
  return phase === 'interrupted' || delivery === 'uncertain' ? 'uncertain' : 'sent';
}

function resultIn({ turn }: Exchange): string | null {
  const text = replyText(turn).trim();
  return turn.phase === 'finished' && text !== '' ? text : null;
}
