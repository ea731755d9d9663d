import { describe, expect, it } from 'vitest';
import { CircuitOpen, Unreachable } from '../core/errors.ts';
import type { LinkName, Transport } from '../core/telemetry.ts';
import { createManualClock } from '../testing/manual-clock.ts';
import { guardLinks } from './guarded-links.ts';
import { createTelemetry } from './telemetry.ts';

const limits = { rest: { failures: 5, rest: 30_000 }, socket: { failures: 3, rest: 15_000 } };

function open() {
  const clock = createManualClock();
  const guard = guardLinks(createTelemetry(clock), limits, clock);
  const linkOf = ({ tenant, backEnd, transport }: LinkName) =>
    guard.links(tenant, backEnd)(transport);
  const ask = (name: LinkName, error?: Error) =>
    linkOf(name)
      .run('GET case', () => (error ? Promise.reject(error) : Promise.resolve('answer')))
      .catch((failure: unknown) => failure);
  const report = (name: LinkName) =>
    guard.read().links.find(({ link }) => JSON.stringify(link) === JSON.stringify(name));
  return { clock, guard, linkOf, ask, report };
}

const name = (tenant: string, backEnd: string, transport: Transport = 'rest'): LinkName => ({
  ...{ tenant, backEnd, transport },
});
const broken = name('Ward 3', 'Dx0');

describe('[OB3][F43] one breaker a tenant, back end and transport', () => {
  it('that of one does not hold back another', async () => {
    const { ask, report } = open();
    for (let count = 0; count < 5; count++) await ask(broken, new Unreachable('away'));
    expect(await ask(broken)).toBeInstanceOf(CircuitOpen);
    const others = [
      name('Ward 4', 'Dx0'),
      name('Ward 3', 'Sessions'),
      name('Ward 3', 'Dx0', 'hub'),
    ];
    for (const other of others) expect(await ask(other)).toBe('answer');
    expect(report(broken)).toMatchObject({
      breaker: { phase: 'open' },
      failed: 5,
      succeeded: 0,
      heldBack: 1,
      operations: [{ name: 'GET case', count: 5 }],
    });
  });

  it('the same name is the same breaker, whoever asks', async () => {
    const { ask, guard, linkOf } = open();
    expect(linkOf(broken)).not.toBe(linkOf(broken));
    for (let count = 0; count < 5; count++) await ask(broken, new Unreachable('away'));
    await expect(linkOf(broken).run('x', () => Promise.resolve(1))).rejects.toThrow(CircuitOpen);
    let changes = 0;
    guard.onChange(() => changes++);
    guard.tryNow(name('Ward 4', 'Dx0'));
    expect(changes).toBe(0);
    guard.tryNow();
    expect(await ask(broken)).toBe('answer');
  });

  it('a hub or a stream has the limits of what stands', async () => {
    const { ask, clock } = open();
    const hub = name('Ward 3', 'Xians', 'hub');
    for (let count = 0; count < 3; count++) await ask(hub, new Unreachable('away'));
    expect(await ask(hub)).toBeInstanceOf(CircuitOpen);
    clock.advance(15_000);
    expect(await ask(hub)).toBe('answer');
  });

  it('of a socket the slow part of its back-off is the open breaker', () => {
    const { clock, linkOf, report } = open();
    const socket = name('Ward 3', 'Dx0', 'socket');
    const retryAt = clock.now() + 15_000;
    const stateAt = (state: Parameters<ReturnType<typeof linkOf>['stands']>[0]) => {
      linkOf(socket).stands(state);
      return report(socket)?.breaker;
    };
    const waiting = { phase: 'waiting', cause: 'unreachable', retryAt } as const;
    expect(stateAt({ ...waiting, attempt: 2 })).toEqual({ phase: 'closed', failures: 2 });
    expect(stateAt({ ...waiting, attempt: 3 })).toEqual({ phase: 'open', nextTryAt: retryAt });
    expect(stateAt({ phase: 'connecting', attempt: 3 })).toEqual({ phase: 'half-open' });
    expect(stateAt({ phase: 'online', since: clock.now(), latency: 9 })).toMatchObject({
      phase: 'closed',
    });
    expect(stateAt({ phase: 'failed', cause: 'refused' })).toBeNull();
  });
});
