import { expect, it } from 'vitest';
import { createManualClock } from '../testing/manual-clock.ts';
import { openReporting } from './reporting.ts';

it('[OP2] figures go out every so often and when the page is left, where there is news', () => {
  const clock = createManualClock();
  const sent: string[] = [];
  const leavers = new Set<() => void>();
  let news: string | null = 'first';
  const end = openReporting({
    ...{ address: 'https://clinic.example/figures', every: 60_000, clock },
    write: () => news,
    onLeave(listener) {
      leavers.add(listener);
      return () => leavers.delete(listener);
    },
    send: (address, body) => sent.push(`${address} ${body}`),
  });
  clock.advance(60_000);
  news = null;
  clock.advance(60_000);
  news = 'last';
  for (const leave of leavers) leave();
  expect(sent).toEqual([
    'https://clinic.example/figures first',
    'https://clinic.example/figures last',
  ]);
  end();
  expect([clock.timers, leavers.size]).toEqual([0, 0]);
});
