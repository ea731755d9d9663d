import { describe, expect, it } from 'vitest';
import type { AlertReport } from '../core/alert.ts';
import type { Notice, NoticeSink } from '../core/notice.ts';
import { createManualClock } from '../testing/manual-clock.ts';
import { createNotices } from './notices.ts';

function listen() {
  const clock = createManualClock();
  const raised: AlertReport[] = [];
  const passed: string[] = [];
  let sink: NoticeSink | undefined;
  const notices = createNotices({
    backend: {
      listen: (given) => {
        sink = given;
        return { reconnect: () => undefined, close: () => undefined };
      },
    },
    from: 'Desk (notice)',
    clock,
    raise: (report) => raised.push(report),
  });
  notices.onNew(({ id }) => passed.push(id));
  const tell = (id: string, rest: Partial<Notice> = {}) =>
    sink?.notice({
      ...{ id, saidAt: clock.now(), grade: 'information', title: id, text: '', card: null },
      ...{ isOld: false, ...rest },
    });
  return { notices, clock, raised, passed, tell };
}

describe('notices', () => {
  it('[NT1] stand in a list, the latest first, each once; only what is new passes by', () => {
    const { notices, clock, passed, tell } = listen();
    tell('new', { saidAt: clock.now() + 5 });
    tell('old', { isOld: true });
    tell('new', { saidAt: clock.now() + 5 });
    expect(notices.store.getState().notices.map(({ id }) => id)).toEqual(['new', 'old']);
    expect(passed).toEqual(['new']);
  });

  it('[AL1] an emergency goes to the alerts with who flagged it, and passes by nowhere else', () => {
    const { raised, passed, tell } = listen();
    tell('a', { grade: 'emergency', title: 'Potassium', text: '6.8' });
    expect(raised).toEqual([
      { severity: 'emergency', text: 'Potassium: 6.8', by: 'Desk (notice)' },
    ]);
    expect(passed).toEqual([]);
  });

  it('[AL1] an emergency of before is raised for an hour, and then only listed', () => {
    const { clock, raised, tell } = listen();
    const emergency = { grade: 'emergency', isOld: true } as const;
    tell('recent', { ...emergency, saidAt: clock.now() - 59 * 60_000 });
    tell('past', { ...emergency, saidAt: clock.now() - 61 * 60_000 });
    expect(raised.map(({ text }) => text)).toEqual(['recent']);
  });
});
