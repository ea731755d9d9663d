/**
 * An emergency that a back end raised. The service flagged it; Bedside never judges by itself.
 */
export type Severity = 'emergency' | 'urgent';

export interface AlertReport {
  readonly severity: Severity;
  /** What the back end said, in its words. */
  readonly text: string;
}

export interface Alert extends AlertReport {
  readonly raisedAt: number;
  /** The message it was raised at, where one is known. */
  readonly turnId: string | null;
  /** How often the same alert came. */
  readonly count: number;
}

const rank: Record<Severity, number> = { urgent: 1, emergency: 2 };

/**
 * Adds an alert. The same turn raising again, or the same words where no turn is known, is one
 * alert: what was said with the higher severity, and a counter.
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
  if (!before) return [...alerts, { ...report, turnId, raisedAt: at, count: 1 }];
  const highest = rank[report.severity] > rank[before.severity] ? report : before;
  const { severity, text } = highest;
  return alerts.with(known, { ...before, severity, text, count: before.count + 1 });
}
