/** Every order of this sign-in, newest first, with what became of it and what it cost. */
import type { Account } from '../../core/account.ts';
import { ledgerOf } from '../../core/budget.ts';
import { formatMoney } from '../../core/money.ts';
import { useTurnNames } from '../../state/turn-numbers.ts';
import { useLive } from '../../state/workspace.ts';
import { Card } from '../../ui/card.tsx';
import { Notice } from '../../ui/notice.tsx';
import { LedgerEntry } from './ledger-entry.tsx';
import { describeMismatch } from './ledger-wording.ts';

export function OrdersPanel() {
  const account = useLive((state) => state.account);
  const { orders, openingSpent } = account;
  return (
    <Card title="Ordered tests" aside={orders.length}>
      <Mismatch account={account} />
      {orders.length === 0 && (
        <p className="text-sm text-ink-3">
          No test ordered yet. Choose one under “Order test”; what it costs is shown before it goes
          out.
        </p>
      )}
      {(orders.length > 0 || openingSpent > 0) && <LedgerList account={account} />}
    </Card>
  );
}

function Mismatch({ account }: { account: Account }) {
  const mismatch = describeMismatch(account);
  return (
    <div role="status">
      {mismatch && (
        <Notice grade="warning" className="mb-2">
          {mismatch}
        </Notice>
      )}
    </div>
  );
}

function LedgerList({ account }: { account: Account }) {
  const { rows, openingSpent } = ledgerOf(account);
  const turnNames = useTurnNames();
  return (
    <ul aria-label="Ordered tests">
      {rows.toReversed().map((row) => (
        <LedgerEntry
          key={row.order.id}
          row={row}
          turn={turnNames.get(row.order.id) ?? null}
          ended={account.overspent}
        />
      ))}
      {openingSpent > 0 && (
        <li className="flex justify-between gap-3 border-line py-2 text-sm text-ink-2 not-first:border-t">
          <span>Spent before this list began</span>
          <span>{formatMoney(openingSpent)}</span>
        </li>
      )}
    </ul>
  );
}
