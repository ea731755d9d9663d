import { expect, it } from 'vitest';
import { lineFigures } from './line-figures.ts';
import type { LinkReport, Transport } from './telemetry.ts';

function report(transport: Transport, figures: Partial<LinkReport>): LinkReport {
  return {
    link: { tenant: 'north', backEnd: 'Dx0', transport },
    ...{ operations: [], succeeded: 0, failed: 0, failures: [], cancelled: 0, heldBack: 0 },
    ...{ durations: [], standing: null, uptime: 0, reconnects: 0, lastError: null, breaker: null },
    ...figures,
  };
}

it('[OP2] figures for a glance are of all lines: requests answered, how soon, and reconnects', () => {
  expect(lineFigures({ links: [] })).toEqual({
    ...{ reconnects: 0, requests: 0, answered: null, usualWait: null },
  });
  const links = [
    report('rest', { succeeded: 1, durations: [40], cancelled: 3, heldBack: 2 }),
    report('rest', { succeeded: 1, failed: 1, durations: [61] }),
    report('socket', { succeeded: 9, durations: [9_000], reconnects: 2 }),
    report('hub', { reconnects: 1 }),
  ];
  // Two of three are not rounded up.
  expect(lineFigures({ links })).toEqual({
    ...{ reconnects: 3, requests: 3, answered: 66, usualWait: 51 },
  });
});
