/** How fast an emergency is on the screen, and what the project promises of it. */
import type { AlertTimes } from './alert.ts';
import type { Target } from './targets.ts';
import { round } from './targets.ts';

export function describeAlerts({ rounds, median, longest }: AlertTimes): string {
  return `An emergency in the middle of a reply at 2,000 tokens a second, ${rounds} times: from its frame to
the painted banner ${round(median)} ms (median), ${round(longest)} ms at the longest, by the clock.`;
}

export function alertTargets({ median, longest }: AlertTimes): readonly Target[] {
  const marks = { unit: 'ms', sign: '≤', atLeast: 150, aim: 50 } as const;
  return [
    { what: 'alert frame → alert on screen, median', figure: median, ...marks },
    { what: 'alert frame → alert on screen, longest', figure: longest, ...marks },
  ];
}
