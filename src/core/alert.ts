/**
 * An emergency that a back end raised. The service flagged it; Bedside never judges by itself.
 */
export type Severity = 'emergency' | 'urgent';

export interface AlertReport {
  readonly severity: Severity;
  /** What the back end said, in its words. */
  readonly text: string;
  /** Who flagged it, where that is not the assistant of the conversation. */
  readonly by?: string;
}

export interface Alert extends AlertReport {
  /** Unique in its conversation. */
  readonly id: string;
  readonly raisedAt: number;
  /** The message it was raised at, where one is known. */
  readonly turnId: string | null;
  /** How often the same alert came. */
  readonly count: number;
  readonly acknowledgement: Acknowledgement | null;
}

/** That somebody saw an alert and took it on. `reason` in their words, empty where they gave none. */
export interface Acknowledgement {
  readonly by: string;
  readonly at: number;
  readonly reason: string;
}

/** The higher, the sooner somebody has to see it. */
export const severityRank: Record<Severity, number> = { urgent: 1, emergency: 2 };

/**
 * Adds an alert. The same turn raising again, or the same words where no turn is known, is one
 * alert: what was said with the higher severity, and a counter. One that got worse since it was
 * acknowledged has to be acknowledged again.
 */
export function recordAlert(
  alerts: readonly Alert[],
  report: AlertReport,
  turnId: string | null,
  at: number,
): readonly Alert[] {
  const known = alerts.findIndex(
    (alert) => alert.turnId === turnId && (turnId !== null || alert.text === report.text),
  );
  const before = alerts[known];
  if (!before) {
    const id = `alert-${alerts.length + 1}`;
    return [...alerts, { ...report, id, turnId, raisedAt: at, count: 1, acknowledgement: null }];
  }
  const isHigher = severityRank[report.severity] > severityRank[before.severity];
  const { severity, text } = isHigher ? report : before;
  const acknowledgement = isHigher ? null : before.acknowledgement;
  const count = before.count + 1;
  return alerts.with(known, { ...before, severity, text, count, acknowledgement });
}

/** The first acknowledgement counts. */
export function acknowledge(
  alerts: readonly Alert[],
  alertId: string,
  acknowledgement: Acknowledgement,
): readonly Alert[] {
  const index = alerts.findIndex(({ id }) => id === alertId);
  const alert = alerts[index];
  if (!alert || alert.acknowledgement) return alerts;
  return alerts.with(index, { ...alert, acknowledgement });
}
