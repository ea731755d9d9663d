import { describe, expect, it } from 'vitest';
import { Rejected, ServerFault, Unreachable } from '../core/errors.ts';
import type { LinkName } from '../core/telemetry.ts';
import { createManualClock } from '../testing/manual-clock.ts';
import { createTelemetry, durationsKept, errorsKept } from './telemetry.ts';

const dx0: LinkName = { tenant: 'Ward 3', backEnd: 'Dx0', transport: 'rest' };

function open(name = dx0) {
  const clock = createManualClock();
  const telemetry = createTelemetry(clock);
  const link = telemetry.link(name);
  const report = () =>
    telemetry.read().links.find(({ link: { tenant } }) => tenant === name.tenant);
  /** Asks once; the answer takes so many milliseconds. */
  const ask = (operation: string, duration: number, error?: Error) =>
    link
      .run(operation, () => {
        clock.advance(duration);
        return error === undefined ? Promise.resolve('answer') : Promise.reject(error);
      })
      .catch(() => undefined);
  return { clock, telemetry, link, report, ask };
}

describe('figures of a link', () => {
  it('[OP2] count by operation, outcome and class of error', async () => {
    const { ask, report } = open();
    await ask('GET case', 40);
    await ask('GET case', 60);
    await ask('POST fhir', 10, new ServerFault(503));
    await ask('GET case', 10, new DOMException('', 'AbortError'));
    expect(report()).toMatchObject({
      operations: [
        { name: 'GET case', count: 3 },
        { name: 'POST fhir', count: 1 },
      ],
      succeeded: 2,
      failed: 1,
      cancelled: 1,
      failures: [{ name: 'ServerFault', count: 1 }],
      durations: [40, 60],
      lastError: { operation: 'POST fhir', kind: 'ServerFault', status: 503 },
    });
  });

  it('[OP2] are kept apart by tenant, back end and transport', () => {
    const { telemetry } = open();
    for (const backEnd of ['Dx0', 'Sessions']) {
      for (const transport of ['rest', 'socket'] as const) {
        telemetry.link({ tenant: 'Ward 4', backEnd, transport }).begin('any').succeed();
      }
    }
    telemetry
      .link({ ...dx0, tenant: 'Ward 4' })
      .begin('any')
      .succeed();
    const counts = telemetry.read().links.map(({ succeeded }) => succeeded);
    expect(counts).toEqual([0, 2, 1, 1, 1]);
  });

  it('[OP2] stay within their bounds', async () => {
    const { ask, report, telemetry } = open();
    for (let count = 0; count < 300; count++) await ask(`made up ${count}`, count);
    for (let count = 0; count < 150; count++) await ask('GET case', 1, new Unreachable('away'));
    expect(report()?.durations).toHaveLength(durationsKept);
    expect(report()?.durations.at(-1)).toBe(299);
    expect(report()?.operations.length).toBeLessThan(50);
    expect(telemetry.read().errors).toHaveLength(errorsKept);
  });

  it('[OP2] add up how long a line stood, and how often it came back', () => {
    const { clock, link, report } = open();
    const online = () => link.stands({ phase: 'online', since: clock.now(), latency: 5 });
    online();
    clock.advance(60_000);
    link.stands({ phase: 'connecting', attempt: 1 });
    clock.advance(5_000);
    online();
    clock.advance(10_000);
    expect(report()).toMatchObject({ uptime: 70_000, reconnects: 1 });
    // Given up on purpose: the next one is another line, and no reconnect.
    link.stands({ phase: 'idle' });
    online();
    expect(report()).toMatchObject({ uptime: 70_000, reconnects: 1 });
  });

  it('[OP2] never hold what a server said', async () => {
    const { ask, telemetry } = open();
    await ask('POST fhir', 5, new Rejected(422, 'patient Jane Roe, 555-0100, unknown'));
    await ask('POST fhir', 5, new Error('Jane Roe'));
    expect(JSON.stringify(telemetry.read())).not.toMatch(/Jane|555/);
    expect(telemetry.read().errors).toMatchObject([
      { kind: 'Rejected', status: 422, detail: '' },
      { kind: 'Unexpected', status: null, detail: '' },
    ]);
  });

  it('[OP2][AU5] are gone after signing out, while the line that stands is still said to', async () => {
    const { ask, clock, link, report, telemetry } = open();
    await ask('GET case', 5, new Unreachable('away'));
    link.stands({ phase: 'online', since: clock.now(), latency: 5 });
    telemetry.clear();
    expect(telemetry.read().errors).toEqual([]);
    expect(report()).toMatchObject({ operations: [], failed: 0, lastError: null });
    expect(report()?.standing?.phase).toBe('online');
  });
});
