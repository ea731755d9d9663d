import { QueryClient } from '@tanstack/react-query';
import { describe, expect, it } from 'vitest';
import { FakeBackend } from '../testing/fake-backend.ts';
import { createManualClock } from '../testing/manual-clock.ts';
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
  const unbridge = bridgeQueries(consultation, queryClient);
  const stale = () =>
    [caseKeys.summary, caseKeys.tests, ['prices']].map(
      (key) => queryClient.getQueryState(key)?.isInvalidated,
    );
  return { line: backend.line, stale, unbridge };
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
});
