import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Alert, Severity } from './alert.ts';
import { acknowledge, severityRank } from './alert.ts';
import { logAlerts, pendingAlerts } from './alert-log.ts';

function alert(id: string, severity: Severity, raisedAt: number, by: string | null = null): Alert {
  const acknowledgement = by === null ? null : { by, at: raisedAt + 1, reason: '' };
  return { id, severity, text: id, raisedAt, turnId: id, count: 1, acknowledgement };
}

const conversations = [
  { id: 'live', alerts: [alert('a', 'urgent', 50), alert('b', 'emergency', 30)] },
  { id: 'earlier', alerts: [alert('a', 'emergency', 10), alert('b', 'emergency', 20, 'ana')] },
];

describe('the log of alerts', () => {
  it('[AL3] has every alert of every conversation, newest first, acknowledged or not', () => {
    const log = logAlerts(conversations);
    expect(log.map(({ key }) => key)).toEqual(['live a', 'live b', 'earlier b', 'earlier a']);
  });

  it('[AL2] what is pending is every one that nobody acknowledged: gravest, then newest first', () => {
    const pending = pendingAlerts(logAlerts(conversations));
    expect(pending.map(({ key }) => key)).toEqual(['live b', 'earlier a', 'live a']);
  });

  it('[AL2] only acknowledging takes an alert out of what is pending', () => {
    const alerts = fc.array(
      fc.record({
        severity: fc.constantFrom<Severity>('emergency', 'urgent'),
        raisedAt: fc.nat(100),
        isTaken: fc.boolean(),
      }),
    );
    fc.assert(
      fc.property(alerts, (drawn) => {
        const made = drawn.map(({ severity, raisedAt }, index) =>
          alert(`alert-${index}`, severity, raisedAt),
        );
        const taken = drawn.flatMap(({ isTaken }, index) => (isTaken ? [`alert-${index}`] : []));
        const acknowledgement = { by: 'ana', at: 200, reason: '' };
        const known = taken.reduce<readonly Alert[]>(
          (before, id) => acknowledge(before, id, acknowledgement),
          made,
        );
        const pending = pendingAlerts(logAlerts([{ id: 'live', alerts: known }]));
        const left = made.map(({ id }) => id).filter((id) => !taken.includes(id));
        expect(pending.map(({ alert: { id } }) => id).sort()).toEqual(left.sort());
        const ranks = pending.map(({ alert: { severity } }) => severityRank[severity]);
        expect(ranks).toEqual(ranks.toSorted((one, other) => other - one));
      }),
    );
  });
});
