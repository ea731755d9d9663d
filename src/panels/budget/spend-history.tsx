/** How the spend came to be, turn by turn: as a chart, and the same numbers as a table. */
import type { Account } from '../../core/account.ts';
import type { Cents } from '../../core/money.ts';
import { add, formatMoney } from '../../core/money.ts';
import { formatTime } from '../../lib/format-time.ts';
import { useTurnNames } from '../../state/turn-numbers.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import { later } from '../../ui/later.tsx';
import { describeChart } from './wording.ts';

/** Its place is kept, so that nothing moves when it comes. */
const StepChart = later(
  async () => {
    const { StepChart } = await import('../../ui/step-chart.tsx');
    return StepChart;
  },
  () => <div className="h-19.5" />,
);

export interface SpendHistoryProps {
  account: Account;
  /** What the chosen tests would add, in cents; `null` where nothing is chosen or nobody knows. */
  next: Cents | null;
}

export function SpendHistory({ account, next }: SpendHistoryProps) {
  const { tallies, openingSpent, totalSpent, remaining } = account;
  const first = tallies[0];
  if (!first || totalSpent === null) return null;
  const totals = tallies.map((tally) => tally.totalSpent);
  return (
    <div className="pt-3">
      <StepChart
        label={describeChart({ start: openingSpent, totals, next })}
        start={openingSpent}
        values={totals}
        forecast={next === null ? null : add(totalSpent, next)}
        limit={remaining === null ? null : add(totalSpent, remaining)}
        from={formatTime(first.at)}
        to={next === null ? 'now' : 'next'}
      />
      <Disclosure label="Show as table">
        <SpendTable account={account} />
      </Disclosure>
    </div>
  );
}

const numeric = 'py-1 pl-2 text-right';

function SpendTable({ account: { tallies, openingSpent } }: { account: Account }) {
  const turnNames = useTurnNames();
  return (
    <table className="w-full border-collapse text-sm">
      <caption className="sr-only">Spend by turn</caption>
      <thead>
        <tr className="border-b border-line text-ink-3 [&>th]:font-semibold">
          <th scope="col" className="py-1 text-left">
            Turn
          </th>
          <th scope="col" className={numeric}>
            Time
          </th>
          <th scope="col" className={numeric}>
            Cost
          </th>
          <th scope="col" className={numeric}>
            Total
          </th>
        </tr>
      </thead>
      <tbody>
        {openingSpent > 0 && <OpeningRow spent={openingSpent} />}
        {tallies.map(({ turnId, at, cost, totalSpent }) => (
          <tr key={turnId} className="border-b border-line">
            <th scope="row" className="py-1 text-left font-normal">
              {turnNames.get(turnId) ?? 'turn of an earlier sign-in'}
            </th>
            <td className={numeric}>{formatTime(at)}</td>
            <td className={numeric}>{formatMoney(cost)}</td>
            <td className={numeric}>{formatMoney(totalSpent)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function OpeningRow({ spent }: { spent: Cents }) {
  return (
    <tr className="border-b border-line">
      <th scope="row" colSpan={3} className="py-1 text-left font-normal">
        Spent before this list began
      </th>
      <td className={numeric}>{formatMoney(spent)}</td>
    </tr>
  );
}
