/** One line to a back end: how it stands in words, its figures, and how long its answers took. */
import type { Counted, LinkReport } from '../../core/telemetry.ts';
import { formatTime } from '../../lib/format-time.ts';
import { useConnections } from '../../state/connections.ts';
import { Button } from '../../ui/button.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { Sparkline } from '../../ui/sparkline.tsx';
import {
  describeDurations,
  describeLink,
  figuresOf,
  kindWords,
  transports,
} from './describe-link.ts';
import { nameOfLine } from './names-of-resting.ts';

const dots = { good: 'bg-ok', changing: 'bg-low', bad: 'bg-medium', none: 'bg-ink-3' };

export function LinkView({ report, now }: { report: LinkReport; now: number }) {
  const connections = useConnections();
  const { link, durations, operations, failures, lastError } = report;
  const { words, tone, canTry } = describeLink(report, now);
  return (
    <div className="border-t border-line px-3.5 py-2.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h4 className="text-sm font-semibold">{transports[link.transport]}</h4>
        <span className="flex min-w-0 grow items-center gap-1.5 text-sm text-ink-2">
          <span
            aria-hidden
            className={`size-2 shrink-0 rounded-full forced-colors:bg-[CanvasText] ${dots[tone]}`}
          />
          {words}
        </span>
        {canTry && (
          <Button
            size="small"
            aria-label={`Try ${link.transport === 'rest' ? link.backEnd : nameOfLine(link)} now`}
            onPress={() => connections.tryNow(link)}
          >
            Try now
          </Button>
        )}
      </div>
      <div className="mt-1.5 grid items-end gap-x-5 gap-y-2 sm:grid-cols-[1fr_9rem]">
        <dl className="flex flex-wrap gap-x-5 gap-y-1 text-sm">
          {figuresOf(report).map(({ name, value }) => (
            <div key={name}>
              <dt className="text-xs text-ink-3">{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        {durations.length > 0 && (
          <Sparkline label={describeDurations(durations)} values={durations} />
        )}
      </div>
      {operations.length > 0 && (
        <Disclosure label="By kind">
          <div className="grid items-start gap-x-6 gap-y-2 pt-1 text-sm sm:grid-cols-2">
            <Counts title="Asked for" counts={operations} />
            {failures.length > 0 && (
              <Counts
                title="Went wrong"
                counts={failures.map(({ name, count }) => ({ name: kindWords(name), count }))}
              />
            )}
          </div>
          {lastError && (
            <p className="pt-2 text-sm text-ink-3">
              Last error at {formatTime(lastError.at)}: {kindWords(lastError.kind)}
              {lastError.status !== null && ` (status ${lastError.status})`}
            </p>
          )}
        </Disclosure>
      )}
    </div>
  );
}

function Counts({ title, counts }: { title: string; counts: readonly Counted[] }) {
  return (
    <table className="w-full">
      <caption className="text-left text-xs text-ink-3">{title}</caption>
      <tbody>
        {counts.map(({ name, count }) => (
          <tr key={name}>
            <th scope="row" className="py-0.5 text-left font-normal wrap-anywhere">
              {name}
            </th>
            <td className="py-0.5 text-right">{count}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
