import { expect, it } from 'vitest';
import type { LoggedError, TelemetryReport } from '../core/telemetry.ts';
import { writeBundle, writeMetrics } from './support-bundle.ts';

const link = { tenant: 'Ward 3', backEnd: 'Dx0', transport: 'rest' } as const;
const token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJqYW5lIn0.c2lnbmF0dXJl';
const at = Date.UTC(2030, 0, 15, 9);
/** As if something personal had come in where nothing of the kind should. */
const error: LoggedError = {
  ...{ at, link, operation: 'GET case?patient=canary', kind: 'Unreachable', status: null },
  detail: `Bearer ${token} for jane@ward.example, +47 22 11 33 44`,
};
const report: TelemetryReport = {
  links: [
    {
      link,
      operations: [{ name: 'GET case', count: 4 }],
      succeeded: 3,
      failed: 1,
      failures: [{ name: 'Unreachable', count: 1 }],
      ...{ cancelled: 0, heldBack: 2, durations: [20, 40, 90], standing: null },
      ...{ uptime: 0, reconnects: 0, lastError: error, breaker: { phase: 'closed', failures: 1 } },
    },
  ],
  errors: [error],
};
const parts = {
  ...{ at, report, vitals: [{ name: 'LCP', value: 800, rating: 'good' }] },
  ...{ version: '1.2.3 (abcdef)', browser: 'Chromium 140' },
  config: {
    dx0: {
      baseUrl: 'https://clinic.example/api/v1?token=canary',
      parameters: { apiKey: 'canary' },
    },
    demo: { accounts: [{ username: 'nurse', password: 'canary' }] },
  },
};

it('[OP2] the bundle says how the lines are, and holds no token, no secret and nobody', () => {
  const bundle = writeBundle(parts);
  expect(bundle).not.toMatch(/canary|eyJ|jane|22 11/);
  expect(JSON.parse(bundle)).toMatchObject({
    madeAt: '2030-01-15T09:00:00.000Z',
    version: '1.2.3 (abcdef)',
    links: [
      {
        ...link,
        requests: 4,
        operations: { 'GET case': 4 },
        failures: { Unreachable: 1 },
        meanMilliseconds: 50,
        p95Milliseconds: 90,
        breaker: 'closed',
      },
    ],
    errors: [{ at: '2030-01-15T09:00:00.000Z', kind: 'Unreachable' }],
    config: { dx0: { baseUrl: 'https://clinic.example/api/v1?***' } },
  });
});

it('[OP2] so does what is sent, and it says nothing of the config', () => {
  const sent = JSON.stringify(writeMetrics(parts));
  expect(sent).not.toMatch(/canary|eyJ|jane|22 11|config/);
});

it('[OP2] passes nothing on that it does not name itself, nor a name unread', () => {
  const more = { patient: 'canary' };
  const [first] = report.links;
  const odd = { tenant: 'jane@ward.example', backEnd: 'sk-canary', transport: 'rest' } as const;
  const grown = {
    links: [{ ...first, ...more, link: { ...odd, ...more } }],
    errors: [{ ...error, ...more, kind: `Bearer ${token}`, link: { ...odd, ...more } }],
  } as TelemetryReport;
  const vitals = [{ name: 'key=canary', value: 800, rating: token, ...more }];
  const sent = JSON.stringify(writeMetrics({ report: grown, vitals }));
  expect(sent).not.toMatch(/canary|eyJ|jane/);
});

it('[OP2] says which version it is and which browser, however like a telephone they look', () => {
  const browser = 'Mozilla/5.0 (X11) Chrome/156.0.7204.183 Safari/537.36';
  const bundle = writeBundle({ ...parts, version: '0.1.0 (f522835b0e29)', browser });
  expect(JSON.parse(bundle)).toMatchObject({
    version: '0.1.0 (f522835b0e29)',
    browser: 'Mozilla/5 (X11) Chrome/156 Safari/537',
  });
  expect(writeBundle({ ...parts, version: '1.0.0 (call +47 22 11 33 44)' })).not.toContain('22 11');
});
