/** One order of the ledger. */
import { Ban, CircleDashed, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Fragment } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import type { Order, OrderState } from '../../core/account.ts';
import type { LedgerRow } from '../../core/budget.ts';
import { formatMoney } from '../../core/money.ts';
import { formatTime } from '../../lib/format-time.ts';
import { useBasket } from '../../state/basket.ts';
import { usePriceOf } from '../../state/queries/prices.ts';
import { useRevealExchange } from '../../state/view.ts';
import { useLive, useWorkspace } from '../../state/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { describeCost, describeState } from './ledger-wording.ts';

export interface LedgerEntryProps {
  row: LedgerRow;
  /** The turn that ordered it, in words; `null` where it is not known. */
  turn: string | null;
  /** The server ended the session. */
  ended: boolean;
}

export function LedgerEntry({ row: { order, runningTotal }, turn, ended }: LedgerEntryProps) {
  const arrived = useArrived(order);
  const price = usePriceOf()(order.test);
  const cptCode = price.kind === 'unknown' ? null : price.cptCode;
  const facts = [
    formatTime(order.orderedAt),
    turn && <TurnLink order={order} turn={turn} />,
    cptCode && `CPT ${cptCode}`,
    runningTotal !== null && `total ${formatMoney(runningTotal)}`,
  ];
  const isSettled = order.cost !== null;
  const isPlain = order.state === 'placed' && !order.settledByTotal;
  return (
    <li className="border-line py-2 not-first:border-t">
      <div className="flex items-baseline justify-between gap-3">
        <span className="min-w-0 font-medium wrap-anywhere">{order.test}</span>
        <span className={isSettled ? 'font-semibold' : 'text-sm whitespace-nowrap text-ink-3'}>
          {describeCost(order)}
        </span>
      </div>
      <div className="flex items-baseline justify-between gap-3 text-sm text-ink-3">
        <Facts facts={facts.filter(Boolean)} />
        {isPlain && <span>{describeState(order)}</span>}
      </div>
      {!isPlain && (
        <p className="flex items-start gap-1.5 text-sm text-ink-2">
          <StateIcon state={order.state} />
          <span className="min-w-0">{describeState(order, { ended, arrived })}</span>
        </p>
      )}
      {order.state === 'not-placed' && <OrderAgain test={order.test} />}
    </li>
  );
}

/** Whether the server began to answer, where that is all that is known. */
function useArrived({ id, state, conversationId }: Order): boolean {
  return useLive(({ conversation, earlier }) => {
    if (state !== 'uncertain') return false;
    const home = [conversation, ...earlier].find((each) => each.id === conversationId);
    const exchange = home?.exchanges.find(({ message }) => message.id === id);
    return exchange?.delivery.status === 'delivered';
  });
}

/** The way to where it was ordered. */
function TurnLink({ order, turn }: { order: Order; turn: string }) {
  const reveal = useRevealExchange();
  return (
    <AriaButton
      aria-label={`Show ${order.test} in the conversation: ${turn}`}
      onPress={() => reveal(order.conversationId, order.id)}
      className="min-h-6 cursor-pointer rounded-sm underline decoration-dotted underline-offset-3 data-hovered:text-ink"
    >
      {turn}
    </AriaButton>
  );
}

/** Each fact stays whole where the line breaks. */
function Facts({ facts }: { facts: readonly ReactNode[] }) {
  return (
    <span className="min-w-0">
      {facts.map((fact, index) => (
        <Fragment key={index}>
          {index > 0 && ' · '}
          <span className="inline-block">{fact}</span>
        </Fragment>
      ))}
    </span>
  );
}

const icons = {
  sent: { Icon: CircleDashed, look: 'text-low' },
  uncertain: { Icon: TriangleAlert, look: 'text-medium' },
  'not-placed': { Icon: TriangleAlert, look: 'text-medium' },
  refused: { Icon: Ban, look: 'text-ink-3' },
  placed: null,
};

function StateIcon({ state }: { state: OrderState }) {
  const icon = icons[state];
  if (!icon) return null;
  return <icon.Icon aria-hidden size={14} className={`mt-1 shrink-0 ${icon.look}`} />;
}

/** Puts it in the basket; nothing is sent from here. */
function OrderAgain({ test }: { test: string }) {
  const { basket } = useWorkspace();
  const isChosen = useBasket().tests.includes(test);
  return (
    <div className="flex flex-wrap items-center gap-2 pt-1">
      <Button size="small" aria-label={`Order again: ${test}`} onPress={() => basket.add(test)}>
        Order again
      </Button>
      <span role="status" className="text-sm text-ink-2">
        {isChosen && 'Chosen, not sent: send it under “Order test”.'}
      </span>
    </div>
  );
}
