import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { describe, expect, it } from 'vitest';
import { CircuitOpen, Rejected, Unreachable } from '../core/errors.ts';
import { FakeBackend } from '../testing/fake-backend.ts';
import { fakeConnections } from '../testing/fake-connections.ts';
import { createManualClock, settled } from '../testing/manual-clock.ts';
import { assistant } from '../testing/samples.ts';
import { createConsultation } from './consultation.ts';
import { caseKeys } from './queries/case.ts';
import { bridgeQueries } from './query-bridge.ts';

function bridge() {
  const clock = createManualClock();
  const backend = new FakeBackend(clock);
  const consultation = createConsultation({
    assistants: [assistant(backend)],
    tenant: 'Ward 3',
    user: 'physician',
    clock,
    scheduler: clock,
    newId: () => 'id',
  });
  const queryClient = new QueryClient();
  queryClient.setQueryData(caseKeys.summary, { summary: 'A cough' });
  queryClient.setQueryData(caseKeys.tests, ['troponin']);
  queryClient.setQueryData(['prices'], []);
  const connections = fakeConnections();
  const unbridge = bridgeQueries({ consultation, connections }, queryClient);
  const stale = () =>
    [caseKeys.summary, caseKeys.tests, ['prices']].map(
      (key) => queryClient.getQueryState(key)?.isInvalidated,
    );
  return { line: backend.line, stale, unbridge, connections, queryClient };
}

describe('the query bridge', () => {
  it('[CN7] a server that comes back may have another case: what was read is stale, once it is back', () => {
    const { line, stale } = bridge();
    line.online();
    expect(stale()).toEqual([false, false, false]);
    line.waiting();
    expect(stale()).toEqual([false, false, false]);
    line.online();
    expect(stale()).toEqual([true, true, false]);
  });

  it('[TK3] the text of a reply touches no query', () => {
    const { line, stale } = bridge();
    line.online();
    line.reply('Yes.');
    expect(stale()).toEqual([false, false, false]);
  });

  it('[F44] nothing is touched once it is taken down', () => {
    const { line, stale, unbridge } = bridge();
    line.online();
    unbridge();
    line.online();
    expect(stale()).toEqual([false, false, false]);
  });

  it('[OB3] what was held back is asked for once a breaker changes; what was refused is not', async () => {
    const { connections, queryClient, unbridge } = bridge();
    const asked: string[] = [];
    const failing = (name: string, error: Error) => {
      const options = {
        queryKey: [name],
        queryFn: () => {
          asked.push(name);
          return Promise.reject(error);
        },
        retry: false,
      };
      return new QueryObserver(queryClient, options).subscribe(() => undefined);
    };
    const forget = [
      failing('held back', new CircuitOpen(0, () => undefined)),
      failing('away', new Unreachable('away')),
      failing('refused', new Rejected(404, 'gone')),
    ];
    await settled();
    asked.length = 0;
    connections.change();
    await settled();
    expect(asked).toEqual(['held back', 'away']);
    unbridge();
    connections.change();
    await settled();
    expect(asked).toHaveLength(2);
    for (const end of forget) end();
    queryClient.clear();
  });
});
