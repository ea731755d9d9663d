/** How the lines of a tenant have done, all together, for a glance. Pure. */
import { mean } from '../lib/statistics.ts';
import type { TelemetryReport } from './telemetry.ts';

export interface LineFigures {
  /** Of all lines that stand. */
  readonly reconnects: number;
  /** Answered or failed; those that were given up or held back are neither. */
  readonly requests: number;
  /** Of 100 requests, rounded down, so that 100 is all of them; `null` where there were none. */
  readonly answered: number | null;
  /** Milliseconds; `null` where nothing was answered. */
  readonly usualWait: number | null;
}

export function lineFigures({ links }: Pick<TelemetryReport, 'links'>): LineFigures {
  const asked = links.filter(({ link }) => link.transport === 'rest');
  const succeeded = sum(asked.map((each) => each.succeeded));
  const requests = succeeded + sum(asked.map(({ failed }) => failed));
  const wait = mean(asked.flatMap(({ durations }) => durations));
  return {
    reconnects: sum(links.map((each) => each.reconnects)),
    requests,
    answered: requests === 0 ? null : Math.floor((100 * succeeded) / requests),
    usualWait: wait === null ? null : Math.round(wait),
  };
}

const sum = (numbers: readonly number[]) => numbers.reduce((all, each) => all + each, 0);
