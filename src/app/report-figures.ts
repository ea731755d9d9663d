/** Sends the figures of a workspace to where its site wants them, whenever there is news. */
import type { Cancel } from '../core/clock.ts';
import type { Connections } from '../core/connections.ts';
import { onPageLeft, openReporting, sendReport } from '../net/reporting.ts';
import { systemClock } from '../net/system-clock.ts';
import { writeMetrics } from '../state/support-bundle.ts';

/** @param every milliseconds between two reports */
export function reportFigures(
  address: string,
  every: number,
  { read, vitals }: Pick<Connections, 'read' | 'vitals'>,
): Cancel {
  let last = '';
  return openReporting({
    ...{ address, every, clock: systemClock, onLeave: onPageLeft, send: sendReport },
    write() {
      const figures = JSON.stringify(writeMetrics({ report: read(), vitals: vitals() }));
      if (figures === last) return null;
      last = figures;
      return figures;
    },
  });
}
