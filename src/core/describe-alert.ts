/**
 * Alerts in plain words, the same on screen, in the log and in an export.
 *
 * Its one law: the words say that the service flagged something. They never say that Bedside found
 * it, and never that a patient is safe.
 */
import { formatTime } from '../lib/format-time.ts';
import type { Acknowledgement, Alert, Severity } from './alert.ts';
import type { Conversation } from './conversation.ts';
import type { PatientProfile, Sex } from './patient-profile.ts';

export const severityWords: Record<Severity, string> = {
  emergency: 'Emergency',
  urgent: 'Urgent',
};

const sexWords: Record<Sex, string> = { female: 'Female', male: 'Male', other: 'Other sex' };

/** `Female, 54`; what little is known of who it is. */
export function describePatient({ sex, age }: PatientProfile): string {
  const known = [sex && sexWords[sex], age !== null && (sex ? `${age}` : `${age} years`)];
  return known.filter(Boolean).join(', ') || 'patient not named';
}

/** What a conversation is called: its first message. */
export function describeConversation({ exchanges }: Conversation): string {
  return exchanges[0]?.message.text ?? 'not begun yet';
}

/** Who took it on, when, and how long it had waited. */
export function describeAcknowledgement(alert: Alert, format = formatTime): string {
  const { acknowledgement, raisedAt } = alert;
  if (!acknowledgement) return 'Not acknowledged';
  const { by, at, reason } = acknowledgement;
  const words = `Acknowledged by ${by} at ${format(at)}, after ${secondsUntil(raisedAt, acknowledgement)} s`;
  return reason === '' ? words : `${words}: ${reason}`;
}

/** How long it waited. A clock that was set back meanwhile makes no negative wait. */
export function secondsUntil(raisedAt: number, { at }: Acknowledgement): number {
  return Math.max(0, Math.round((at - raisedAt) / 1000));
}
