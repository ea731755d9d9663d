import { describe, expect, it } from 'vitest';
import type { LinkReport, Transport } from '../../core/telemetry.ts';
import {
  describeAll,
  describeDurations,
  describeLink,
  figuresOf,
  namesOfResting,
} from './describe-link.ts';

const now = Date.UTC(2030, 0, 15, 9);

function report(rest: Partial<LinkReport>, transport: Transport = 'rest'): LinkReport {
  return {
    link: { tenant: 'Ward 3', backEnd: 'Dx0', transport },
    ...{ operations: [], succeeded: 0, failed: 0, failures: [], cancelled: 0, heldBack: 0 },
    ...{ durations: [], standing: null, uptime: 0, reconnects: 0, lastError: null, breaker: null },
    ...rest,
  };
}

describe('[OB3][F43] who rests', () => {
  const line = (transport: Transport, backEnd = 'XiansAi') => ({
    ...{ tenant: 'Ward 3', backEnd, transport },
  });
  const xians = [line('rest'), line('hub'), line('sse')];
  const dx0 = [line('rest', 'Dx0'), line('socket', 'Dx0')];

  it('is one line of a back end that is still asked by another', () => {
    expect(namesOfResting([line('hub'), line('sse')], xians)).toEqual([
      'XiansAi live line',
      'XiansAi notices',
    ]);
    expect(namesOfResting([line('rest', 'Dx0')], dx0)).toEqual(['Dx0 requests']);
  });

  it('is the back end where nothing of it is asked, once', () => {
    const resting = [line('hub'), line('rest'), line('rest', 'Sessions')];
    expect(namesOfResting(resting, [...xians, line('rest', 'Sessions')])).toEqual([
      'XiansAi',
      'Sessions',
    ]);
  });

  it('is named so in the panel as well', () => {
    const hub = report({ breaker: { phase: 'open', nextTryAt: now } }, 'hub');
    expect(describeAll({ links: [hub, report({ succeeded: 3 })], errors: [] })).toMatch(
      /^Dx0 live line: .* Nothing you write is lost/,
    );
  });
});

describe('[OB3][F43] a line in words', () => {
  const open = { phase: 'open', nextTryAt: now + 24_000 } as const;

  it('that rests says until when, and can be tried by hand', () => {
    const resting = report({ breaker: open, failed: 5 });
    expect(describeLink(resting, now)).toEqual({
      words: 'Resting after several failures · next try in 24 s',
      tone: 'bad',
      canTry: true,
    });
    expect(describeAll({ links: [resting], errors: [] })).toMatch(
      /^Dx0: .* Nothing you write is lost/,
    );
  });

  it('that is a socket is tried where its state is shown', () => {
    const standing = { phase: 'waiting', cause: 'unreachable', attempt: 3, retryAt: now } as const;
    expect(describeLink(report({ breaker: open, standing }, 'socket'), now).canTry).toBe(false);
    expect(describeLink(report({ standing }, 'socket'), now).words).toBe(
      'Waiting · next try in 0 s',
    );
  });

  it('that was not asked, answers, or has begun to fail', () => {
    const words = (rest: Partial<LinkReport>) => describeLink(report(rest), now).words;
    expect(words({})).toBe('Not asked yet');
    expect(words({ succeeded: 3 })).toBe('Answers');
    expect(words({ failed: 2, breaker: { phase: 'closed', failures: 2 } })).toBe(
      'The last 2 failed',
    );
    expect(words({ breaker: { phase: 'half-open' } })).toMatch(/next request/);
  });
});

describe('[OP2] figures', () => {
  it('are never rounded up to all of it', () => {
    const figures = figuresOf(report({ succeeded: 4999, failed: 1, durations: [10, 20, 300] }));
    expect(figures).toEqual([
      { name: 'Requests', value: '5000' },
      { name: 'Succeeded', value: '99.9 %' },
      { name: 'Mean', value: '110 ms' },
      { name: '95 % within', value: '300 ms' },
    ]);
  });

  it('have a picture in words', () => {
    expect(describeDurations([40, 210, 84])).toBe(
      'The last 3 answers took 40 ms to 210 ms, the latest 84 ms.',
    );
    expect(describeDurations([84])).toBe('One answer took 84 ms.');
  });
});
