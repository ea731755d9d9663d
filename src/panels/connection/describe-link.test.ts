import { describe, expect, it } from 'vitest';
import type { LinkReport, Transport } from '../../core/telemetry.ts';
import { describeAll, describeDurations, describeLink, figuresOf } from './describe-link.ts';

const now = Date.UTC(2030, 0, 15, 9);

function report(rest: Partial<LinkReport>, transport: Transport = 'rest'): LinkReport {
  return {
    link: { tenant: 'Ward 3', backEnd: 'Dx0', transport },
    ...{ operations: [], succeeded: 0, failed: 0, failures: [], cancelled: 0, heldBack: 0 },
    ...{ durations: [], standing: null, uptime: 0, reconnects: 0, lastError: null, breaker: null },
    ...rest,
  };
}

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

  it('that rests alone is named, not its back end', () => {
    const hub = report({ breaker: { phase: 'open', nextTryAt: now } }, 'hub');
    expect(describeAll({ links: [hub, report({ succeeded: 3 })], errors: [] })).toMatch(
      /^Dx0 live line: .* Nothing you write is lost/,
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
