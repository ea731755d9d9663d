import { describe, expect, it } from 'vitest';
import type { Alert, AlertReport } from './alert.ts';
import { acknowledge, recordAlert } from './alert.ts';

const urgent: AlertReport = { severity: 'urgent', text: 'See a doctor today' };
const emergency: AlertReport = { severity: 'emergency', text: 'Call an ambulance' };

function record(...reports: readonly [AlertReport, string | null, number][]): readonly Alert[] {
  return reports.reduce<readonly Alert[]>(
    (alerts, [report, turnId, at]) => recordAlert(alerts, report, turnId, at),
    [],
  );
}

describe('alerts', () => {
  it('[AL7] the same turn raising again is one alert with a counter, raised when it first came', () => {
    expect(record([emergency, 'a', 1], [emergency, 'a', 2], [emergency, 'a', 3])).toEqual([
      { ...emergency, id: 'alert-1', turnId: 'a', raisedAt: 1, count: 3, acknowledgement: null },
    ]);
  });

  it('[AL7] the highest severity of a turn counts, with its own words, in whichever order they come', () => {
    const highest = { ...emergency, turnId: 'a', raisedAt: 1, count: 2 };
    expect(record([urgent, 'a', 1], [emergency, 'a', 2])).toMatchObject([highest]);
    expect(record([emergency, 'a', 1], [urgent, 'a', 2])).toMatchObject([highest]);
  });

  it('[AL7] alerts of different turns are different alerts', () => {
    expect(record([urgent, 'a', 1], [urgent, 'b', 2]).map(({ turnId }) => turnId)).toEqual([
      'a',
      'b',
    ]);
  });

  it('[AL7] one that got worse since it was acknowledged asks again; the same again does not', () => {
    const taken = { by: 'ana', at: 2, reason: '' };
    const known = acknowledge(record([urgent, 'a', 1]), 'alert-1', taken);
    const again = recordAlert(known, urgent, 'a', 3);
    expect(again).toMatchObject([{ count: 2, acknowledgement: taken }]);
    expect(recordAlert(again, emergency, 'a', 4)).toMatchObject([
      { severity: 'emergency', acknowledgement: null },
    ]);
  });

  it('[AL3] who acknowledged it first stays who did, also where two did at once', () => {
    const first = { by: 'ana', at: 2, reason: 'seen' };
    const known = acknowledge(record([urgent, 'a', 1]), 'alert-1', first);
    const later = acknowledge(known, 'alert-1', { by: 'ben', at: 3, reason: '' });
    expect(later).toMatchObject([{ acknowledgement: first }]);
  });

  it('[AL7] without a turn the same words are the same alert, other words another', () => {
    const alerts = record([urgent, null, 1], [urgent, null, 2], [emergency, null, 3]);
    expect(alerts.map(({ text, count }) => [text, count])).toEqual([
      [urgent.text, 2],
      [emergency.text, 1],
    ]);
  });
});
