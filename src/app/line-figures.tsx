/** How the lines have done, at a glance. The connection panel has all of it. */
import { lineFigures } from '../core/line-figures.ts';
import { useConnections } from '../state/connections.ts';
import { useNow } from '../ui/use-now.ts';

/**
 * It takes only the room that nothing else in its line wants: what does not fit goes to a second row,
 * which is not seen, so that nothing moves and nothing is cut in two.
 */
export function LineFigures() {
  const connections = useConnections();
  // The figures are read anew with it.
  useNow(5_000);
  const { reconnects, requests, answered, usualWait } = lineFigures(connections.read());
  return (
    <span className="flex h-4 min-w-0 grow basis-0 flex-wrap gap-x-5 overflow-hidden tabular-nums">
      {/* So that the first one, too, goes to the second row where it does not fit. */}
      <span aria-hidden className="-me-5 h-4 w-px" />
      <span className="h-4 whitespace-nowrap">
        {reconnects === 1 ? '1 reconnect' : `${reconnects} reconnects`}
      </span>
      {requests > 0 && (
        <>
          <span className="h-4 whitespace-nowrap">
            {requests === 1 ? '1 request' : `${requests} requests`}
          </span>
          <span className="h-4 whitespace-nowrap">
            {answered} % answered{usualWait !== null && `, ${usualWait} ms`}
          </span>
        </>
      )}
    </span>
  );
}
