/**
 * Between the wire of AI Doctor and the product's words. Pure functions.
 *
 * Its one law: a severity that is not known is the highest.
 */
import type { AlertReport, Severity } from '../../core/alert.ts';
import type { TurnFailure } from '../../core/conversation.ts';
import type { PatientProfile } from '../../core/patient-profile.ts';
import type { WireAlarm, WireError, WireProfile, WireStatus } from './wire.ts';

export function toReport(alarm: WireAlarm): AlertReport {
  if (!alarm.readable) {
    const text = 'Flagged as an emergency, in a frame that could not be read in full';
    return { severity: 'emergency', text };
  }
  const words = shorten(alarm.severity ?? '', 80);
  return {
    severity: toSeverity(words),
    text: words === '' ? 'Flagged as an emergency' : `Flagged ${words}`,
  };
}

function toSeverity(words: string): Severity {
  return words.toUpperCase() === 'URGENT' ? 'urgent' : 'emergency';
}

const stepNames: ReadonlyMap<string, string> = new Map([
  ['checking_emergency', 'Checking for emergencies'],
  ['generating_response', 'Generating'],
  ['running_triage', 'Triage'],
  ['running_diagnostic', 'Diagnostic'],
  ['running_treatment', 'Treatment'],
]);

/** A stage of the work in plain words; one that nobody knows yet is spelled out. */
export function toStep({ status, details }: WireStatus): { name: string; agent: string | null } {
  const agent = spellOut(details?.agent ?? details?.current_agent ?? '');
  return {
    name: stepNames.get(status) ?? spellOut(status),
    // The same agent is `triage` in one frame and `Triage Agent` in the next.
    agent: agent.replace(/ agent$/i, '') || null,
  };
}

function spellOut(name: string): string {
  const words = shorten(name.replaceAll('_', ' '), 80);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The errors that say no to a message; after all others the assistant has failed at it. */
const refusals: ReadonlySet<string> = new Set([
  'parse_error',
  'validation_error',
  'safety_violation',
]);

export function toFailure({ error_type: type, message }: WireError): TurnFailure {
  const kind = refusals.has(type) ? 'refused' : 'assistant-failed';
  return { kind, detail: shorten(message, 300) };
}

/** Running servers leave the socket open after this one, and never answer on it again. */
export function isDeadly({ error_type: type }: WireError): boolean {
  return type === 'server_error';
}

/** What is not known is left out. */
export function toWireProfile(profile: PatientProfile): WireProfile {
  const { age, conditions, medications, allergies } = profile;
  return {
    ...(age !== null && { age }),
    ...(conditions.length > 0 && { chronic_conditions: [...conditions] }),
    ...(medications.length > 0 && {
      current_medications: medications.map(({ name, dose }) => ({ name, dose })),
    }),
    ...(allergies.length > 0 && { allergies: { drug: [...allergies] } }),
  };
}

/** On one line, cut between code points. */
function shorten(text: string, limit: number): string {
  const line = text
    .slice(0, 2 * limit)
    .replaceAll(/\s+/g, ' ')
    .trim();
  return [...line].slice(0, limit).join('');
}
