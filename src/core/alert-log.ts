/**
 * The alerts of all conversations together: which wait for somebody, and in which order. Pure.
 *
 * Its one law: an alert leaves what is pending by being acknowledged, and in no other way.
 */
import type { Alert } from './alert.ts';
import { severityRank } from './alert.ts';
import type { Conversation } from './conversation.ts';

/** An alert with the conversation in which it was raised. */
export interface LoggedAlert {
  /** Unique among all conversations. */
  readonly key: string;
  readonly conversationId: string;
  readonly alert: Alert;
}

/** Every alert, newest first. */
export function logAlerts(
  conversations: readonly Pick<Conversation, 'id' | 'alerts'>[],
): readonly LoggedAlert[] {
  return conversations
    .flatMap(({ id, alerts }) =>
      alerts.map((alert) => ({ key: `${id} ${alert.id}`, conversationId: id, alert })),
    )
    .sort(newestFirst);
}

export function countPending(conversations: readonly Pick<Conversation, 'alerts'>[]): number {
  const alerts = conversations.flatMap((conversation) => conversation.alerts);
  return alerts.filter(({ acknowledgement }) => acknowledgement === null).length;
}

/** What nobody has acknowledged: the gravest first, among equals the newest. */
export function pendingAlerts(log: readonly LoggedAlert[]): readonly LoggedAlert[] {
  return log
    .filter(({ alert }) => alert.acknowledgement === null)
    .toSorted((one, other) => gravity(other) - gravity(one) || newestFirst(one, other));
}

function newestFirst(one: LoggedAlert, other: LoggedAlert): number {
  return other.alert.raisedAt - one.alert.raisedAt;
}

function gravity({ alert }: LoggedAlert): number {
  return severityRank[alert.severity];
}
